"""Demands that came late, on record: which lines of which return."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from approvals.cases.asides import LateDemand


def late_lines(session: Session, case_id: int) -> Mapping[int, frozenset[int]]:
    """The lines that came late, by the entry of the log that holds their return."""
    found: dict[int, set[int]] = {}
    rows = session.execute(
        select(LateDemand.seq, LateDemand.number).where(LateDemand.case_id == case_id)
    ).all()
    for seq, number in rows:
        found.setdefault(seq, set()).add(number)
    return {seq: frozenset(numbers) for seq, numbers in found.items()}


def note_late(
    session: Session,
    case_id: int,
    seq: int,
    lines: Sequence[tuple[int, str]],
    *,
    account: str,
    now: datetime,
) -> None:
    """It is on record which lines of the return asked late for something, and whose they are."""
    for number, place in lines:
        session.add(LateDemand(case_id=case_id, seq=seq, number=number, place=place, account=account, at=now))
    session.flush()
