"""The log of one case as its pages read it: what every entry says, who acted, and whether all is as it was written.

A page shows no more of an entry than a few of its words, so that it is read as it was written; `queries.case_history`
is for what goes by whole entries.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from approvals.cases.linking import Link, digest, entry_digest
from approvals.cases.statements import DECISION
from approvals.cases.view import CASE, CaseView
from kernel.access import full_name
from kernel.access.tables import USER
from kernel.db import connection_of
from kernel.jsontext import jsonvalue
from kernel.prepared import Prepared

SEALED = (
    *(DECISION.c.seq, DECISION.c.at, DECISION.c.verb, DECISION.c.step, DECISION.c.actor),
    *(DECISION.c.entry_digest, DECISION.c.entry, DECISION.c.salt, DECISION.c.digest),
)
"""A link of the chain, and what it proves."""
LOG = Prepared(
    select(*SEALED, USER.c.last_name, USER.c.first_name)
    .select_from(DECISION.outerjoin(USER, USER.c.username == DECISION.c.actor))
    .where(DECISION.c.case_id == bindparam("case"))
    .order_by(DECISION.c.seq)
)
LINKS = Prepared(
    select(*SEALED, CASE.c.key, CASE.c.head)
    .select_from(CASE.outerjoin(DECISION, CASE.c.id == DECISION.c.case_id))
    .where(CASE.c.id == bindparam("case"))
    .order_by(DECISION.c.seq)
)
NOTHING: Mapping[str, Any] = {}


class Written(NamedTuple):
    """One entry as it was written, with the name of whose act it was; `told` is empty when it was erased."""

    seq: int
    at: datetime
    verb: str
    step: str
    actor: str
    name: str
    told: Mapping[str, Any]


class Log(NamedTuple):
    """Every entry in order; `unbroken` when each is as it was written."""

    entries: Sequence[Written]
    unbroken: bool


def log_of(session: Session, case: CaseView) -> Log:
    """The log of the case, proved."""
    rows = LOG.typed(connection_of(session), {"case": case.id})
    # an act between the look at the case and the look at its log is no break: then both are looked at together
    unbroken = not _broken(case.key, case.head, rows) or not broken_links(session, case.id)
    return Log(list(_entries(rows)), unbroken)


def broken_links(session: Session, case_id: int) -> list[int]:
    """The entries of the case's log that are not as they were written; erased ones still prove their place."""
    rows = LINKS.typed(connection_of(session), {"case": case_id})
    key, head = rows[0][-2:]
    return _broken(key, head, rows if rows[0][0] is not None else ())


def _broken(key: str, last: str, rows: Sequence[Sequence[Any]]) -> list[int]:
    """Of rows that begin with the columns of `SEALED`."""
    broken, head = [], key
    for place, row in enumerate(rows, start=1):
        seq, told, entry, salt, sealed = row[0], row[5], row[6], row[7], row[8]
        head = digest(head, Link._make(row[:6]))
        touched = entry is not None and entry_digest(entry, salt or "") != told
        if seq != place or head != sealed or touched:
            broken.append(seq)
    if head != last:
        broken.append(len(rows) + 1)
    return broken


def _entries(rows: Sequence[Sequence[Any]]) -> Iterator[Written]:
    names: dict[str, str] = {}
    for seq, at, verb, step, actor, _told, entry, _salt, _sealed, family, given in rows:
        name = names.get(actor)
        if name is None:
            name = names[actor] = _called(family, given) or actor
        yield Written(seq, at, verb, step, actor, name, NOTHING if entry is None else jsonvalue(entry))


def _called(family: str | None, given: str | None) -> str:
    """The name of an account; of one that is gone nothing is known."""
    return "" if family is None or given is None else full_name(family, given)
