"""What those who draw a chain can choose from: effects, checks, roles, and what the matters on it know."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from approvals.chains.definition import Chain, steps_of
from approvals.chains.fitting import ground_of
from approvals.chains.reading import examined
from approvals.designing.offers import EffectOffer, Offers
from approvals.kinds import CHECK
from approvals.soundness.knowing import unknown_names
from approvals.soundness.ruling import rules_of
from kernel.access import role_of
from kernel.effects import parameters_of
from kernel.fitting import Footing, bodies_in_force, misfits_of, named_with
from kernel.functions import functions_of
from kernel.kinds import Problem
from kernel.nodes import Body
from kernel.registry import Registry
from kernel.seams import EFFECT, KIND, ROLE
from kernel.text import Text, listed
from kernel.titles import titles_in_force

CHAIN = "chain"
MADE_FIRST = Text(
    "请先建好表单和事项；事项发布时会核对。",
    "Make the form and the matter; it is proved when the matter is published.",
)


def offers_for(session: Session, registry: Registry, chain: str) -> Offers:
    """Everything that the installed plugins offer to the chain of this name."""
    ground = ground_of(session, registry, chain)
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


@dataclass(frozen=True, slots=True)
class DrawnFooting:
    """What of a drawn chain does not fit, and what cannot be known while no matter is on it."""

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def footing_of(session: Session, registry: Registry, name: str, body: Body) -> DrawnFooting:
    """What of the chain would not fit the matters on it, and the offices and roles there are, if it said this."""
    bodies, kinds = bodies_in_force(session)
    footing = Footing(session, registry, {**bodies, name: body})
    kinds[name] = CHAIN
    found = misfits_of(footing, kinds, frozenset({name}))
    # two matters on the chain may say the same
    problems = tuple(dict.fromkeys(one.problem for _, one in found if one.name == name))
    used = any(
        other != name and name in named_with(footing, other, kind)
        for other, kind in kinds.items()
        if registry.has(KIND, kind)
    )
    chain, _ = examined(body, functions=functions_of(registry))
    facts = ground_of(session, registry, name).facts
    return DrawnFooting(problems, () if used else (*_unfounded(chain, facts), *_unopened(chain)))


def _unfounded(chain: Chain, facts: Collection[str]) -> Iterator[Problem]:
    """Names of which nobody can know whether a form will have them."""
    for rule in rules_of(chain):
        if names := list(unknown_names(rule, facts)):
            said = listed(names)
            yield Problem(
                rule.path,
                Text(
                    f"还没有事项用这条审批链，不知道有没有人提供“{said.zh}”。",
                    f"No matter is on this chain yet, so nobody knows whether anybody gives {said.en}.",
                ),
                MADE_FIRST,
            )


def _unopened(chain: Chain) -> Iterator[Problem]:
    """Sections and fields of which nobody can know whether a form will have them."""
    for path, step, _ in steps_of(chain):
        evidence = step.substitute.sections if step.substitute else ()
        for key, names in (
            ("sections", step.sections),
            ("substitute.sections", evidence),
            ("edits", step.edits),
        ):
            if names:
                said = listed(names)
                yield Problem(
                    f"{path}.{key}",
                    Text(
                        f"还没有事项用这条审批链，不知道表单有没有“{said.zh}”。",
                        f"No matter is on this chain yet, so nobody knows whether the form has {said.en}.",
                    ),
                    MADE_FIRST,
                )


def effects_offered(registry: Registry) -> dict[str, EffectOffer]:
    """Every effect with what it has to be given."""
    return {
        one.name: EffectOffer(one.thing.title, parameters_of(one.thing.Parameters))
        for one in registry.entries(EFFECT)
    }
