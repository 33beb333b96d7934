"""Starts an install in a process of its own, so that a request, a renewal or a stop does not end it."""

import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kernel.web import platform


def start(operation_id: int) -> int:
    """The operation runs detached; its output goes to `operations/<id>.log`. Returns the process id."""
    here = platform()
    with (here.site.operations / f"{operation_id}.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 our own command line
            [sys.executable, "-m", "app", "plugin", "apply", str(operation_id)],
            cwd=here.settings["ROOT"],
            env=os.environ | environment_of(here.settings),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    # collected by this process if it still lives then; after a renewal of the servers by init
    threading.Thread(target=process.wait, name=f"operation-{operation_id}", daemon=True).start()
    return process.pid


def environment_of(settings: Mapping[str, Any]) -> dict[str, str]:
    """The variables that lead config.py to the same installation, also for settings given directly."""
    data: Path = settings["DATA_DIR"]
    addons = [str(path) for path in settings["ADDONS_PATH"] if path != data / "addons"]
    return {
        "DATA_DIR": str(data),
        "DATABASE_URL": str(settings["DATABASE_URL"]),
        "KEYS_FILE": str(settings["KEYS_FILE"]),
        "ADDONS_PATH": os.pathsep.join(addons),
        "DEMO": "1" if settings["DEMO"] else "",
    }
