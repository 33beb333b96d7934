"""Word of a changed calendar: of several changes in a row listeners hear once, after the last."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.calendar import CHANGED
from kernel.models import OutboxItem
from kernel.models.work import WorkState
from kernel.seams import CALENDAR_LISTENER, topic
from kernel.surroundings import surroundings_of
from kernel.text import Text


@topic(CHANGED, title=Text("日历变动", "change of the calendar"))
def changed(session: Session, payload: Mapping[str, Any]) -> None:  # noqa: ARG001 a handler is called with both
    """Every listener has heard, unless a later change is on its way: it will tell of this one too."""
    later = select(OutboxItem.id).where(OutboxItem.topic == CHANGED, OutboxItem.state == WorkState.WAITING)
    if session.scalar(later.limit(1)) is not None:
        return
    for entry in surroundings_of(session).registry.entries(CALENDAR_LISTENER):
        entry.thing(session)
