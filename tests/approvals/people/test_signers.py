"""approvals.people.signers and retasking: who votes, whose turn it is, and nobody from elsewhere."""

import pytest
from sqlalchemy import select

from approvals.cases.queries import steps_for
from approvals.cases.statements import SIGNER
from approvals.chains.versions import compiled_chain
from approvals.people.signers import colleagues, office_colleagues
from approvals.words import Outcome, Verb
from kernel.db import session_factory
from kernel.errors import Invalid, NotAllowed
from tests.approvals.offices import CLERK, COLLEAGUE, DECIDE, FILING, MASTER, THIRD, Desk
from tests.approvals.samples import make_chain, make_step

ALL_SIGN = make_chain(FILING, make_step("city", role="city_clerk", votes={"need": "all", "order": "given"}))
ADDED = make_chain(FILING, {**DECIDE, "verbs": ["approve", "reject", "add_signer", "remove_signer"]})


def waiting(desk: Desk, case: int) -> list[str]:
    return [who for (who,) in desk.rows(select(SIGNER.c.account).where(SIGNER.c.case_id == case))]


def test_signers_named_by_the_office_sign_in_turn_and_the_case_moves_with_the_last(desk: Desk):
    case = desk.begin(ALL_SIGN).id
    for who in (CLERK, COLLEAGUE, THIRD):
        assert waiting(desk, case) == [who.name]
        desk.decide(case, "city", Verb.COUNTERSIGN, who, value="agree")
    assert desk.case(case).state.outcome is Outcome.GRANTED
    assert waiting(desk, case) == []
    desk.refuse_incoherent(case)


def test_nobody_signs_out_of_turn_or_twice(desk: Desk):
    case = desk.begin(ALL_SIGN).id
    with pytest.raises(NotAllowed):
        desk.decide(case, "city", Verb.COUNTERSIGN, COLLEAGUE, value="agree")
    desk.decide(case, "city", Verb.COUNTERSIGN, CLERK, value="agree")
    with pytest.raises(NotAllowed):
        desk.decide(case, "city", Verb.COUNTERSIGN, CLERK, value="agree")
    with pytest.raises(NotAllowed):
        desk.decide(case, "city", Verb.COUNTERSIGN, MASTER, value="agree")


def test_a_refusal_repeats_no_more_of_a_made_up_name_than_anybody_reads(desk: Desk):
    case = desk.begin(ADDED).id
    with pytest.raises(Invalid) as told:
        desk.decide(case, "city", Verb.ADD_SIGNER, CLERK, people=["z" * 100_000])
    assert len(told.value.sentence("zh")) < 200


def test_a_signer_who_was_added_has_the_step_until_the_signature(desk: Desk):
    case = desk.begin(ADDED).id
    with pytest.raises(Invalid, match="zhao"):
        desk.decide(case, "city", Verb.ADD_SIGNER, CLERK, people=["zhao"])
    desk.decide(case, "city", Verb.ADD_SIGNER, CLERK, people=["wang", "sun"])
    assert sorted(waiting(desk, case)) == ["sun", "wang"]
    desk.decide(case, "city", Verb.COUNTERSIGN, COLLEAGUE, value="agree")
    desk.decide(case, "city", Verb.REMOVE_SIGNER, CLERK, people=["sun"])
    assert waiting(desk, case) == []
    desk.decide(case, "city", Verb.APPROVE, CLERK)
    desk.refuse_incoherent(case)


def test_colleagues_are_those_of_the_office_of_the_open_task(desk: Desk):
    case = desk.begin(ALL_SIGN)
    with session_factory(desk.engine)() as session:
        step = compiled_chain(session.connection(), desk.registry, case.version_id).steps["city"]
        found = colleagues(session, desk.registry, case, step)
        everybody = office_colleagues(session, desk.registry, case, step)
        assert steps_for(session, CLERK, case.id) == ["city"]
    assert [one.username for one in found] == ["li", "wang", "sun"]
    assert everybody == found
