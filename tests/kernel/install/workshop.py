"""A process that knows the built-in plugins, from which installing processes are forked: python -m ...workshop

Each fork carries out one operation as `plugin apply` would, with the code that lies in the folders now. It can
be made to kill itself around a stage, or to wait there until it is let go.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

POLL = 0.02
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Order:
    """What a fork does and what befalls it: `before` and `after` name a stage, or `commit`."""

    url: str
    folder: str
    addons: str
    operation: int
    before: str = ""
    after: str = ""
    hold: str = ""
    """A file whose name with `.reached` appears when the fork waits, and that lets it go."""
    busy: str = ""
    """A file that appears when the fork finds another install running."""


class Workshop:
    """The warm process, seen from the test."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.kernel.install.workshop"],
            cwd=Path(__file__).resolve().parents[3],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Workshop":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate("", timeout=PATIENCE)

    def started(self, house: Any, operation: int, **fate: str) -> int:
        """A fork is at work; its process id."""
        url = house.engine.url.render_as_string(hide_password=False)
        order = Order(url, str(house.folder), str(house.addons), operation, **fate)
        return self._said(asdict(order))

    def ended(self, pid: int) -> int:
        """Waits for a fork; its exit status, negative for the signal that killed it."""
        return self._said({"wait": pid})

    def carried_out(self, house: Any, operation: int, **fate: str) -> int:
        """One operation, from beginning to end."""
        return self.ended(self.started(house, operation, **fate))

    def _said(self, request: Mapping[str, Any]) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


def appeared(path: Path) -> None:
    """Returns once the file is there."""
    until = time.monotonic() + PATIENCE
    while not path.exists():
        assert time.monotonic() < until, f"{path.name} never came"
        time.sleep(POLL)


def serve() -> None:
    """Answers one line for each line, until there are no more."""
    import tests.kernel.install.forked  # noqa: F401 everything a fork needs is imported once, here

    for line in sys.stdin:
        request = json.loads(line)
        if "wait" in request:
            answer = os.waitstatus_to_exitcode(os.waitpid(request["wait"], 0)[1])
        else:
            answer = _forked(Order(**request))
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _forked(order: Order) -> int:
    pid = os.fork()
    if pid:
        return pid
    status = 70
    try:
        status = _apart(order)
    finally:
        os._exit(status)


def _apart(order: Order) -> int:
    from tests.kernel.install.forked import carried_out

    run: Callable[[Order], int] = carried_out
    with (Path(order.folder) / f"{order.operation}.log").open("w") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
        return run(order)


if __name__ == "__main__":
    serve()
