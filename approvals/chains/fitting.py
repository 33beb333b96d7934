"""What a chain stands on besides its own words: the matters on it, the offices and the roles there are."""

from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from approvals.chains.definition import Chain, steps_of
from approvals.designing.offers import Ground
from approvals.seams import CHAIN_GROUND
from approvals.soundness import unknown_offices, unknown_roles
from kernel.access import role_of
from kernel.access.tables import ROLE as ROLES
from kernel.fitting import Footing
from kernel.kinds import Problem
from kernel.models import PluginRecord
from kernel.registry import Registry
from kernel.seams import ROLE


def ground_of(session: Session, registry: Registry, chain: str) -> Ground:
    """What the plugins tell of the chain of this name."""
    ground = Ground()
    for entry in registry.entries(CHAIN_GROUND):
        ground = ground.with_other(entry.thing(session, registry, chain))
    return ground


def people_missing(chain: Chain, name: str, footing: Footing) -> Iterator[Problem]:
    """The fixed offices and the roles of a chain that are not there; without plugins that tell of them nobody can know."""
    offices = [step.office.fixed for _, step, _ in steps_of(chain) if step.office and step.office.fixed]
    if offices and footing.registry.names(CHAIN_GROUND):
        yield from unknown_offices(chain, _offices(name, footing))
    staff = {one for one in footing.registry.names(ROLE) if role_of(footing.registry, one).staff}
    if staff and footing.coming is None:
        # the roles that a plugin brings are there once it is installed
        yield from unknown_roles(chain, staff | _named_otherwise(footing))


def _offices(chain: str, footing: Footing) -> Mapping[str, str | None]:
    """The level of each office by its external id; of those that come along it is not known yet."""
    if footing.coming is None:
        return ground_of(footing.session, footing.registry, chain).levels
    rows = footing.session.execute(select(PluginRecord.plugin, PluginRecord.name))
    there = {f"{plugin}.{name}" for plugin, name in rows}
    return dict.fromkeys(there | footing.coming)


def _named_otherwise(footing: Footing) -> set[str]:
    """The roles of the installation that no plugin tells about: they are staff."""
    told = footing.registry.names(ROLE)
    return {name for name in footing.session.scalars(select(ROLES.c.name)) if name not in told}
