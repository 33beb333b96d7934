"""Clerks at once over HTTP, at a site of several processes on PostgreSQL: one decision each, one clear word to all others."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from approvals.words import Verb
from kernel.db import transaction
from tests import cluster, databases
from tests.approvals.samples import make_chain, make_fill, make_step
from tests.approvals.served import Answer, Clerk, Served, at_once, served_office
from tests.approvals.workbench_office import Office

pytestmark = pytest.mark.slow

CLERKS, CASES = 8, 8
STEPS = (
    make_step("acceptance", role="city_clerk", verbs=["approve", "reject", "take_back", "transfer"]),
    make_step("decision", role="city_clerk", clock={"days": 5}),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The clerks of one office, signed in at a site of several processes."""
    if cluster.binaries() is None:
        databases.absent("PostgreSQL")
    body = make_chain(make_fill("filing", files=True), *STEPS)
    with served_office(tmp_path_factory.mktemp("served"), body, number=CLERKS) as site:
        yield site


@pytest.fixture
def cases(site: Served) -> list[int]:
    """Cases that wait for acceptance."""
    return [site.office.begin(f"申请人{number}").id for number in range(CASES)]


def turned(cases: list[int], clerk: int) -> list[int]:
    """Everybody begins elsewhere, so that locks are asked for in every order."""
    return cases[clerk % len(cases) :] + cases[: clerk % len(cases)]


def acts_of(office: Office, case: int) -> list[tuple[str, str]]:
    """Who did what after the case was handed in."""
    from approvals.casefile.logbook import broken_links
    from approvals.cases.queries import case_history, replayed

    with transaction(office.engine) as session:
        assert broken_links(session, case) == []
        assert replayed(session, office.registry, case) == office.case(case).state
        return [(one.actor, one.verb) for one in case_history(session, case)[2:]]


def told(answer: Answer) -> str:
    """What a refusal says; nothing else may have come."""
    status, body = answer
    assert status == 409, answer
    assert body["code"] == "conflict"
    assert body["message"]["en"]
    return str(body["message"]["zh"])


def test_everybody_decides_every_case_and_each_is_decided_once(site: Served, cases: list[int]) -> None:
    def work(number: int, clerk: Clerk) -> list[tuple[int, Answer]]:
        verb = "reject" if number % 2 else "approve"
        return [(case, clerk.act(case, verb, opinion="意见")) for case in turned(cases, number)]

    came = at_once([lambda n=n, c=c: work(n, c) for n, c in enumerate(site.clerks)])  # type: ignore[misc]
    won: Counter[int] = Counter()
    for case, answer in (one for some in came for one in some):
        if answer[0] == 200:
            won[case] += 1
        else:
            assert "已于" in told(answer)
    assert won == dict.fromkeys(cases, 1)
    for case in cases:
        assert len(acts_of(site.office, case)) == 1


def test_pages_and_programs_at_once_decide_once(site: Served, cases: list[int]) -> None:
    def on_the_page(clerk: Clerk, case: int) -> Answer:
        fields = [("step", "acceptance"), ("seen", "2"), ("verb", "approve"), ("opinion", "")]
        return clerk.post(f"/work/{case}", fields)

    def work(number: int, clerk: Clerk) -> list[Answer]:
        mine = turned(cases, number)
        return [on_the_page(clerk, case) if number % 2 else clerk.act(case, "approve") for case in mine]

    came = at_once([lambda n=n, c=c: work(n, c) for n, c in enumerate(site.clerks)])  # type: ignore[misc]
    statuses = Counter(status for some in came for status, _ in some)
    assert set(statuses) <= {200, 302, 409}
    assert statuses[200] + statuses[302] == CASES
    assert all(
        "已于" in body for some in came for status, body in some if status == 409 and isinstance(body, str)
    )
    for case in cases:
        assert len(acts_of(site.office, case)) == 1


def test_of_all_who_claim_a_task_one_has_it_and_the_others_hear_who(site: Served, cases: list[int]) -> None:
    def work(number: int, clerk: Clerk) -> list[tuple[int, Answer]]:
        return [(case, clerk.say(f"/{case}/claim", step="acceptance")) for case in turned(cases, number)]

    came = at_once([lambda n=n, c=c: work(n, c) for n, c in enumerate(site.clerks)])  # type: ignore[misc]
    holders = {
        case: f"员{number:03}"
        for number, some in enumerate(came)
        for case, (status, _) in some
        if status == 200
    }
    assert sorted(holders) == sorted(cases)
    refused = [(case, told(answer)) for some in came for case, answer in some if answer[0] != 200]
    assert len(refused) == CASES * (CLERKS - 1)
    assert all(f"已由 {holders[case]} 认领" in words for case, words in refused)


def test_a_batch_and_single_acts_at_once_do_each_case_once(site: Served, cases: list[int]) -> None:
    first, *others = site.clerks
    rows = [("pick", f"{case}:2:acceptance") for case in cases]

    def together() -> Answer:
        return first.post("/work/batch/run", [("do", "onward"), ("opinion", "齐全"), *rows])

    def work(number: int, clerk: Clerk) -> list[Answer]:
        return [clerk.act(case, "approve") for case in turned(cases, number)]

    came: list[Any] = at_once([together, *(lambda n=n, c=c: work(n, c) for n, c in enumerate(others))])
    assert came[0][0] == 200
    singles = Counter(answer[0] for some in came[1:] for answer in some)
    assert set(singles) <= {200, 409}
    done = [acts_of(site.office, case) for case in cases]
    assert all(len(acts) == 1 for acts in done)
    by_batch = sum(acts[0][0] == first.name for acts in done)
    assert singles[200] + by_batch == CASES
    assert f"办成 {by_batch} 件，没有办成 {CASES - by_batch} 件" in came[0][1] or by_batch == CASES


def test_taking_back_and_the_next_step_at_once_leave_one_of_them(site: Served, cases: list[int]) -> None:
    first, second, *_ = site.clerks
    for case in cases:
        assert first.act(case, "approve")[0] == 200
        back, on = at_once(
            [
                lambda case=case: first.act(case, "take_back", seen=3),  # type: ignore[misc]
                lambda case=case: second.act(case, "approve", seen=3, step="decision"),  # type: ignore[misc]
            ]
        )
        assert {back[0], on[0]} == {200, 409}
        assert told(on if back[0] == 200 else back)
        last = acts_of(site.office, case)[-1]
        assert last == (first.name, Verb.TAKE_BACK) if back[0] == 200 else (second.name, Verb.APPROVE)
