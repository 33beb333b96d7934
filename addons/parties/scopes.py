"""Whose rows a role sees: those of one's own person, enterprises, offices, or regions, decided in SQL.

A model's rows belong to a party by its columns person_id, enterprise_id, office_id, region_id, user_id; where
they are named otherwise, the model says so in `__parties__`, such as {"person": "holder_id"}.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, false, not_, or_

from addons.parties import reach
from addons.parties.reach import Ids
from kernel.access import Actor
from kernel.access.scoping import resource_of
from kernel.errors import RegistryError
from kernel.seams import scope
from kernel.text import Text

Criterion = ColumnElement[bool]


@scope("self")
def rows_of_oneself(actor: Actor, model: type[Any]) -> Criterion:
    """The rows of the actor's own person; of enterprises, where they work now."""
    if actor.user_id is None:
        return false()
    mine = reach.person_of(actor.user_id)
    if (user := _column(model, "user")) is not None:
        own: Criterion = user == actor.user_id
        return own
    if (person := _column(model, "person")) is not None:
        return _among(person, mine)
    if (enterprise := _column(model, "enterprise")) is not None:
        return _among(enterprise, reach.employers_of(mine))
    raise _unfit(model, "self")


@scope("enterprise")
def rows_of_enterprises(actor: Actor, model: type[Any]) -> Criterion:
    """The rows of the enterprises the actor acts for, and of the people who work there now."""
    if actor.user_id is None:
        return false()
    mine = reach.enterprises_of(actor.user_id)
    if (enterprise := _column(model, "enterprise")) is not None:
        return _among(enterprise, mine)
    if (person := _column(model, "person")) is not None:
        return _among(person, reach.staff_of(mine))
    raise _unfit(model, "enterprise")


@scope("administered")
def rows_of_administered(actor: Actor, model: type[Any]) -> Criterion:
    """The rows of the enterprises that the actor administers; an agent of an enterprise has none."""
    if actor.user_id is None:
        return false()
    if (enterprise := _column(model, "enterprise")) is not None:
        return _among(enterprise, reach.administered_by(actor.user_id))
    raise _unfit(model, "administered")


@scope("office")
def rows_of_offices(actor: Actor, model: type[Any]) -> Criterion:
    """The rows of the actor's offices and those below, of the enterprises they look after, of their staff."""
    if actor.user_id is None:
        return false()
    criterion = _under(model, reach.offices_of(actor.user_id))
    if criterion is not None:
        return criterion
    if (region := _column(model, "region")) is not None:
        return _among(region, reach.regions_of(actor.user_id))
    raise _unfit(model, "office")


@scope("region")
def rows_of_regions(actor: Actor, model: type[Any]) -> Criterion:
    """The rows of the regions of the actor's offices with all that lies in them."""
    if actor.user_id is None:
        return false()
    regions = reach.regions_of(actor.user_id)
    if (region := _column(model, "region")) is not None:
        return _among(region, regions)
    criterion = _under(model, reach.offices_within(regions))
    if criterion is not None:
        return criterion
    raise _unfit(model, "region")


@scope("jurisdiction")
def people_of_regions(actor: Actor, model: type[Any]) -> Criterion:
    """As `region`; and people who work nowhere: no office looks after them, so those of the province do."""
    if actor.user_id is None:
        return false()
    if (person := _column(model, "person")) is None:
        raise _unfit(model, "jurisdiction")
    unattached = and_(reach.is_of_province(actor.user_id), not_(reach.works_somewhere(person)))
    return or_(rows_of_regions(actor, model), unattached)


def _under(model: type[Any], offices: Ids) -> Criterion | None:
    if (office := _column(model, "office")) is not None:
        return _among(office, offices)
    if (enterprise := _column(model, "enterprise")) is not None:
        return reach.is_under(enterprise, offices)
    if (person := _column(model, "person")) is not None:
        return reach.works_under(person, offices)
    return None


def _column(model: type[Any], party: str) -> Any:
    named = getattr(model, "__parties__", {})
    return getattr(model, named.get(party, f"{party}_id"), None)


def _among(column: Any, ids: Ids) -> Criterion:
    found: Criterion = column.in_(ids)
    return found


def _unfit(model: type[Any], name: str) -> RegistryError:
    resource = resource_of(model)
    return RegistryError(
        Text(
            f"“{resource}”的记录不属于任何主体，不能用范围 {name}。",
            f"Rows of “{resource}” belong to no party; the scope {name} cannot be used.",
        ),
        remedy=Text(
            "请给模型加上 person_id、enterprise_id、office_id 或 __parties__，或改用别的范围。",
            "Give the model person_id, enterprise_id, office_id or __parties__, or use another scope.",
        ),
        place=resource,
    )
