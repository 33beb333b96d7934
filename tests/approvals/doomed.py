"""Clerks whose processes die in the middle of an act, at a statement of it, just before its commit, or after it."""

import os
import signal
import time
import traceback
from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from kernel import prepared
from kernel.clock import FixedClock
from kernel.db import engine_for
from kernel.wire import Wire
from tests.approvals.fates import FATES, Fate
from tests.approvals.offices import Desk

HANGING = 60.0
AFTER = 0
"""The point at which everything is done."""
STATEMENT, COMMIT, DONE = "statement", "commit", "done"


def killed(url: str, case: int, point: int, fate: str, clock: FixedClock) -> str:
    """Where the process stood when it was killed: after the statement of that number, before the commit, or done."""
    reading, writing = os.pipe()
    # it shares nothing that it uses: its connection is its own, and it ends by the signal alone
    process = os.fork()
    if process == 0:
        try:
            _act(url, case, point, FATES[fate], clock=clock, telling=writing)
        finally:
            os.write(writing, traceback.format_exc()[-2000:].encode())
            os._exit(1)
    os.close(writing)
    where = os.read(reading, 4096).decode()
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    os.close(reading)
    return where


def _counted(kind: type, name: str, count: Callable[..., None]) -> None:
    """Each call of the kind's method is counted when it is done."""
    plain = getattr(kind, name)

    def counting(*arguments: Any) -> Any:
        found = plain(*arguments)
        count()
        return found

    setattr(kind, name, counting)


def _act(url: str, case: int, point: int, fate: Fate, *, clock: FixedClock, telling: int) -> None:
    """Acts, and stands still where it is told to."""
    engine = engine_for(url)
    desk = Desk(engine, clock)
    seen, left = desk.case(case).state.seq, point

    def hang(where: str) -> None:
        os.write(telling, where.encode())
        time.sleep(HANGING)

    def count(*_: Any) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            hang(STATEMENT)

    if point != AFTER:
        for kind, name in ((Wire, "_all"), (prepared._File, "rows"), (prepared._File, "touched")):
            _counted(kind, name, count)
        event.listen(engine, "after_cursor_execute", count)
        event.listen(engine, "commit", lambda _connection: hang(COMMIT))
    fate.act.done(desk, case, seen=seen)
    hang(DONE)
