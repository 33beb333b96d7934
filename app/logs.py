"""Where the log goes: one line for each event on the error stream, for journald or a file to keep."""

import logging

LINE = "%(asctime)s [%(process)d] %(levelname)s %(name)s %(message)s"


def log_to_stderr(level: str) -> None:
    """Every logger of this process writes there."""
    logging.basicConfig(level=level, format=LINE)
