"""A clerk's process that stops at a statement of the decision: python -m tests.approvals.doomed URL CASE POINT"""

import sys
import time
from datetime import UTC
from typing import Any

from approvals.words import Verb
from kernel.clock import FixedClock
from kernel.db import engine_for
from kernel.prepared import Prepared
from tests.approvals.offices import CLERK, Desk
from tests.conftest import TODAY

HANGING = 60.0


def main(url: str, case: int, point: int) -> None:
    """Decides, and stands still after the statement of that number."""
    engine = engine_for(url)
    desk = Desk(engine, FixedClock(TODAY.astimezone(UTC)))
    seen = desk.case(case).state.seq
    left, executed = point, Prepared.executed

    def count(*arguments: Any) -> Any:
        nonlocal left
        cursor = executed(*arguments)
        left -= 1
        if left == 0:
            sys.stdout.write("now\n")
            sys.stdout.flush()
            time.sleep(HANGING)
        return cursor

    Prepared.executed = count  # type: ignore[method-assign, assignment]
    desk.decide(case, "city", Verb.APPROVE, CLERK, seen=seen)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
