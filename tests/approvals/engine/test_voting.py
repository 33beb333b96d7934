"""Votes of several signers: how many have to agree, in what order, and who may not vote."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from approvals.chains.definition import Votes
from approvals.engine import Actor, replay
from approvals.engine.openings import Opening
from approvals.engine.voting import needed, tally
from approvals.words import Need, Outcome, Verb
from kernel.errors import Invalid, NotAllowed
from tests.approvals.engine.runs import BEGIN, Run
from tests.approvals.samples import make_chain, make_fill, make_step

NAMES = ("li", "wang", "zhao", "qian")


def make_vote(
    *votes: str,
    signers: tuple[str, ...] = NAMES,
    on: dict[str, Any] | None = None,
    verbs: Sequence[str] = ("countersign", "return", "remove_signer", "add_signer"),
    **rule: Any,
) -> Run:
    """A case at a step that is voted on, with these votes cast in turn."""
    step = make_step("v", votes=rule, on=on or {}, verbs=list(verbs))
    run = Run(make_chain(make_fill("f"), step, make_step("b", apart=["v"])), signers=signers)
    run.act("f", Verb.SUBMIT)
    for name, vote in zip(signers, votes, strict=False):
        cast(run, name, vote)
    return run


def cast(run: Run, name: str, vote: str) -> None:
    """Somebody votes."""
    run.act("v", Verb.COUNTERSIGN, by=Actor(name), value=vote, opinion="because")


@pytest.mark.parametrize(
    ("rule", "votes", "opened", "outcome"),
    [
        ({"need": "all"}, ["agree"] * 4, ["b"], None),
        ({"need": "all"}, ["agree", "agree"], ["v"], None),
        ({"need": "all"}, ["agree", "disagree"], [], Outcome.REFUSED),
        ({"need": "any"}, ["disagree", "agree"], ["b"], None),
        ({"need": "any"}, ["disagree"] * 4, [], Outcome.REFUSED),
        ({"need": "count", "of": 2}, ["agree", "disagree", "agree"], ["b"], None),
        ({"need": "count", "of": 9}, ["agree"] * 4, ["b"], None),
        ({"need": "percent", "of": 60}, ["agree", "agree", "agree"], ["b"], None),
        ({"need": "percent", "of": 60}, ["disagree", "disagree"], [], Outcome.REFUSED),
    ],
)
def test_the_step_is_decided_as_soon_as_the_votes_say_so(
    rule: dict[str, Any], votes: list[str], opened: list[str], outcome: Outcome | None
):
    run = make_vote(*votes, **rule)
    assert (run.open, run.state.outcome) == (opened, outcome)
    run.refuse_incoherent()


def lent_beside_a_signer() -> Run:
    """A step for which Zhao signs too, and for which Li has asked Wang's opinion."""
    verbs = ["approve", "reject", "delegate", "add_signer", "countersign"]
    run = Run(make_chain(make_fill("f"), make_step("a", verbs=verbs)))
    run.act("f", Verb.SUBMIT)
    run.act("a", Verb.ADD_SIGNER, people=("zhao",))
    run.act("a", Verb.DELEGATE, people=("wang",))
    return run


def test_a_signer_votes_while_an_opinion_is_asked_for():
    run = lent_beside_a_signer()
    run.act("a", Verb.COUNTERSIGN, by=Actor("zhao"), value="agree")
    [opening] = run.state.open
    assert opening.signed == (("zhao", "agree"),)
    assert (opening.holder, opening.lender) == ("wang", "li")
    run.act("a", Verb.APPROVE, by=Actor("wang"), opinion="材料齐全")
    assert run.state.open[0].holder == "li"
    run.act("a", Verb.APPROVE)
    run.refuse_incoherent()
    assert run.state.outcome is Outcome.GRANTED


def test_a_vote_is_counted_while_an_opinion_is_asked_for():
    run = make_vote(need="any", verbs=["countersign", "delegate"])
    run.act("v", Verb.DELEGATE, people=("sun",))
    cast(run, "wang", "agree")
    run.refuse_incoherent()
    assert run.open == ["b"]


def test_a_log_of_before_took_such_a_vote_for_the_opinion():
    run = lent_beside_a_signer()
    run.act("a", Verb.COUNTERSIGN, by=Actor("zhao"), value="agree")
    *before, vote = run.entries
    [opening] = replay(run.chain, [*before, replace(vote, ways={})]).open
    assert (opening.holder, opening.lender, opening.signed) == ("li", "", (("zhao", "countersign"),))


def test_in_a_given_order_nobody_signs_before_their_turn():
    run = make_vote("agree", need="all", order="given")
    with pytest.raises(NotAllowed):
        cast(run, "zhao", "agree")
    cast(run, "wang", "agree")
    assert [name for name, _ in run.state.open[0].signed] == ["li", "wang"]


def test_nobody_signs_twice_and_no_stranger_signs():
    run = make_vote("agree", need="all")
    for name in ("li", "sun"):
        with pytest.raises(NotAllowed):
            cast(run, name, "agree")


def test_a_vote_against_needs_a_reason_and_a_vote_is_one_of_two():
    run = make_vote(need="all")
    with pytest.raises(Invalid) as unreasoned:
        run.act("v", Verb.COUNTERSIGN, by=Actor("li"), value="disagree")
    assert unreasoned.value.place == "opinion"
    with pytest.raises(Invalid) as unknown:
        run.act("v", Verb.COUNTERSIGN, by=Actor("li"), value="perhaps")
    assert unknown.value.place == "value"


def test_who_began_the_case_has_no_vote_and_a_step_without_voters_is_refused():
    assert make_vote(need="all", signers=("zhang", "li")).state.open[0].signers == ("li",)
    with pytest.raises(Invalid) as refused:
        make_vote(need="all", signers=("zhang",))
    assert refused.value.place == "v"


def test_a_signer_who_is_removed_may_be_the_one_who_was_missing():
    run = make_vote("agree", "agree", "agree", need="all")
    office = Actor("sun", frozenset({"v"}))
    with pytest.raises(Invalid):
        run.act("v", Verb.REMOVE_SIGNER, by=office, people=("li",))
    run.act("v", Verb.REMOVE_SIGNER, by=office, people=("qian",))
    assert run.open == ["b"]
    assert run.state.did("v") == ("li", "wang", "zhao", "sun")
    run.refuse_incoherent()


def test_a_signer_who_is_added_has_to_agree_too():
    run = make_vote("agree", "agree", need="all", signers=("li", "wang", "zhao"))
    run.act("v", Verb.ADD_SIGNER, by=Actor("sun", frozenset({"v"})), people=("qian", "li"))
    cast(run, "zhao", "agree")
    assert run.open == ["v"]
    cast(run, "qian", "agree")
    assert run.open == ["b"]


@given(
    st.sampled_from(Need),
    st.integers(1, 100),
    st.lists(st.sampled_from(["agree", "disagree", ""]), min_size=1),
)
def test_a_vote_is_won_or_lost_exactly_when_nothing_can_change_it(need: Need, of: int, votes: list[str]):
    rule = Votes(need, of)
    names = [str(number) for number in range(len(votes))]
    signed = tuple((name, vote) for name, vote in zip(names, votes, strict=True) if vote)
    opening = Opening("v", 1, BEGIN.date(), signers=tuple(names), signed=signed)
    goal = needed(rule, len(names))
    assert 1 <= goal <= len(names)
    found = tally(rule, opening)
    agreed, waiting = votes.count("agree"), votes.count("")
    assert (found is True) == (agreed >= goal)
    assert (found is False) == (agreed + waiting < goal)
