"""What stands on alpha's definitions."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.kinds import Usage
from kernel.seams import usage
from kernel.text import Text

from .models import AlphaCase

SHOWN = 5


@usage("alpha.cases")
def open_cases(session: Session, definitions: Sequence[str]) -> list[Usage]:
    """The open cases that run on these definitions."""
    numbers = session.scalars(
        select(AlphaCase.number)
        .where(AlphaCase.open, AlphaCase.definition.in_(definitions))
        .order_by(AlphaCase.number)
    ).all()
    if not numbers:
        return []
    return [Usage(Text("在办的测试办件", "open test cases"), len(numbers), tuple(numbers[:SHOWN]))]
