"""What a user stands for, as subqueries: own person, own enterprises, offices and regions with all below.

Every table goes by an alias: the statement around may join the same tables, which must not be taken for these.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import aliased

from addons.parties.models import Employment, Enterprise, Membership, Office, Region
from addons.parties.words import Duty, Level

Ids = Select[int]


def person_of(user_id: int) -> Ids:
    """The user's own person."""
    held = aliased(Membership)
    return select(held.person_id).where(held.user_id == user_id, held.person_id.is_not(None))  # type: ignore[return-value]


def enterprises_of(user_id: int) -> Ids:
    """The enterprises the user acts for."""
    held = aliased(Membership)
    return select(held.enterprise_id).where(held.user_id == user_id, held.enterprise_id.is_not(None))  # type: ignore[return-value]


def administered_by(user_id: int) -> Ids:
    """The enterprises the user administers."""
    held = aliased(Membership)
    return select(held.enterprise_id).where(  # type: ignore[return-value]
        held.user_id == user_id, held.duty == Duty.ADMIN, held.enterprise_id.is_not(None)
    )


def offices_of(user_id: int | ColumnElement[int]) -> Ids:
    """The user's offices, and the offices below them."""
    held, below = aliased(Membership), aliased(Office)
    mine = (
        select(held.office_id.label("id"))
        .where(held.user_id == user_id, held.office_id.is_not(None))
        .cte(recursive=True)
    )
    reached = mine.union(select(below.id).join(mine, below.parent_id == mine.c.id))
    return select(reached.c.id)


def regions_of(user_id: int) -> Ids:
    """The regions of the user's offices, and the regions in them."""
    held, office = aliased(Membership), aliased(Office)
    mine = (
        select(office.region_id.label("id"))
        .join(held, held.office_id == office.id)
        .where(held.user_id == user_id)
    )
    return regions_under(mine)


def regions_under(tops: Ids) -> Ids:
    """These regions, and the regions in them; the only column of `tops` is named id."""
    below, top = aliased(Region), tops.cte(recursive=True)
    reached = top.union(select(below.id).join(top, below.parent_id == top.c.id))
    return select(reached.c.id)


def offices_within(regions: Ids) -> Ids:
    """The offices of these regions."""
    office = aliased(Office)
    return select(office.id).where(office.region_id.in_(regions))


def employers_of(people: Ids) -> Ids:
    """The enterprises these people work for now."""
    job = aliased(Employment)
    return select(job.enterprise_id).where(job.person_id.in_(people), job.ended_on.is_(None))


def current_employers(person_id: int) -> Ids:
    """The enterprises that this person works for now."""
    job = aliased(Employment)
    return select(job.enterprise_id).where(job.person_id == person_id, job.ended_on.is_(None))


def staff_of(enterprises: Ids) -> Ids:
    """The people who work for these enterprises now; few, so that their list is the quickest."""
    job = aliased(Employment)
    return select(job.person_id).where(job.enterprise_id.in_(enterprises), job.ended_on.is_(None))


def is_of_province(user_id: int) -> ColumnElement[bool]:
    """Whether the user works at an office of the province."""
    held, office = aliased(Membership), aliased(Office)
    return exists().where(
        held.user_id == user_id,
        office.id == held.office_id,
        office.level == Level.PROVINCE,
        office.closed_on.is_(None),
    )


# looked up row by row: the lists of a whole province would be made for every page
def is_under(enterprise: Any, offices: Ids) -> ColumnElement[bool]:
    """Whether one of the offices looks after the enterprise in this column."""
    firm = aliased(Enterprise)
    return exists().where(firm.id == enterprise, firm.office_id.in_(offices))


def works_somewhere(person: Any) -> ColumnElement[bool]:
    """Whether the person in this column works for anybody now."""
    job = aliased(Employment)
    return exists().where(job.person_id == person, job.ended_on.is_(None))


def works_under(person: Any, offices: Ids) -> ColumnElement[bool]:
    """Whether the person in this column works now for an enterprise that one of the offices looks after."""
    job, firm = aliased(Employment), aliased(Enterprise)
    return exists().where(
        job.person_id == person,
        job.ended_on.is_(None),
        firm.id == job.enterprise_id,
        firm.office_id.in_(offices),
    )
