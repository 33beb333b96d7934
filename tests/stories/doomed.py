"""A scheduler of its own for tests to run beside another or to kill: python -m tests.stories.doomed WHEN URL FOLDER DAY."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from app.factory import settings_of
from app.installation import Installation
from kernel.clock import LOCAL, FixedClock
from kernel.db import Database
from kernel.jobs import run_due
from kernel.outbox import drain
from kernel.site import Site
from tests.addons.spine import FOLDERS, settings_at

HANGING = 60.0
JOB = "licensing.reminders"


def main(when: str, url: str, folder: Path, moment: datetime) -> None:
    """Everything due by the moment is run; `before` and `after` hang at the commit of the reminders."""
    clock = FixedClock(moment.astimezone(UTC))
    database = Database(url)
    site = Site(database.engine, FOLDERS, folder / "data", clock, demo=True)
    around = Installation(settings_of(settings_at(url, folder)), database, site).surroundings()
    if when in ("before", "after"):
        hang_at_commit(database.engine, f"{when}_commit")
    tell("ready")
    sys.stdin.readline()
    run_due(database.engine, around.registry, clock, surroundings=around)
    drain(database.engine, around.registry, clock=clock, worker=f"child:{when}", surroundings=around)
    tell("done")


def hang_at_commit(engine: Engine, moment: str) -> None:
    """The process stands still there once the slot of the reminders is in the transaction."""
    begun: list[bool] = []

    def watch(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("INSERT INTO job_run") and JOB in str(parameters):
            begun.append(True)

    def stand_still(_session: Session) -> None:
        if begun:
            tell("now")
            time.sleep(HANGING)

    event.listen(engine, "before_cursor_execute", watch)
    event.listen(Session, moment, stand_still)


def tell(words: str) -> None:
    """A line for the parent."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    day = datetime.fromisoformat(sys.argv[4]).replace(tzinfo=LOCAL)
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), day)
