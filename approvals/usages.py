"""What stands on chains and would lose its ground with them."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from approvals.cases.view import CASE
from kernel.kinds import Usage
from kernel.seams import usage
from kernel.text import Text

SHOWN = 5


@usage("approvals.cases")
def open_cases(session: Session, definitions: Sequence[str]) -> list[Usage]:
    """The open cases that run on these chains."""
    running = (CASE.c.outcome.is_(None), CASE.c.chain.in_(definitions))
    count = session.scalar(select(func.count()).select_from(CASE).where(*running)) or 0
    if not count:
        return []
    shown = session.execute(select(CASE.c.id, CASE.c.number).where(*running).order_by(CASE.c.id).limit(SHOWN))
    examples = tuple(number or f"#{case_id}" for case_id, number in shown)
    return [Usage(Text("在办的办件", "open cases"), count, examples)]
