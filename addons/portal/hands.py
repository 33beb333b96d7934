"""Who had each step of a case, and when: the person, the enterprise or the office whose task it was then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.parties.models import Enterprise, Person
from addons.portal.queries import names_of
from approvals.casefile.naming import offices_named
from approvals.cases.view import IS_OPEN, TASK
from approvals.people.assignment import PartyKind
from kernel.registry import Registry
from kernel.text import Text

NOBODY = Text("", "")


@dataclass(frozen=True, slots=True)
class Hand:
    """A step was opened by that entry of the log for somebody."""

    step: str
    seq: int
    name: Text
    office: bool
    waits: bool


class Hands:
    """Everybody who had a step of the case, in the order in which the steps opened."""

    def __init__(self, found: Sequence[Hand], first: Text = NOBODY) -> None:
        self._found, self._first = found, first

    def of(self, step: str, seq: int) -> Text:
        """Who had the step when the entry of that number was written; what was handed in at once nobody else had."""
        had = [one.name for one in self._found if one.step == step and one.seq < seq]
        return had[-1] if had else self._first if step else NOBODY

    @property
    def reached(self) -> bool:
        """Whether the case has ever come to an office."""
        return any(one.office for one in self._found)

    @property
    def office(self) -> Text:
        """The office at which the case waits; nothing where it waits at none."""
        return next((one.name for one in self._found if one.office and one.waits), NOBODY)


def hands_of(session: Session, registry: Registry, case_id: int, *, first: str = "") -> Hands:
    """Who had which step of the case; `first` is who handed it in."""
    columns = (TASK.c.step, TASK.c.seq, TASK.c.party_kind, TASK.c.party_id, TASK.c.office_id, IS_OPEN)
    rows = session.execute(select(*columns).where(TASK.c.case_id == case_id).order_by(TASK.c.id)).all()
    offices = offices_named(session, registry, {row.office_id for row in rows if row.office_id is not None})
    parties: Mapping[str, Mapping[int | None, str]] = {
        PartyKind.PERSON: names_of(session, Person, _ids(rows, PartyKind.PERSON)),
        PartyKind.ENTERPRISE: names_of(session, Enterprise, _ids(rows, PartyKind.ENTERPRISE)),
    }
    found = []
    for step, seq, kind, party, office, waits in rows:
        name = parties.get(kind or "", {}).get(party, "")
        words = offices[office] if office is not None else Text(name, name)
        found.append(Hand(step, seq, words, office is not None, bool(waits)))
    return Hands(found, Text(first, first))


def _ids(rows: Sequence[Sequence[object]], kind: PartyKind) -> list[int]:
    return [row[3] for row in rows if row[2] == kind and isinstance(row[3], int)]
