"""How cases look in lists and headings: what the plugins say that know what a case is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from approvals.cases import CaseView
from approvals.chains import compiled_chain
from approvals.seams import CASE_FACE, CASE_PLACES, CASE_SEARCH
from kernel.registry import Registry
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class CaseFace:
    """What people know a case by.

    `title` names whom and what it is about (张建国), `kind` the matter in short (延续 · A 证), `subtitle` the
    enterprise or whatever else tells it from others, `note` what is to be read beside the heading.
    """

    title: Text
    subtitle: str = ""
    note: str = ""
    kind: Text | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """What a defect may be pinned to: the path of a field or the name of a material, its title, its section."""

    path: str
    title: Text
    section: Text | None = None


def faces_of(session: Session, registry: Registry, cases: Sequence[CaseView]) -> dict[int, CaseFace]:
    """The face of every case; one that no plugin knows goes by the title of its chain."""
    found: dict[int, CaseFace] = {}
    for entry in registry.entries(CASE_FACE) if cases else ():
        found |= entry.thing(session, cases)
    for case in cases:
        if case.id not in found:
            chain = compiled_chain(session.connection(), registry, case.version_id).chain
            found[case.id] = CaseFace(chain.title, case.number or f"#{case.id}")
    return found


def places_of(session: Session, registry: Registry, case: CaseView) -> list[Place]:
    """Everything a defect of the case may be pinned to."""
    return [place for entry in registry.entries(CASE_PLACES) for place in entry.thing(session, case)]


def cases_named(session: Session, registry: Registry, text: str, *, limit: int) -> list[int]:
    """The cases that plugins find by a name, a certificate or an enterprise, each once."""
    found = [case for entry in registry.entries(CASE_SEARCH) for case in entry.thing(session, text, limit)]
    return list(dict.fromkeys(found))[:limit]
