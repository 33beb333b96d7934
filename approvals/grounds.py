"""What those who draw a chain can choose from: effects, checks, roles, and what the matters on it know."""

from sqlalchemy.orm import Session

from approvals.designing.offers import Ground, Offers, effect_offer
from approvals.kinds import CHECK
from approvals.seams import CHAIN_GROUND
from kernel.access import role_of
from kernel.registry import Registry
from kernel.seams import EFFECT, ROLE
from kernel.text import Text


def offers_for(session: Session, registry: Registry, chain: str) -> Offers:
    """Everything that the installed plugins offer to the chain of this name."""
    ground = Ground()
    for entry in registry.entries(CHAIN_GROUND):
        ground = ground.with_other(entry.thing(session, registry, chain))
    roles = {name: role_of(registry, name) for name in sorted(registry.names(ROLE))}
    effects = {
        one.name: effect_offer(one.thing.title, one.thing.Parameters) for one in registry.entries(EFFECT)
    }
    checks = {one.name: one.options.get("title", Text(one.name, one.name)) for one in registry.entries(CHECK)}
    return Offers(ground, {name: role.title for name, role in roles.items() if role.staff}, effects, checks)
