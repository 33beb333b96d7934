"""A scheduler of its own for tests to run beside another or to kill: python -m tests.stories.doomed WHEN URL FOLDER MOMENT."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from app.factory import settings_of
from app.installation import Installation
from kernel.clock import LOCAL, FixedClock
from kernel.db import Database
from kernel.jobs import ledger, run_due
from kernel.outbox import drain, draining
from kernel.site import Site
from tests.addons.spine import FOLDERS, settings_at

HANGING = 60.0
HANGS = {
    "before the reminders are committed": (ledger, "begun", "licensing.reminders", "before_commit"),
    "after the reminders are committed": (ledger, "begun", "licensing.reminders", "after_commit"),
    "before the notices are committed": (draining, "settle", "licensing.remind", "before_commit"),
    "after the notices are committed": (draining, "settle", "licensing.remind", "after_commit"),
}


def main(when: str, url: str, folder: Path, moment: datetime) -> None:
    """Everything due by the moment is run, unless it hangs on the way as `when` says."""
    clock = FixedClock(moment.astimezone(UTC))
    database = Database(url)
    site = Site(database.engine, FOLDERS, folder / "data", clock, demo=True)
    around = Installation(settings_of(settings_at(url, folder)), database, site).surroundings()
    if when in HANGS:
        hang(*HANGS[when])
    tell("ready")
    sys.stdin.readline()
    run_due(database.engine, around.registry, clock, surroundings=around)
    drain(database.engine, around.registry, clock=clock, worker=f"child:{when}", surroundings=around)
    tell("done")


def hang(module: Any, function: str, name: str, moment: str) -> None:
    """The process stands still at the commit of the transaction in which the work of this name was begun."""
    begun: list[bool] = []
    real = getattr(module, function)

    def watched(session: Session, about: Any, *rest: Any, **more: Any) -> Any:
        found = real(session, about, *rest, **more)
        if name in (getattr(about, "name", ""), getattr(about, "topic", "")):
            begun.append(bool(found))
        return found

    def stand_still(_session: Session) -> None:
        if any(begun):
            tell("now")
            time.sleep(HANGING)

    setattr(module, function, watched)
    event.listen(Session, moment, stand_still)


def tell(words: str) -> None:
    """A line for the parent."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    day = datetime.fromisoformat(sys.argv[4]).replace(tzinfo=LOCAL)
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), day)
