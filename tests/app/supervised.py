"""python -m tests.app.supervised DATABASE FOLDER: a supervisor over a site of tests.app.sites."""

import sys
from pathlib import Path

from app.serve.codewatch import CodeWatch
from app.serve.companion import Companion
from app.serve.generation import WebSettings
from app.serve.listening import address, bound
from app.serve.supervisor import Supervisor
from kernel.clock import SystemClock


def main(database: Path, folder: Path) -> None:
    """Serves until it is told to end."""
    listener = bound("127.0.0.1", 0)
    Supervisor(
        listener,
        WebSettings(workers=2, threads=4, application="tests.app.sites:told", boot_seconds=8),
        watch=CodeWatch(f"sqlite:///{database}", period=0.1),
        companion=Companion(["-m", "tests.app.beside", str(folder)]),
        folder=folder,
        clock=SystemClock(),
        on_serving=lambda: print(address(listener), flush=True),  # noqa: T201 the test waits for it
    ).run()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
