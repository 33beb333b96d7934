"""addons.certificates.expiry: what ended lapses once, with one event, whoever runs and whatever was missed."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from addons.certificates import expiry, service
from addons.certificates.expiry import lapsed
from addons.certificates.history import stated
from addons.certificates.models import Certificate, CertificateEvent
from addons.certificates.queries import history, replayed
from addons.certificates.words import State
from kernel.db import transaction
from kernel.jobs import run_due, run_now
from tests.addons.certificates.ledger import Ledger

JOB = "certificates.expiry"
EVE = date(2026, 3, 9)
TODAY = date(2026, 3, 10)


def test_the_last_day_belongs_to_the_term(ledger):
    rows = [ledger.certificate(valid_to=day) for day in (EVE, TODAY, None)]
    assert lapsed(ledger.session, on=TODAY, now=ledger.now) == 1
    assert [row.state for row in rows] == [State.LAPSED, State.VALID, State.VALID]
    assert lapsed(ledger.session, on=TODAY + timedelta(1), now=ledger.now) == 1
    assert [row.state for row in rows] == [State.LAPSED, State.LAPSED, State.VALID]


def test_an_event_tells_the_day_after_the_end_however_late_the_run(ledger):
    row = ledger.certificate(valid_to=date(2026, 1, 31))
    lapsed(ledger.session, on=TODAY, now=ledger.now)
    event = history(ledger.session, row.id)[-1]
    assert (event.seq, event.operation, event.on_day) == (2, "lapse", date(2026, 2, 1))
    assert (event.before, event.after) == ({"state": "valid"}, {"state": "lapsed"})
    assert (event.at, event.actor) == (ledger.now, JOB)
    assert (row.edition, row.revision) == (1, 2)


@pytest.mark.parametrize("state", list(State))
def test_only_a_term_that_runs_can_end(ledger, state):
    row = ledger.certificate(valid_to=EVE, state=state)
    count = lapsed(ledger.session, on=TODAY, now=ledger.now)
    running = state in (State.VALID, State.SUSPENDED)
    assert (count, row.state) == ((1, State.LAPSED) if running else (0, state))


def test_many_lapse_set_by_set(ledger, monkeypatch):
    monkeypatch.setattr(expiry, "AT_ONCE", 3)
    for _ in range(8):
        ledger.certificate(valid_to=EVE)
    assert lapsed(ledger.session, on=TODAY, now=ledger.now) == 8
    assert lapsed(ledger.session, on=TODAY, now=ledger.now) == 0
    rows = ledger.session.scalars(select(Certificate)).all()
    assert {row.state for row in rows} == {State.LAPSED}
    assert all(replayed(history(ledger.session, row.id)) == stated(row) for row in rows)


def test_what_was_extended_and_ends_again_lapses_again(ledger):
    row = ledger.certificate(valid_to=EVE)
    lapsed(ledger.session, on=TODAY, now=ledger.now)
    service.extend(ledger.session, row.id, years=1, seen=EVE, now=ledger.now, actor="test")
    assert row.state == State.VALID
    assert lapsed(ledger.session, on=date(2027, 3, 10), now=ledger.now) == 1
    assert [event.operation for event in history(ledger.session, row.id)] == [
        "issue",
        "lapse",
        "extend",
        "lapse",
    ]


def test_two_schedulers_and_a_run_by_hand_lapse_it_once(house):
    issued(house, EVE, EVE)
    seen_first(house)
    assert [ran.job for ran in expiring(house)] == [JOB]
    assert expiring(house) == []
    assert by_hand(house).error is None
    assert operations(house) == {"issue": 2, "lapse": 2}


def test_days_off_are_made_good_in_one_run(house):
    issued(house, *(EVE + timedelta(days) for days in (0, 2, 4, 6)))
    seen_first(house)
    house.clock.advance(days=4)
    runs = expiring(house)
    assert [(ran.slot, ran.error) for ran in runs] == [("2026-03-14", None)]
    assert operations(house) == {"issue": 4, "lapse": 3}
    days = house.read(
        select(CertificateEvent.on_day)
        .where(CertificateEvent.operation == "lapse")
        .order_by(CertificateEvent.on_day)
    )
    assert days == [TODAY, TODAY + timedelta(2), TODAY + timedelta(4)]


def issued(house, *ends):
    """Certificates that end on these days."""
    with transaction(house.engine) as session:
        ledger = Ledger(session, house.clock.now())
        for end in ends:
            ledger.certificate(valid_to=end)


def seen_first(house):
    """The scheduler has met the job yesterday, so that today's slot is due."""
    house.clock.advance(days=-1)
    run_due(house.engine, house.registry, house.clock)
    house.clock.advance(days=1)


def expiring(house):
    return [ran for ran in run_due(house.engine, house.registry, house.clock) if ran.job == JOB]


def by_hand(house):
    return run_now(house.engine, house.registry, house.clock, JOB)


def operations(house):
    counted = select(CertificateEvent.operation, func.count()).group_by(CertificateEvent.operation)
    return dict(house.read(counted, scalars=False))
