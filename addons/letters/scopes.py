"""Whose documents: an enterprise has those of the people who work for it, as long as they do."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_
from sqlalchemy.orm import aliased

from addons.parties import reach
from addons.parties.models import Employment
from kernel.access import Actor
from kernel.seams import scope


@scope("employer")
def rows_of_present_staff(actor: Actor, model: type[Any]) -> ColumnElement[bool]:
    """The rows of the actor's enterprises about nobody, or about somebody who works there now."""
    if actor.user_id is None:
        return false()
    job = aliased(Employment)
    works_there = exists().where(
        job.person_id == model.person_id, job.enterprise_id == model.enterprise_id, job.ended_on.is_(None)
    )
    mine: ColumnElement[bool] = model.enterprise_id.in_(reach.enterprises_of(actor.user_id))
    return and_(mine, or_(model.person_id.is_(None), works_there))
