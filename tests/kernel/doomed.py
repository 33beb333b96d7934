"""Processes for tests to wait for or to end: python -m tests.kernel.doomed ACT URL FOLDER"""

import sys
import time
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from kernel.audit import record
from kernel.clock import FixedClock
from kernel.db import engine_for
from kernel.jobs import Every, leadership, run_due
from kernel.outbox import drain
from tests.conftest import TODAY
from tests.kernel import snapshots

HANGING = 60.0
CLOCK = FixedClock(TODAY)


def write(session: Session, thing: str) -> None:
    """Work that can be counted, not committed yet."""
    record(session, actor="doomed", action="work", thing=thing, detail={}, now=CLOCK.now())
    session.flush()


def hang() -> None:
    """Tells the parent that the moment to kill has come."""
    sys.stdout.write("now\n")
    sys.stdout.flush()
    time.sleep(HANGING)


def handle(session: Session, payload: dict[str, int]) -> None:
    write(session, str(payload["number"]))


def handle_and_hang(session: Session, payload: dict[str, int]) -> None:
    write(session, str(payload["number"]))
    hang()


def run_and_hang(session: Session, slot: object) -> None:
    write(session, "job")
    hang()


def main(act: str, engine: Engine, folder: Path) -> None:
    match act:
        case "drain":
            while drain(engine, snapshots.topic(handle), clock=CLOCK, worker="child", limit=1).done:
                pass
        case "drain-and-hang":
            drain(engine, snapshots.topic(handle_and_hang), clock=CLOCK, worker="child")
        case "job-and-hang":
            run_due(engine, snapshots.job(run_and_hang, schedule=Every(5)), CLOCK)
        case "lead":
            with leadership(engine, folder / "scheduler.lock") as leader:
                assert leader.held()
                hang()


if __name__ == "__main__":
    main(sys.argv[1], engine_for(sys.argv[2]), Path(sys.argv[3]))
