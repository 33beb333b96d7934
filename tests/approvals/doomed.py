"""A clerk's process that stops in the middle of a decision: python -m tests.approvals.doomed URL CASE POINT [VERB]"""

import sys
import time
from datetime import UTC
from typing import Any

from sqlalchemy import event

from approvals.words import Verb
from kernel import prepared
from kernel.clock import FixedClock
from kernel.db import engine_for
from tests.approvals.offices import CLERK, Desk
from tests.conftest import TODAY

HANGING = 60.0
SAYS: dict[Verb, dict[str, Any]] = {
    Verb.TRANSFER: {"people": ["wang"]},
    Verb.CC: {"people": ["wang"]},
    Verb.ADD_SIGNER: {"people": ["wang", "sun"]},
    Verb.COUNTERSIGN: {"value": "agree"},
}
"""What an act says beside its verb."""


class Counting:
    """The driver, until a statement of its number has been run."""

    left = 0

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def __getattr__(self, name: str) -> Any:
        return getattr(self.driver, name)

    def execute(self, *arguments: Any) -> Any:
        """The statement, and perhaps no more after it."""
        cursor = self.driver.execute(*arguments)
        Counting.left -= 1
        if Counting.left == 0:
            hang()
        return cursor


def hang(*_: Any) -> None:
    """Tells the parent that the moment to kill has come."""
    sys.stdout.write("now\n")
    sys.stdout.flush()
    time.sleep(HANGING)


def main(url: str, case: int, point: int, verb: Verb) -> None:
    """Acts, and stands still after the statement of that number, or else just before the commit."""
    engine = engine_for(url)
    desk = Desk(engine, FixedClock(TODAY.astimezone(UTC)))
    seen = desk.case(case).state.seq
    Counting.left, plain = point, prepared._driver
    prepared._driver = lambda connection: Counting(plain(connection))
    event.listen(engine, "commit", hang)
    desk.decide(case, "city", verb, CLERK, seen=seen, **SAYS.get(verb, {}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Verb(sys.argv[4] if sys.argv[4:] else "approve"))
