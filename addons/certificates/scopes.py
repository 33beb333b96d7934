"""Whose certificates those who look after an area see."""

from typing import Any

from sqlalchemy import ColumnElement, false, or_

from addons.certificates.models import Certificate
from addons.parties import reach
from kernel.access import Actor
from kernel.errors import RegistryError
from kernel.seams import scope
from kernel.text import Text


@scope("supervised")
def certificates_of_area(actor: Actor, model: type[Any]) -> ColumnElement[bool]:
    """The certificates that offices of the actor's regions issued, and those of the enterprises they look after."""
    if model is not Certificate:
        raise RegistryError(
            Text("范围 supervised 只用于证书。", "The scope supervised is for certificates only."),
            remedy=Text("请改用 office 或 region。", "Use office or region."),
            place=model.__tablename__,
        )
    if actor.user_id is None:
        return false()
    offices = reach.offices_within(reach.regions_of(actor.user_id))
    issued: ColumnElement[bool] = Certificate.office_id.in_(offices)
    return or_(issued, reach.is_under(Certificate.enterprise_id, offices))
