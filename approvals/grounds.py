"""What those who draw a chain can choose from: effects, checks, roles, and what the matters on it know."""

from sqlalchemy.orm import Session

from approvals.designing.offers import EffectOffer, Ground, Offers
from approvals.kinds import CHECK
from approvals.seams import CHAIN_GROUND
from kernel.access import role_of
from kernel.effects import parameters_of
from kernel.registry import Registry
from kernel.seams import EFFECT, ROLE
from kernel.text import Text
from kernel.titles import titles_in_force


def offers_for(session: Session, registry: Registry, chain: str) -> Offers:
    """Everything that the installed plugins offer to the chain of this name."""
    ground = Ground()
    for entry in registry.entries(CHAIN_GROUND):
        ground = ground.with_other(entry.thing(session, registry, chain))
    roles = {name: role_of(registry, name) for name in sorted(registry.names(ROLE))}
    effects = effects_offered(registry)
    checks = {one.name: one.options.get("title", Text(one.name, one.name)) for one in registry.entries(CHECK)}
    kinds = {one.definition for offer in effects.values() for one in offer.parameters if one.definition}
    return Offers(
        ground,
        {name: role.title for name, role in roles.items() if role.staff},
        effects,
        checks,
        {kind: titles_in_force(session, kind) for kind in kinds},
    )


def effects_offered(registry: Registry) -> dict[str, EffectOffer]:
    """Every effect with what it has to be given."""
    return {
        one.name: EffectOffer(one.thing.title, parameters_of(one.thing.Parameters))
        for one in registry.entries(EFFECT)
    }
