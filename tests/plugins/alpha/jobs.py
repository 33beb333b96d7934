"""A nightly count of the units."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kernel.jobs import Daily, Slot
from kernel.seams import job
from kernel.text import Text

from .models import AlphaUnit


@job("alpha.count", title=Text("清点测试单位", "count the test units"), schedule=Daily("02:30"))
def count(session: Session, slot: Slot) -> dict[str, object]:
    """The number of units on the day of the slot."""
    return {"day": slot.day.isoformat(), "units": session.scalar(select(func.count(AlphaUnit.id)))}
