"""How cases look in lists and headings: what the plugins say that know what a case is about."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from approvals.cases.facing import FaceRows, Values
from approvals.cases.paging import Page
from approvals.cases.view import CASE, CaseView
from approvals.chains.versions import compiled_chain
from approvals.people.assignment import PartyKind
from approvals.seams import (
    CASE_ANSWERS,
    CASE_FACE,
    CASE_MATERIALS,
    CASE_PARTY,
    CASE_PLACES,
    CASE_RELATED,
    CASE_SEARCH,
)
from kernel.db import connection_of
from kernel.finding import Hit, Seeker
from kernel.prepared import Among, Prepared
from kernel.registry import Registry
from kernel.text import Text

STRANGE = Prepared(select(CASE.c.id, CASE.c.number, CASE.c.version_id).where(Among(CASE.c.id, "cases")))


class CaseFace(NamedTuple):
    """What people know a case by; a tuple, since lists make so many of them.

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


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a case: where it stands, its words with what is personal masked, and the value to compare by."""

    path: str
    title: Text
    words: str
    value: Any
    section: Text | None = None
    rows: tuple[str, ...] = ()
    """The lines of a table."""


@dataclass(frozen=True, slots=True)
class Material:
    """A file that came with a case; `place` is the path that a defect of it is pinned to."""

    id: int
    place: str
    title: Text
    name: str
    media: str
    size: int
    at: datetime
    digest: str
    address: str
    """Where this reader downloads it."""
    view: str
    """Where a page may show it in place."""

    @property
    def picture(self) -> bool:
        """Whether it is an image."""
        return self.media != "pdf"


@dataclass(frozen=True, slots=True)
class Related:
    """A record of the person or the enterprise of a case, under the heading that says whose and what."""

    group: Text
    hit: Hit
    tag: Text
    kind: str
    """The look of the tag: ok, warn, bad, info or mute."""
    days: str = ""


def face_rows(registry: Registry) -> tuple[FaceRows, ...]:
    """What lists read along with their rows."""
    offered = (entry.options.get("rows") for entry in registry.entries(CASE_FACE))
    return tuple(rows for rows in offered if rows is not None)


def faces_of(session: Session, registry: Registry, cases: Sequence[CaseView]) -> dict[int, CaseFace]:
    """The face of every case; one that no plugin knows goes by the title of its chain."""
    return faces_at(session, registry, [case.id for case in cases])


def faces_at(session: Session, registry: Registry, cases: Sequence[int]) -> dict[int, CaseFace]:
    """The same of cases of which only the numbers are known."""
    # what plugins ask need not go through the session
    session.flush()
    return _faces(session, registry, cases, lambda rows: rows.known(connection_of(session), cases))


def faces_on(session: Session, registry: Registry, page: Page) -> dict[int, CaseFace]:
    """The faces of the cases on a page, from what was read along with its rows."""
    cases = page.cases

    def known(rows: FaceRows) -> Mapping[int, Values]:
        found = page.known(rows)
        return rows.known(connection_of(session), cases) if found is None else found

    return _faces(session, registry, cases, known)


def _faces(
    session: Session,
    registry: Registry,
    cases: Sequence[int],
    known: Callable[[FaceRows], Mapping[int, Values]],
) -> dict[int, CaseFace]:
    found: dict[int, CaseFace] = {}
    for entry in registry.entries(CASE_FACE) if cases else ():
        rows = entry.options.get("rows")
        if rows is None:
            found |= entry.thing(session, cases)
        else:
            theirs = known(rows)
            found.update(zip(theirs, entry.thing(session, theirs.values()), strict=True))
    strange = [case for case in cases if case not in found]
    if strange:
        connection = connection_of(session)
        for case, number, version in STRANGE.rows(connection, {"cases": strange}):
            title = compiled_chain(connection, registry, version).chain.title
            found[case] = CaseFace(title, number or f"#{case}")
    return found


def places_of(session: Session, registry: Registry, case: CaseView) -> list[Place]:
    """Everything a defect of the case may be pinned to."""
    return [place for entry in registry.entries(CASE_PLACES) for place in entry.thing(session, case)]


def cases_named(session: Session, registry: Registry, text: str, *, limit: int) -> list[int]:
    """The cases that plugins find by a name, a certificate or an enterprise, each once."""
    found = [case for entry in registry.entries(CASE_SEARCH) for case in entry.thing(session, text, limit)]
    return list(dict.fromkeys(found))[:limit]


def cases_of_party(
    session: Session, registry: Registry, kind: PartyKind, text: str, *, limit: int
) -> list[int]:
    """The cases of people, or of enterprises, that go by the text, each once."""
    entries = registry.entries(CASE_PARTY)
    found = [case for entry in entries for case in entry.thing(session, kind, text, limit)]
    return list(dict.fromkeys(found))[:limit]


def answers_of(session: Session, registry: Registry, case: CaseView) -> list[Answer]:
    """Everything the case says, in the order of its form."""
    return [one for entry in registry.entries(CASE_ANSWERS) for one in entry.thing(session, case)]


def materials_of(session: Session, registry: Registry, case: CaseView, user_id: int | None) -> list[Material]:
    """Every file that came with the case."""
    return [one for entry in registry.entries(CASE_MATERIALS) for one in entry.thing(session, case, user_id)]


def related_of(session: Session, registry: Registry, case: CaseView, seeker: Seeker) -> list[Related]:
    """What else there is of the person and the enterprise, as far as the seeker may see it."""
    return [one for entry in registry.entries(CASE_RELATED) for one in entry.thing(session, case, seeker)]
