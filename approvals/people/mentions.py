"""Colleagues whom a note calls by their name behind an @: who may be called, and who was."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from approvals.cases.view import TASK, CaseView
from approvals.people.assignment import Assignment
from approvals.people.signers import Colleague, accounts_at
from kernel.registry import Registry

SIGNS = "@＠"


def callable_in(session: Session, registry: Registry, case: CaseView) -> tuple[Colleague, ...]:
    """Everybody of the offices that have the case or have had it: they all read its notes."""
    had = select(TASK.c.office_id).where(TASK.c.case_id == case.id, TASK.c.office_id.is_not(None))
    found: dict[str, Colleague] = {}
    for office in session.scalars(had.distinct().order_by(TASK.c.office_id)):
        for one in accounts_at(session, registry, Assignment(office=office)):
            found.setdefault(one.username, one)
    return tuple(found.values())


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
