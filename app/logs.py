"""Where the log goes: one line for each event on the error stream, for journald or a file to keep."""

import logging

LINE = "%(asctime)s [%(process)d] %(levelname)s %(name)s %(message)s"
OURS = ("tongban", "app", "kernel", "forms", "approvals", "addons")


def log_to_stderr(level: str) -> None:
    """Our own loggers speak from this level on, those of libraries only when something is wrong."""
    logging.basicConfig(level=logging.WARNING, format=LINE)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
