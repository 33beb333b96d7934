"""What definitions have to fit besides themselves: those that they name, and what is on record."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.errors import DefinitionError
from kernel.kinds import Problem
from kernel.models import Definition, DefinitionVersion
from kernel.nodes import Body
from kernel.references import Referring
from kernel.registry import Registry
from kernel.seams import KIND
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Footing:
    """What definitions are to stand on: the bodies that will be in force, and the rows that come along."""

    session: Session
    registry: Registry
    bodies: Mapping[str, Body]
    coming: frozenset[str] | None = None
    """The external ids of rows that a plugin brings, while one is installed: they are not there yet."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """One thing that does not fit: in which definition it is to be mended, and the problem of its body."""

    name: str
    problem: Problem


@runtime_checkable
class Fitting(Protocol):
    """A kind whose definitions have to fit what they name, or what is on record."""

    @staticmethod
    def misfits(name: str, footing: Footing) -> Sequence[Misfit]:
        """What of the definition, or of those that it names, does not fit; each of them can be read."""
        ...


def bodies_in_force(session: Session) -> tuple[dict[str, Body], dict[str, str]]:
    """What every definition says now, and of which kind it is."""
    rows = session.execute(
        select(Definition.name, Definition.kind, DefinitionVersion.body)
        .join(DefinitionVersion, Definition.current_id == DefinitionVersion.id)
        .where(Definition.retired.is_(False))
    ).all()
    return {name: body for name, _, body in rows}, {name: kind for name, kind, _ in rows}


def misfits_of(
    footing: Footing, kinds: Mapping[str, str], moving: frozenset[str]
) -> Iterator[tuple[str, Misfit]]:
    """What would not fit when these definitions say something else, after the definition that is proved by it."""
    for name, kind in kinds.items():
        if name in footing.bodies and footing.registry.has(KIND, kind):
            thing = footing.registry.thing(KIND, kind)
            if isinstance(thing, Fitting) and not moving.isdisjoint(named_with(footing, name, kind)):
                for one in thing.misfits(name, footing):
                    yield name, one


def new_misfits(
    footing: Footing, kinds: Mapping[str, str], moving: frozenset[str]
) -> Iterator[tuple[str, Misfit]]:
    """Those that are not there already: what has not fitted before keeps nobody from mending something else."""
    found = list(misfits_of(footing, kinds, moving))
    if not found:
        return
    bodies, known = bodies_in_force(footing.session)
    today = Footing(footing.session, footing.registry, bodies)
    old = {(one.name, one.problem.path, one.problem.what) for _, one in misfits_of(today, known, moving)}
    yield from (
        pair for pair in found if (pair[1].name, pair[1].problem.path, pair[1].problem.what) not in old
    )


def named_with(footing: Footing, name: str, kind: str) -> frozenset[str]:
    """The definition and those that it names."""
    thing = footing.registry.thing(KIND, kind)
    if not isinstance(thing, Referring):
        return frozenset({name})
    return frozenset({name, *(one.name for one in thing.references(footing.bodies[name], footing.registry))})


def refuse_misfits(footing: Footing, kinds: Mapping[str, str], moving: Collection[str]) -> None:
    """Raises with everything that would not fit when these definitions say something else."""
    found = list(new_misfits(footing, kinds, frozenset(moving)))
    if found:
        names = {name for name, _ in found}
        raise DefinitionError(
            Text(
                f"{'、'.join(sorted(names))} 有 {len(found)} 处对不上，不能发布。",
                f"{', '.join(sorted(names))} cannot be published: {len(found)} things do not fit.",
            ),
            remedy=Text("请按下列各处修改后重试。", "Correct the places below and try again."),
            place=found[0][0],
            problems=tuple(refusal_of(one) for _, one in found),
        )


def refusal_of(one: Misfit) -> DefinitionError:
    """The misfit as a refusal at its place."""
    return DefinitionError(
        one.problem.what, remedy=one.problem.remedy, place=f"{one.name} {one.problem.path}"
    )
