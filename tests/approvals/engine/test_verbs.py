"""Hand-overs, votes, rests and all else that people do to a case besides deciding it."""

from typing import Any

import pytest
from msgspec.structs import replace

from approvals.engine import WHOLE_CASE, Actor, allowed, replay
from approvals.words import Outcome, Verb
from kernel.errors import Conflict, Invalid, NotAllowed
from tests.approvals.engine.runs import Run
from tests.approvals.samples import make_auto, make_chain, make_fill, make_parallel, make_step

EVERY = [verb.value for verb in Verb if verb not in (Verb.RESUBMIT, Verb.SUBMIT, Verb.WITHDRAW)]
ADMIN = Actor("root", admin=True)


def who(name: str, *steps: str, **more: Any) -> Actor:
    """Somebody whose steps these are."""
    return Actor(name, frozenset(steps), **more)


def make_run(*steps: dict[str, Any], **keys: Any) -> Run:
    """A case whose step `a` lists every verb that an act may."""
    return Run(make_chain(*(steps or (make_step("a", verbs=EVERY), make_step("b"))), **keys))


def may(run: Run, actor: Actor, step: str = "a") -> set[str]:
    """What somebody may do at a step."""
    return set(allowed(run.chain, run.state, actor).get(step, ()))


def test_a_step_that_was_handed_over_is_of_that_account_alone():
    run = make_run()
    found = run.act("a", Verb.TRANSFER, by=who("li", "a"), people=("wang",))
    assert [one.holder for one in found.changed] == ["wang"]
    assert (found.told, found.opened, found.closed) == (("wang",), (), ())
    with pytest.raises(NotAllowed) as refused:
        run.act("a", Verb.APPROVE, by=who("li", "a"))
    assert "wang" in refused.value.what.en
    run.act("a", Verb.APPROVE, by=who("wang"))
    assert run.open == ["b"]
    run.refuse_incoherent()


def test_an_administrator_gives_a_step_to_somebody_and_back_to_everybody():
    run = make_run(make_step("a"))
    run.act("a", Verb.TRANSFER, by=ADMIN, people=("wang",))
    run.act("a", Verb.TRANSFER, by=ADMIN)
    assert Verb.APPROVE in may(run, who("li", "a"))


def test_who_has_a_step_alone_gives_it_back_to_everybody():
    run = make_run()
    run.act("a", Verb.TRANSFER, by=who("li", "a"), people=("wang",))
    run.act("a", Verb.TRANSFER, by=who("wang"))
    assert Verb.APPROVE in may(run, who("li", "a"))
    with pytest.raises(Invalid):
        run.act("a", Verb.TRANSFER, by=who("li", "a"))
    run.refuse_incoherent()


def test_who_is_asked_for_an_opinion_gives_it_and_the_step_comes_back():
    run = make_run()
    run.act("a", Verb.DELEGATE, by=who("li", "a"), people=("wang",))
    assert may(run, who("wang")) == {"accept", "not_accept", "approve", "reject"}
    found = run.act("a", Verb.REJECT, by=who("wang"), opinion="not like this")
    assert (found.told, run.open, run.state.outcome) == (("li",), ["a"], None)
    run.act("a", Verb.APPROVE, by=who("li", "a"))
    assert run.state.did("a") == ("wang", "li")
    run.refuse_incoherent()


@pytest.mark.parametrize("verb", [Verb.APPROVE, Verb.REJECT, Verb.ACCEPT])
def test_who_is_asked_for_an_opinion_says_one(verb: Verb):
    run = make_run()
    run.act("a", Verb.DELEGATE, by=who("li", "a"), people=("wang",))
    with pytest.raises(Invalid) as refused:
        run.act("a", verb, by=who("wang"), opinion=" ")
    assert (refused.value.place, "请写明意见" in refused.value.remedy.zh) == ("opinion", True)
    run.act("a", verb, by=who("wang"), opinion="as it should be")


def test_an_opinion_that_was_handed_back_empty_stays_on_record():
    """Logs were written before an opinion had to say something."""
    run = make_run()
    run.act("a", Verb.DELEGATE, by=who("li", "a"), people=("wang",))
    run.act("a", Verb.APPROVE, by=who("wang"), opinion="fine")
    *before, last = run.entries
    assert replay(run.chain, [*before, replace(last, act=replace(last.act, opinion=""))]) == run.state


