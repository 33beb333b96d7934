"""Accounts that are no more: what they held is everybody's, votes go on without them, and somebody is left to vote."""

import pytest

from approvals.engine import Actor, allowed
from approvals.words import Happening, Outcome, Verb
from kernel.errors import Conflict, Invalid
from tests.approvals.engine.runs import Run
from tests.approvals.samples import make_chain, make_step

HANDED = make_step("a", verbs=["approve", "transfer", "delegate", "add_signer"])


def vote(*votes: str, signers: tuple[str, ...] = ("li", "wang", "zhao"), **rule: object) -> Run:
    """A vote in which the first of the signers have voted."""
    run = Run(make_chain(make_step("a", votes=rule), make_step("b")), signers=list(signers))
    for name, value in zip(signers, votes, strict=False):
        run.act("a", Verb.COUNTERSIGN, by=Actor(name), value=value, opinion="because")
    return run


def gone(run: Run, *people: str) -> Run:
    """They are no more."""
    run.happen(Happening.VANISHED, "a", people=people)
    run.refuse_incoherent()
    return run


def may(run: Run, name: str) -> bool:
    """Whether an account of the office may decide."""
    return Verb.APPROVE in allowed(run.chain, run.state, Actor(name, frozenset({"a"}))).get("a", ())


def test_what_was_handed_to_somebody_who_is_gone_is_everybodys():
    run = Run(make_chain(HANDED))
    run.act("a", Verb.TRANSFER, people=("wang",))
    assert not may(run, "li")
    assert may(gone(run, "wang"), "li")


@pytest.mark.parametrize(("people", "holder"), [(("wang",), "li"), (("li",), ""), (("li", "wang"), "")])
def test_what_was_lent_goes_back_to_who_lent_it_or_else_to_everybody(people: tuple[str, ...], holder: str):
    run = Run(make_chain(HANDED))
    run.act("a", Verb.DELEGATE, people=("wang",))
    opening = gone(run, *people).state.open[0]
    assert (opening.holder, opening.lender) == (holder, "")


def test_a_decision_waits_no_longer_for_a_signer_who_is_gone():
    run = Run(make_chain(HANDED))
    run.act("a", Verb.ADD_SIGNER, people=("wang",))
    assert not may(run, "li")
    assert may(gone(run, "wang"), "li")


def test_a_vote_of_all_is_won_without_who_is_gone_and_their_vote_stays_if_they_had_voted():
    run = gone(vote("agree", "agree", need="all"), "zhao")
    assert run.open == ["b"]
    run = vote("agree", need="all")
    assert gone(run, "wang").state.open[0].signers == ("li", "zhao")
    with pytest.raises(Conflict):
        run.happen(Happening.VANISHED, "a", people=("li",))


def test_a_vote_is_lost_when_those_who_are_left_cannot_win_it():
    run = gone(vote("disagree", need="any"), "wang", "zhao")
    assert run.state.outcome is Outcome.REFUSED


def test_colleagues_come_in_where_a_vote_lacks_people():
    run = vote(need="count", of=2, signers=("li", "wang"))
    run.asked["signers"] = lambda _: ["li", "wang", "qian", "sun"]
    assert gone(run, "wang").state.open[0].signers == ("li", "qian")


def test_a_vote_for_which_nobody_is_left_is_not_won_by_that():
    run = vote(need="all", signers=("li",))
    run.asked["signers"] = lambda _: ["li"]
    with pytest.raises(Invalid) as refused:
        run.happen(Happening.VANISHED, "a", people=("li",))
    assert "role" in refused.value.remedy.en
    run.asked["signers"] = lambda _: ["qian"]
    assert gone(run, "li").state.open[0].signers == ("qian",)


def test_nobody_is_given_up_who_has_nothing():
    run = Run(make_chain(HANDED))
    with pytest.raises(Conflict):
        run.happen(Happening.VANISHED, "a", people=("wang",))
