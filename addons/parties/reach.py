"""What a user stands for, as subqueries: own person, own enterprises, offices and regions with all below."""

from sqlalchemy import Select, select

from addons.parties.models import Employment, Enterprise, Membership, Office, Region

Ids = Select[int]


def person_of(user_id: int) -> Ids:
    """The user's own person."""
    return select(Membership.person_id).where(
        Membership.user_id == user_id, Membership.person_id.is_not(None)
    )  # type: ignore[return-value]


def enterprises_of(user_id: int) -> Ids:
    """The enterprises the user acts for."""
    return select(Membership.enterprise_id).where(
        Membership.user_id == user_id, Membership.enterprise_id.is_not(None)
    )  # type: ignore[return-value]


def offices_of(user_id: int) -> Ids:
    """The user's offices, and the offices below them."""
    mine = (
        select(Office.id)
        .join(Membership, Membership.office_id == Office.id)
        .where(Membership.user_id == user_id)
        .cte(recursive=True)
    )
    reached = mine.union(select(Office.id).join(mine, Office.parent_id == mine.c.id))
    return select(reached.c.id)


def regions_of(user_id: int) -> Ids:
    """The regions of the user's offices, and the regions in them."""
    mine = (
        select(Region.id)
        .join(Office, Office.region_id == Region.id)
        .join(Membership, Membership.office_id == Office.id)
        .where(Membership.user_id == user_id)
    )
    return regions_under(mine)


def regions_under(tops: Ids) -> Ids:
    """These regions, and the regions in them."""
    top = tops.cte(recursive=True)
    reached = top.union(select(Region.id).join(top, Region.parent_id == top.c.id))
    return select(reached.c.id)


def offices_within(regions: Ids) -> Ids:
    """The offices of these regions."""
    return select(Office.id).where(Office.region_id.in_(regions))


def enterprises_under(offices: Ids) -> Ids:
    """The enterprises that these offices look after."""
    return select(Enterprise.id).where(Enterprise.office_id.in_(offices))


def staff_under(enterprises: Ids) -> Ids:
    """The people who work for these enterprises now."""
    return select(Employment.person_id).where(
        Employment.enterprise_id.in_(enterprises), Employment.ended_on.is_(None)
    )


def employers_of(people: Ids) -> Ids:
    """The enterprises these people work for now."""
    return select(Employment.enterprise_id).where(
        Employment.person_id.in_(people), Employment.ended_on.is_(None)
    )


def current_employers(person_id: int) -> Ids:
    """The enterprises that this person works for now."""
    return select(Employment.enterprise_id).where(
        Employment.person_id == person_id, Employment.ended_on.is_(None)
    )
