"""Every route of the application as every role: who gets in, what they see, what a refusal leaves."""

import pytest

from tests import cluster, databases
from tests.app.walk.seen import Seen, seen
from tests.app.walk.steps import BARE, Step, closed
from tests.app.walk.world import NOBODY

ROLES = {
    *("applicant", "enterprise_admin", "window_clerk", "city_clerk", "province_clerk"),
    *("system_admin", "security_admin", "audit_admin", "Admin"),
}
"""Roles that have to be among the people of the walk; others are walked as well."""

READS_THAT_WRITE = {
    "forms.upload": {"audit_entry"},  # who took a file is on record
    "letters.download": {"audit_entry"},
    "workbench.dashboard_sheet": {"audit_entry"},
    "letters_verify.shown": {"letters_lookup"},  # guesses are counted
}
CLOSED_INSIDE = {
    "portal_certificates.show": "an account that is bound to no person is told how to get one",
    "portal_services.begin": "who has not proved who they are is told how to do so",
    "account_acts.close_account": "nobody closes themselves",
    "account_acts.issue": "nobody issues a password to themselves or to those who watch over them",
    "account_acts.grant": "nobody grants to themselves",
    "account_acts.withdraw": "nobody withdraws from themselves",
    "studio.publish": "nobody publishes what they proposed themselves",
    "studio.send_back": "nor decides on it otherwise",
    "studio.take_back": "nobody takes back what somebody else proposed",
    "second_step.form": "there is no sign-in under way",
    "second_step.answer": "there is no sign-in under way",
}
"""Routes that refuse by more than the permission, each looked at."""

LEADS_ASTRAY = {
    # who may do everything may apply as well, and has no identity to prove: that is withheld
    "admin: /my/identity answers 403",
}


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def walk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """What was seen on either database; the walk is long, so that the gate goes on one."""
    if request.param == "postgresql" and cluster.binaries() is None:
        databases.absent("PostgreSQL")
    return seen(request.param, tmp_path_factory.mktemp("walk"))


def told(steps: list[Step]) -> list[str]:
    """The steps in words, a few of each route, so that a long list stays readable."""
    kept: dict[str, list[str]] = {}
    for step in steps:
        kept.setdefault(step.endpoint, []).append(str(step))
    return [line for lines in kept.values() for line in lines[:3]]


def test_everybody_walks_to_every_route(walk: Seen) -> None:
    assert {role.name for person in walk.walked.people for role in person.roles} >= ROLES
    everybody = {person.username for person in walk.walked.people}
    assert NOBODY in everybody
    seen_by: dict[str, set[str]] = {}
    for step in walk.walked.steps:
        seen_by.setdefault(step.endpoint, set()).add(step.person)
    missed = {name: everybody - seen_by.get(name, set()) for name in walk.walked.endpoints - {"static"}}
    assert {name: people for name, people in missed.items() if people} == {}


def test_route_is_open_to_those_and_only_those_whom_its_permission_names(walk: Seen) -> None:
    asked = [step for step in walk.walked.steps if step.manner != BARE]
    wrong = [step for step in asked if step.may == closed(step)]
    assert told([step for step in wrong if not (step.may and step.endpoint in CLOSED_INSIDE)]) == []


def test_no_request_of_a_browser_fails(walk: Seen) -> None:
    assert told([step for step in walk.walked.steps if step.status >= 500]) == []


def test_no_page_shows_what_is_somebody_elses(walk: Seen) -> None:
    leaks = [step for step in walk.walked.steps if step.leaked]
    assert [f"{step} shows {step.leaked}" for step in leaks[:20]] == []


def test_no_link_leads_to_a_refusal(walk: Seen) -> None:
    assert sorted(set(walk.walked.broken) - LEADS_ASTRAY) == []


def test_reading_changes_nothing(walk: Seen) -> None:
    reads = [step for step in walk.walked.steps if step.method == "GET"]
    wrong = [step for step in reads if set(step.wrote) - READS_THAT_WRITE.get(step.endpoint, set())]
    assert [f"{step} wrote {step.wrote}" for step in wrong[:20]] == []


def test_no_act_passes_without_the_token_of_the_session(walk: Seen) -> None:
    bare = [step for step in walk.walked.steps if step.manner == BARE]
    assert len(bare) > len(walk.walked.people)
    assert told([step for step in bare if step.status != 400 or step.wrote]) == []


def test_an_act_that_is_not_theirs_writes_nothing(walk: Seen) -> None:
    assert told([step for step in walk.walked.steps if not step.may and step.wrote]) == []


def test_every_answer_carries_the_headers(walk: Seen) -> None:
    assert [f"{step} lacks {step.lacking}" for step in walk.walked.steps if step.lacking][:20] == []


def test_odd_requests_neither_fail_nor_leak_nor_write(walk: Seen) -> None:
    assert walk.fuzzed == walk.walked.endpoints - {"static"}
    assert walk.faults[:20] == ()
