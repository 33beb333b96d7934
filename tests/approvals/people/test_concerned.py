"""approvals.people.concerned: nobody decides at an office what concerns them as a person or an enterprise."""

from dataclasses import replace

import pytest

from approvals.acts.claiming import claim, claimable
from approvals.acts.reporting import What
from approvals.cases.queries import allowed_to, case_view
from approvals.people.assignment import PartyKind, PartyRef
from approvals.words import Outcome, Verb
from kernel.db import transaction
from kernel.errors import NotAllowed
from tests.approvals.acts.test_reporting import at_firm, said
from tests.approvals.offices import (
    APPLICANT,
    BOSS,
    CITY,
    CLERK,
    CONFIRM,
    DECIDE,
    FILING,
    FIRM,
    OVERSEER,
    PERSON,
    PROVINCE,
    Desk,
)
from tests.approvals.samples import make_chain, make_step

URGED = make_chain(FILING, make_step("city", role="city_clerk", verbs=["approve", "reject", "urge"]))
OF_THE_PERSON = replace(CLERK, parties=frozenset({PERSON}))


@pytest.mark.parametrize("verb", [Verb.APPROVE, Verb.REJECT])
def test_who_the_case_is_about_does_not_decide_it_with_another_account(desk: Desk, verb: Verb):
    case = desk.begin(URGED).id
    with pytest.raises(NotAllowed, match="涉及您本人或您代表的企业"):
        desk.decide(case, "city", verb, OF_THE_PERSON, opinion="理由")
    assert desk.decide(case, "city", Verb.APPROVE, CLERK).case.state.outcome is Outcome.GRANTED


def test_who_confirmed_for_the_enterprise_does_not_decide_at_the_window(desk: Desk):
    case = desk.begin().id
    desk.decide(case, "employer", Verb.APPROVE, BOSS)
    both = replace(CLERK, name=BOSS.name)
    with pytest.raises(NotAllowed, match="涉及您本人"):
        desk.decide(case, "city", Verb.APPROVE, both)
    assert desk.decide(case, "city", Verb.APPROVE, CLERK).case.state.outcome is Outcome.GRANTED


def test_who_looks_after_the_office_ends_no_case_of_their_own(desk: Desk):
    case = desk.begin(URGED).id
    with pytest.raises(NotAllowed, match="涉及您本人"):
        desk.decide(case, "", Verb.TERMINATE, replace(OVERSEER, parties=frozenset({PERSON})), opinion="理由")
    desk.decide(case, "", Verb.TERMINATE, OVERSEER, opinion="理由")


def test_they_withdraw_their_own_as_anybody(desk: Desk):
    case = desk.begin(URGED).id
    clerk = replace(CLERK, name=APPLICANT.name, parties=frozenset({PERSON}))
    assert desk.decide(case, "", Verb.WITHDRAW, clerk).case.state.outcome is Outcome.WITHDRAWN


def test_other_parties_of_theirs_have_nothing_to_do_with_it(desk: Desk):
    case = desk.begin(URGED).id
    elsewhere = replace(CLERK, parties=frozenset({FIRM}))
    assert desk.decide(case, "city", Verb.APPROVE, elsewhere).case.state.outcome is Outcome.GRANTED


def test_they_report_nothing_of_it_for_the_office(desk: Desk):
    case = at_firm(desk)
    for what in (What.PARTY_SILENT, What.UNDELIVERABLE):
        with pytest.raises(NotAllowed, match="涉及您本人"):
            said(desk, case, what, OF_THE_PERSON)


def test_what_they_may_do_is_offered_without_what_they_would_be_refused(desk: Desk):
    case = desk.begin(URGED).id
    with transaction(desk.engine) as session:
        assert allowed_to(session, desk.registry, case, CLERK)["city"] == (Verb.APPROVE, Verb.REJECT)
        assert allowed_to(session, desk.registry, case, OF_THE_PERSON) == {"": (Verb.WITHDRAW,)}
        looks_after = replace(OVERSEER, parties=frozenset({PERSON}))
        assert allowed_to(session, desk.registry, case, looks_after) == {
            "city": (Verb.URGE,),
            "": (Verb.WITHDRAW,),
        }


def test_they_keep_it_from_nobody_by_claiming_it(desk: Desk):
    case = desk.begin(URGED).id
    with transaction(desk.engine) as session:
        found = case_view(session, case)
        assert claimable(session, desk.registry, found, OF_THE_PERSON) == []
        assert claimable(session, desk.registry, found, CLERK) == ["city"]
    with pytest.raises(NotAllowed, match="涉及您本人"), transaction(desk.engine) as session:
        claim(session, case, "city", standing=OF_THE_PERSON, now=desk.clock.now(), registry=desk.registry)


def test_the_office_itself_is_no_party(desk: Desk):
    case = desk.begin(URGED).id
    of_the_office = replace(CLERK, parties=frozenset({PartyRef(PartyKind.OFFICE, CITY)}))
    assert desk.decide(case, "city", Verb.APPROVE, of_the_office).case.state.outcome is Outcome.GRANTED


def test_what_they_did_for_their_enterprise_they_take_back_for_it(desk: Desk):
    confirm = {**CONFIRM, "verbs": ["approve", "return", "take_back"]}
    case = desk.begin(make_chain(FILING, confirm, DECIDE)).id
    boss = replace(BOSS, offices=frozenset({PROVINCE}))
    desk.decide(case, "employer", Verb.APPROVE, boss)
    desk.decide(case, "employer", Verb.TAKE_BACK, boss)
    assert [one.step for one in desk.case(case).state.open] == ["employer"]
