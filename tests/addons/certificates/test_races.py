"""Several do the same to one certificate at the same moment: it is done once, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import func, select

from addons.certificates import service
from addons.certificates.expiry import lapsed
from addons.certificates.models import Certificate, CertificateEvent
from kernel.db import transaction
from kernel.errors import Conflict
from tests.addons.certificates.ledger import Ledger

WORKERS = 4
END = date(2026, 3, 9)


def at_once(house, act):
    """What came of the act done by several at the same moment: results and refusals."""
    barrier = Barrier(WORKERS)

    def one(_):
        barrier.wait(timeout=30)
        try:
            with transaction(house.engine) as session:
                return act(session)
        except Conflict as refusal:
            return refusal

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(one, range(WORKERS)))


@pytest.fixture
def held(house):
    """A certificate that ended yesterday, in the database for all to see."""
    with transaction(house.engine) as session:
        return Ledger(session, house.clock.now()).certificate(valid_to=END).id


def test_one_number_issued_at_once_is_one_certificate(house):
    with transaction(house.engine) as session:
        ledger = Ledger(session, house.clock.now())
        parties = {
            "holder": ledger.person().id,
            "enterprise": ledger.enterprise().id,
            "office": ledger.office().id,
        }
    found = at_once(
        house,
        lambda session: (
            Ledger(session, house.clock.now()).certificate(number="吉建安A（2023）0000001", **parties).id
        ),
    )
    assert sum(isinstance(one, Conflict) for one in found) == WORKERS - 1
    assert house.read(select(func.count()).select_from(Certificate)) == [1]


def test_two_cases_that_saw_the_same_end_extend_once(house, held):
    now = house.clock.now()
    found = at_once(
        house, lambda session: service.extend(session, held, years=3, seen=END, now=now, actor="test")
    )
    assert sum(isinstance(one, Conflict) for one in found) == WORKERS - 1
    assert house.read(select(Certificate.valid_to)) == [date(2029, 3, 9)]
    assert house.read(select(CertificateEvent.operation).order_by(CertificateEvent.seq)) == [
        "issue",
        "extend",
    ]


def test_runs_at_once_lapse_once(house, held):
    now = house.clock.now()
    found = at_once(house, lambda session: lapsed(session, on=date(2026, 3, 10), now=now))
    assert sorted(found) == [0] * (WORKERS - 1) + [1]
    assert house.read(select(CertificateEvent.operation).order_by(CertificateEvent.seq)) == ["issue", "lapse"]


def test_an_extension_and_a_lapse_at_once_leave_it_valid_with_a_whole_history(house, held):
    now, turns = house.clock.now(), iter(range(WORKERS))

    def act(session):
        if next(turns) % 2:
            return lapsed(session, on=date(2026, 3, 10), now=now)
        return service.extend(session, held, years=3, seen=END, now=now, actor="test")

    at_once(house, act)
    row = select(Certificate.valid_to, Certificate.state, Certificate.revision)
    ((end, state, revision),) = house.read(row, scalars=False)
    assert (end, state) == (date(2029, 3, 9), "valid")
    assert house.read(select(func.count()).select_from(CertificateEvent)) == [revision]