def test_who_has_asked_for_an_opinion_need_not_wait_for_it():
    run = make_run()
    run.act("a", Verb.DELEGATE, by=who("li", "a"), people=("wang",))
    assert may(run, who("li", "a")) == {"take_back"}
    run.act("a", Verb.TAKE_BACK, by=who("li", "a"))
    run.act("a", Verb.APPROVE, by=who("li", "a"))
    assert run.open == ["b"]
    run.refuse_incoherent()


@pytest.mark.parametrize(
    ("verb", "people"),
    [
        (Verb.TRANSFER, ()),
        (Verb.TRANSFER, ("wang", "zhao")),
        (Verb.TRANSFER, ("zhang",)),
        (Verb.DELEGATE, ("li",)),
        (Verb.DELEGATE, (" ",)),
        (Verb.CC, ()),
        (Verb.ADD_SIGNER, ("zhang",)),
    ],
)
def test_names_that_will_not_do_are_refused(verb: Verb, people: tuple[str, ...]):
    run = make_run()
    with pytest.raises(Invalid) as refused:
        run.act("a", verb, by=who("li", "a"), people=people)
    assert refused.value.place == "people"


def test_a_step_waits_for_those_who_were_asked_to_sign_and_then_decides():
    run = make_run()
    run.act("a", Verb.ADD_SIGNER, by=who("li", "a"), people=("wang", "zhao"))
    with pytest.raises(Conflict) as refused:
        run.act("a", Verb.APPROVE, by=who("li", "a"))
    assert refused.value.what.en == "Not everybody has signed yet: wang, zhao."
    run.act("a", Verb.COUNTERSIGN, by=who("wang"), value="disagree", opinion="no")
    run.act("a", Verb.REMOVE_SIGNER, by=who("li", "a"), people=("zhao",))
    run.act("a", Verb.APPROVE, by=who("li", "a"))
    assert run.open == ["b"]
    run.refuse_incoherent()


def test_a_copy_changes_nothing_but_who_is_told():
    run = make_run()
    before = run.state.open
    found = run.act("a", Verb.CC, by=who("li", "a"), people=("wang", "zhao", "wang"))
    assert (found.told, found.changed, run.state.open) == (("wang", "zhao"), (), before)


def test_one_urges_once_a_day_and_only_what_others_have():
    run = make_run()
    applicant = Actor("zhang", initiator=True)
    run.act("a", Verb.TRANSFER, by=ADMIN, people=("wang",))
    assert run.act("a", Verb.URGE, by=applicant).told == ("wang",)
    with pytest.raises(Conflict):
        run.act("a", Verb.URGE, by=applicant)
    run.later(1)
    run.act("a", Verb.URGE, by=applicant)
    with pytest.raises(NotAllowed):
        run.act("a", Verb.URGE, by=who("wang"))
    run.refuse_incoherent()


def test_everything_rests_while_a_case_is_suspended_and_no_day_is_lost():
    run = make_run(make_fill("f", files=True), make_step("a", clock={"days": 5}), clock={"days": 10})
    run.act("f", Verb.SUBMIT)
    due, whole = run.state.open[0].due, run.state.due
    assert due
    assert whole
    found = run.act("", Verb.SUSPEND, by=ADMIN, opinion="a court decides first")
    assert (run.state.stands, found.entry.stands, found.changed[0].due) == ("suspended", "suspended", None)
    assert allowed(run.chain, run.state, who("li", "a")) == {}
    with pytest.raises(Conflict) as refused:
        run.act("a", Verb.APPROVE, by=who("li", "a"))
    assert "a court decides first" in refused.value.what.en
    run.act("", Verb.RESUME, by=ADMIN)
    assert run.state.open[0].due is not None
    assert (run.state.open[0].due.on, run.state.stands) == (due.on, "")
    assert run.state.due is not None
    assert run.state.due.on == whole.on
    run.refuse_incoherent()


@pytest.mark.parametrize("verb", [Verb.SUSPEND, Verb.TERMINATE, Verb.JUMP])
def test_what_an_administrator_does_needs_a_reason_and_an_administrator(verb: Verb):
    run = make_run()
    with pytest.raises(Invalid) as refused:
        run.act("", verb, by=ADMIN, to="b")
    assert refused.value.place == "opinion"
    with pytest.raises(NotAllowed):
        run.act("", verb, by=who("li", "a"), to="b", opinion="because")


