"""What has ended lapses: set by set, with one event each, however many days were missed."""

from datetime import date, datetime, timedelta

from sqlalchemy import Row, insert, select, update
from sqlalchemy.orm import Session

from addons.certificates.models import Certificate, CertificateEvent
from addons.certificates.words import RUNNING, Operation, State

AT_ONCE = 2_000
"""A set is changed by one statement; more would make lists that the database is slow to read."""

JOB = "certificates.expiry"
ONE_DAY = timedelta(days=1)


def lapsed(session: Session, *, on: date, now: datetime) -> int:
    """Every certificate whose last day lies before that day has lapsed; how many did so now."""
    return sum(_all_of(session, state, on, now) for state in RUNNING)


def _all_of(session: Session, state: State, on: date, now: datetime) -> int:
    total = 0
    while found := _set_of(session, state, on, now):
        total += found
    return total


def _set_of(session: Session, state: State, on: date, now: datetime) -> int:
    # whoever changes a certificate locks its row: the second of two runs finds it lapsed and leaves it
    ended = (
        select(Certificate.id)
        .where(Certificate.state == state, Certificate.valid_to < on)
        .order_by(Certificate.id)
        .limit(AT_ONCE)
        .with_for_update()
    )
    changed = session.execute(
        update(Certificate)
        .where(Certificate.id.in_(ended))
        .values(state=State.LAPSED, revision=Certificate.revision + 1)
        .returning(Certificate.id, Certificate.revision, Certificate.valid_to),
        execution_options={"synchronize_session": False},
    ).all()
    if changed:
        session.execute(insert(CertificateEvent), [_event(state, now, row) for row in changed])
        session.expire_all()
    return len(changed)


def _event(state: State, now: datetime, row: Row[int, int, date | None]) -> dict[str, object]:
    return {
        "certificate_id": row.id,
        "seq": row.revision,
        "at": now,
        "on_day": row.valid_to + ONE_DAY,
        "operation": Operation.LAPSE,
        "cause": f"lapse:{row.id}:{row.revision}",
        "before": {"state": state},
        "after": {"state": State.LAPSED},
        "actor": JOB,
    }
