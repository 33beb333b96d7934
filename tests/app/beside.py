"""python -m tests.app.beside FOLDER: stands for the scheduler; writes its process id and waits."""

import os
import signal
import sys
from pathlib import Path

from app.serve.kinship import end_with

if __name__ == "__main__":
    end_with(os.getppid())
    with (Path(sys.argv[1]) / "beside").open("a") as file:
        file.write(f"{os.getpid()}\n")
    signal.pause()