def test_a_terminated_case_is_closed():
    run = make_run()
    run.act("", Verb.TERMINATE, by=ADMIN, opinion="the holder has died")
    assert run.state.outcome is Outcome.TERMINATED
    assert allowed(run.chain, run.state, ADMIN) == {}


def test_a_jump_into_a_lane_drops_the_other_lanes_and_the_case_still_ends():
    lanes = make_parallel("p", left=[make_step("a"), make_step("b")], right=[make_step("c")])
    run = make_run(make_fill("f"), lanes, make_step("d"), make_auto("x"))
    run.act("", Verb.JUMP, by=ADMIN, to="b", opinion="the first half was done on paper")
    assert run.open == ["b"]
    run.act("b", Verb.APPROVE)
    assert run.open == ["d"]
    run.act("", Verb.JUMP, by=ADMIN, to="f", opinion="begin again")
    assert (run.open, dict(run.state.passed)) == (["f"], {})
    with pytest.raises(Invalid) as refused:
        run.act("", Verb.JUMP, by=ADMIN, to="x", opinion="because")
    assert refused.value.place == "to"
    run.refuse_incoherent()


def test_who_passed_a_step_takes_it_back_while_nothing_else_has_happened():
    run = make_run(clock={"days": 9})
    first = run.state.open[0]
    run.act("a", Verb.APPROVE, by=who("li", "a"))
    assert allowed(run.chain, run.state, who("li")) == {"a": (Verb.TAKE_BACK,)}
    assert allowed(run.chain, run.state, who("wang")) == {}
    found = run.act("a", Verb.TAKE_BACK, by=who("li"))
    assert (found.closed, [one.step for one in found.opened]) == (("b",), ["a"])
    assert run.state.open[0].due == first.due
    assert run.state.passed == {}
    run.act("a", Verb.APPROVE, by=who("li", "a"))
    run.act("b", Verb.RETURN, by=who("wang", "b"), opinion="look again")
    with pytest.raises(Conflict):
        run.act("b", Verb.TAKE_BACK, by=who("wang"))
    run.refuse_incoherent()


def test_what_had_an_effect_is_not_taken_back():
    run = make_run(make_step("a", verbs=["approve", "take_back"], effects=[{"effect": "e"}]), make_step("b"))
    run.act("a", Verb.APPROVE, by=who("li", "a"))
    with pytest.raises(Conflict) as refused:
        run.act("a", Verb.TAKE_BACK, by=who("li"))
    assert refused.value.what.en == "The step “a” cannot be taken back any more."


def test_an_application_that_is_taken_back_is_not_filed():
    steps = make_fill("f", files=True, verbs=["submit", "take_back"]), make_step("a")
    run = make_run(*steps, clock={"days": 9})
    run.act("f", Verb.SUBMIT, by=who("zhang", "f"))
    filed = run.state
    run.act("f", Verb.TAKE_BACK, by=who("zhang"))
    assert [bool(state.filed and state.due) for state in (filed, run.state)] == [True, False]
    assert run.open == ["f"]
    run.refuse_incoherent()


def test_a_deputy_acts_for_somebody_and_both_are_kept_apart_afterwards():
    run = make_run(make_step("a"), make_step("b", apart=["a"]))
    found = run.act("a", Verb.APPROVE, by=who("li", "a", on_behalf="wang"))
    assert (found.entry.act.actor, found.entry.act.on_behalf) == ("li", "wang")
    for name in ("li", "wang"):
        with pytest.raises(NotAllowed) as refused:
            run.act("b", Verb.APPROVE, by=who(name, "b"))
        assert refused.value.what.en == "You did a and so cannot do “b”."
    with pytest.raises(NotAllowed):
        run.act("b", Verb.APPROVE, by=who("zhao", "b", on_behalf="zhang"))
    run.act("b", Verb.APPROVE, by=who("zhao", "b"))
    assert run.state.outcome is Outcome.GRANTED
    run.refuse_incoherent()


def test_the_initiator_withdraws_and_an_administrator_looks_after_the_case():
    run = make_run()
    assert allowed(run.chain, run.state, Actor("zhang", initiator=True))[WHOLE_CASE] == (Verb.WITHDRAW,)
    assert set(allowed(run.chain, run.state, ADMIN)[WHOLE_CASE]) == {"suspend", "terminate", "jump"}
