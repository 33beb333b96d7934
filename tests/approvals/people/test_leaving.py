"""Who works at another office now has nothing of the old one any more, as if their account were closed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from approvals.acts import claiming
from approvals.cases.view import TASK
from approvals.people.assignment import Proxy, Standing
from approvals.people.leaving import has_left
from approvals.words import Verb
from kernel.clock import FixedClock
from kernel.db import transaction
from kernel.jobs import run_now
from kernel.outbox import drain
from tests.approvals import clerks
from tests.approvals.offices import CITY
from tests.approvals.pages.test_verbs import VERBS
from tests.approvals.samples import make_chain, make_fill, make_step
from tests.approvals.workbench_office import Office, workbench_office

FAR = 220200
WANG = Standing(2, "wang", offices=frozenset({CITY}), roles=frozenset({"city_clerk"}))
MOVED = Standing(2, "wang", offices=frozenset({FAR}))


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    """The office with two cases: one that Wang has claimed, one that was handed to Wang."""
    with workbench_office(tmp_path, clock) as found:
        found.publish(
            "toy.renewal",
            make_chain(make_fill("filing"), make_step("acceptance", role="city_clerk", verbs=VERBS)),
        )
        yield found


def had(office: Office) -> list[tuple[str | None, str | None]]:
    """Who has each open task, by a claim or because it was handed to them."""
    with transaction(office.engine) as session:
        rows = session.execute(
            select(TASK.c.claimed_by, TASK.c.held_by).where(TASK.c.state == "open").order_by(TASK.c.case_id)
        )
        return [(claimed, held) for claimed, held in rows]


def run(office: Office) -> None:
    """The job runs, and what it deferred is carried out."""
    office.clock.advance(minutes=15)
    run_now(office.engine, office.registry, office.clock, "approvals.vacancies")
    assert not drain(office.engine, office.registry, clock=office.clock, worker="test", limit=100).failed


def test_claims_and_what_was_handed_over_end_when_somebody_leaves_the_office(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    claimed, handed = office.begin().id, office.begin().id
    with transaction(office.engine) as session:
        claiming.claim(
            session,
            claimed,
            "acceptance",
            standing=WANG,
            now=office.clock.now(),
            registry=office.registry,
        )
    office.decide(handed, Verb.TRANSFER, people=["wang"])
    run(office)
    assert had(office) == [("wang", None), (None, "wang")]
    monkeypatch.setitem(clerks.PEOPLE, "wang", ("王海涛", "city_clerk", FAR))
    run(office)
    assert had(office) == [(None, None), (None, None)]
    for case in (claimed, handed):
        office.decide(case, Verb.APPROVE)


@pytest.mark.parametrize(
    ("standing", "gone"),
    [
        (WANG, False),
        (MOVED, True),
        (Standing(2, "wang", offices=MOVED.offices, proxies=(Proxy(WANG),)), False),
        (Standing(2, "wang", offices=MOVED.offices, proxies=(Proxy(WANG, frozenset({"other"})),)), True),
    ],
)
def test_a_deputy_of_the_office_has_not_left_it(standing: Standing, gone: bool) -> None:
    assert has_left(standing, CITY, "toy.renewal") is gone
