"""Colleagues whom a note calls by their name behind an @: who may be called, and who was."""

from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import Integer, String, cast, null, select, union
from sqlalchemy.orm import Session

from approvals.cases.view import TASK, CaseView
from approvals.people.assignment import Assignment
from approvals.people.copies import COPY
from approvals.people.signers import Colleague, accounts_at
from kernel.registry import Registry

SIGNS = "@＠"


def callable_in(session: Session, registry: Registry, case: CaseView) -> tuple[Colleague, ...]:
    """Everybody who reads its notes: of the offices and roles that have it or have had it, and who was shown it."""
    had = select(TASK.c.office_id, TASK.c.role, cast(null(), String)).where(
        TASK.c.case_id == case.id, TASK.c.office_id.is_not(None)
    )
    shown = select(cast(null(), Integer), cast(null(), String), COPY.c.account).where(
        COPY.c.case_id == case.id
    )
    rows = session.execute(union(had, shown)).all()
    copied = {account for _, _, account in rows if account is not None}
    roles: dict[int, set[str | None]] = {}
    for office, role, _ in rows:
        if office is not None:
            roles.setdefault(office, set()).add(role)
    found: dict[str, Colleague] = {}
    for office in sorted(roles):
        for one in _readers_at(session, registry, office, roles[office], copied):
            found.setdefault(one.username, one)
    return tuple(found.values())


def _readers_at(
    session: Session, registry: Registry, office: int, roles: Collection[str | None], copied: Collection[str]
) -> Iterator[Colleague]:
    """The accounts of the office with one of the roles, and those of it that were shown the case."""
    ways = [None] if None in roles else sorted(filter(None, roles))
    for role in ways:
        yield from accounts_at(session, registry, Assignment(office=office, role=role))
    if copied and ways != [None]:
        everybody = accounts_at(session, registry, Assignment(office=office))
        yield from (one for one in everybody if one.username in copied)


def called(text: str, people: Iterable[Colleague]) -> tuple[str, ...]:
    """The accounts that the text calls, by name or account, each once; of two names the longer is meant."""
    labels: dict[str, list[str]] = {}
    for one in people:
        for label in {one.name.casefold(), one.username.casefold()} - {""}:
            labels.setdefault(label, []).append(one.username)
    longest = sorted(labels, key=len, reverse=True)
    found: dict[str, None] = {}
    words = text.casefold()
    for place, sign in enumerate(words):
        if sign in SIGNS:
            meant = next((one for one in longest if words.startswith(one, place + 1)), "")
            found |= dict.fromkeys(labels.get(meant, ()))
    return tuple(found)
