"""What somebody has seen of a case, and what has changed of it since."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from approvals.casefile.faces import Answer, answers_of
from approvals.cases.asides import SEEN_ONCE, SIGHT_ONCE, Seen, Sight
from approvals.cases.view import TASK, CaseView
from approvals.people.assignment import Standing
from approvals.people.waiting import at_offices
from kernel.db import connection_of
from kernel.keys import KeyRing, Purpose
from kernel.once import inserted_once
from kernel.prepared import Prepared
from kernel.registry import Registry

PURPOSE = Purpose.BLIND_INDEX
RETURNED = ""
"""Under this name of no account it is kept what a case said when it was sent back last."""
LAST = Prepared(
    select(Seen.at, Sight.answers)
    .join(Sight, Sight.id == Seen.sight_id)
    .where(Seen.case_id == bindparam("case"), Seen.account == bindparam("account"))
)


@dataclass(frozen=True, slots=True)
class Since:
    """Since when somebody has not looked, and what answers said then; the path of each that has changed."""

    at: datetime
    changed: Mapping[str, str]


def note_sight(session: Session, registry: Registry, case: CaseView, *, keys: KeyRing, now: datetime) -> int:
    """What the case says now is kept, once however often it is looked at; returns under which id."""
    answers = sealed_answers(answers_of(session, registry, case), case.id, keys)
    mark = hashlib.sha256(json.dumps(answers, sort_keys=True).encode()).hexdigest()
    values = {"case_id": case.id, "mark": mark, "at": now, "answers": answers}
    made = inserted_once(session, Sight, unique=SIGHT_ONCE, values=values)
    if made is not None:
        return made
    return session.scalars(select(Sight.id).where(Sight.case_id == case.id, Sight.mark == mark)).one()


def note_seen(
    session: Session, registry: Registry, case: CaseView, account: str, *, keys: KeyRing, now: datetime
) -> None:
    """From now on only what changes later is new to the account."""
    sight = note_sight(session, registry, case, keys=keys, now=now)
    values = {"case_id": case.id, "account": account, "at": now, "sight_id": sight}
    if inserted_once(session, Seen, unique=SEEN_ONCE, values=values) is None:
        found = _seen(session, case.id, account)
        assert found is not None  # noqa: S101 it was there first
        found.at, found.sight_id = now, sight
        session.flush()


def since(
    session: Session, registry: Registry, case: CaseView, account: str, *, keys: KeyRing
) -> Since | None:
    """What has changed since the account looked last; None when it never did."""
    session.flush()
    found = LAST.typed(connection_of(session), {"case": case.id, "account": account})
    if not found:
        return None
    [(at, before)] = found
    return Since(at, changes(before, answers_of(session, registry, case), case.id, keys))


def sight_at(session: Session, case_id: int, moment: datetime) -> Mapping[str, Any] | None:
    """What the case said at that moment, as far as somebody kept it then."""
    kept = select(Sight.answers).where(Sight.case_id == case_id, Sight.at <= moment)
    return session.scalars(kept.order_by(Sight.at.desc(), Sight.id.desc()).limit(1)).one_or_none()


def mended(session: Session, registry: Registry, case: CaseView, *, keys: KeyRing) -> Mapping[int, bool]:
    """Of each line of the correction that is about an answer, by its number, whether that has changed since."""
    correction = case.state.correction
    if correction is None:
        return {}
    session.flush()
    found = LAST.typed(connection_of(session), {"case": case.id, "account": RETURNED})
    if not found:
        return {}
    [(_, before)] = found
    answers = answers_of(session, registry, case)
    known, changed = {one.path for one in answers}, changes(before, answers, case.id, keys)
    fields = ((n, one.at.partition(".")[0]) for n, one in enumerate(correction.defects))
    return {n: field in changed for n, field in fields if field in known}


def cases_seen(session: Session, standing: Standing, case_ids: Sequence[int]) -> set[int]:
    """Those of the cases that wait, or have ever waited, at an office of theirs."""
    if not case_ids:
        return set()
    had = select(TASK.c.case_id).where(TASK.c.case_id.in_(case_ids), at_offices(standing))
    return set(session.scalars(had.distinct()))


def sealed_answers(answers: Sequence[Answer], case_id: int, keys: KeyRing) -> dict[str, Any]:
    """Each answer's masked words with a digest that only the installation can make."""
    key = keys.current(PURPOSE)
    return {one.path: [one.words, key.id, _digest(key.secret, case_id, one)] for one in answers}


def changes(
    before: Mapping[str, Any], answers: Sequence[Answer], case_id: int, keys: KeyRing
) -> dict[str, str]:
    """What each changed answer said before; empty words where there was none."""
    found = {}
    for one in answers:
        words, key_id, digest = before.get(one.path, ("", "", None))
        if digest is None:
            if one.value not in (None, "", []):
                found[one.path] = ""
        elif not _is_same(digest, key_id, one, case_id=case_id, keys=keys, words=words):
            found[one.path] = words
    return found


def _is_same(digest: str, key_id: str, one: Answer, *, case_id: int, keys: KeyRing, words: str) -> bool:
    known = next((key for key in keys.all(PURPOSE) if key.id == key_id), None)
    if known is None:
        return one.words == words
    return hmac.compare_digest(digest, _digest(known.secret, case_id, one))


def _digest(secret: bytes, case_id: int, one: Answer) -> str:
    said = json.dumps([case_id, one.path, one.value], ensure_ascii=False, sort_keys=True, default=str)
    return hmac.digest(secret, f"approvals.seen|{said}".encode(), hashlib.sha256).hex()[:32]


def _seen(session: Session, case_id: int, account: str) -> Seen | None:
    return session.scalars(select(Seen).where(Seen.case_id == case_id, Seen.account == account)).one_or_none()
