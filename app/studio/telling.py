"""Why a proposal cannot be published, told by the titles people read instead of by paths in the text."""

from collections.abc import Callable, Mapping

from kernel.designs.placing import Told, told_of
from kernel.errors import DefinitionError, TongbanError
from kernel.kinds import Problem, Telling
from kernel.nodes import Body
from kernel.registry import Registry
from kernel.seams import KIND


def told_by_titles(
    refused: TongbanError | None,
    bodies: Mapping[str, tuple[str, Body]],
    registry: Registry,
    *,
    locale: str,
) -> TongbanError | None:
    """The refusal, each fault of a definition at its titles; `bodies` are kind and body by the name."""
    if not isinstance(refused, DefinitionError) or refused.place not in bodies:
        return refused
    kind, body = bodies[refused.place]
    found = told_of(refused, body, _wording(kind, body, registry))
    problems = tuple(_refusal(one, locale) for one in found)
    return DefinitionError(refused.what, remedy=refused.remedy, place=refused.place, problems=problems)


def _wording(kind: str, body: Body, registry: Registry) -> Callable[[Problem], Problem]:
    known = registry.thing(KIND, kind) if registry.has(KIND, kind) else None
    return (lambda one: known.told(body, one, registry)) if isinstance(known, Telling) else lambda one: one


def _refusal(one: Told, locale: str) -> TongbanError:
    return DefinitionError(one.what, remedy=one.remedy, place=one.place.of(locale))
