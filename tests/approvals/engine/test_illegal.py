"""Every verb where it may not be done: refused with the reason and what may be done instead, and nothing changes."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from approvals.engine import WHOLE_CASE, Actor, Defect, allowed
from approvals.words import NAMING, REASONED, StepKind, Verb
from kernel.errors import TongbanError
from tests.approvals.engine.runs import DEFECT, Run
from tests.approvals.engine.test_waiting import make_choice, make_notice, make_wait
from tests.approvals.samples import make_chain, make_fill, make_step

ALL = [verb.value for verb in Verb if verb is not Verb.RESUBMIT]
FULL = make_step("a", verbs=[verb for verb in ALL if verb != "submit"], substitute=None)
AFTER = make_step("b", apart=["a"])


def open_at(step: dict[str, Any]) -> Run:
    """A case that waits at the step, after a filing."""
    run = Run(
        make_chain(make_fill("f"), {key: value for key, value in step.items() if value is not None}, AFTER)
    )
    run.act("f", Verb.SUBMIT)
    return run


def handed() -> Run:
    run = open_at(FULL)
    run.act("a", Verb.TRANSFER, people=("wang",))
    return run


def suspended() -> Run:
    run = open_at(FULL)
    run.act("a", Verb.SUSPEND, opinion="because")
    return run


def returned() -> Run:
    run = open_at(FULL)
    run.act("a", Verb.RETURN, defects=(DEFECT,))
    return run


def closed() -> Run:
    run = open_at(FULL)
    run.act("a", Verb.NOT_ACCEPT, opinion="because")
    return run


SCENES: dict[str, Callable[[], Run]] = {
    "act": lambda: open_at(FULL),
    "confirm": lambda: open_at(make_step("a", kind="confirm", office=None, party="employer")),
    "fill": lambda: open_at(make_fill("a", party="employer")),
    "choice": lambda: open_at(make_choice("a")),
    "vote": lambda: open_at(make_step("a", votes={"need": "all"})),
    "wait": lambda: open_at(make_wait("a")),
    "notice": lambda: open_at(make_notice("a")),
    "handed": handed,
    "suspended": suspended,
    "returned": returned,
    "closed": closed,
}
ACTORS = {
    "theirs": Actor("li", frozenset({"a", "f"})),
    "began": Actor("zhang", frozenset({"a", "f"}), initiator=True),
    "stranger": Actor("nobody"),
    "overseer": Actor("chen", admin=True),
    "deputy": Actor("sun", frozenset({"a"}), on_behalf="zhang"),
}


@pytest.mark.parametrize("scene", SCENES)
def test_what_is_not_allowed_is_refused_with_a_remedy_and_what_is_allowed_may_be_done(scene: str):
    run = SCENES[scene]()
    for name, who in ACTORS.items():
        found = allowed(run.chain, run.state, who)
        for step, verb in product(("a", "f", "b", "nowhere", WHOLE_CASE), Verb):
            refused, told = tried(run, who, step, verb), f"{scene}: {name} does {verb} at {step!r}"
            # whoever began a case takes it back from any page of it
            may = verb in found.get(step, ()) or (
                verb is Verb.WITHDRAW and who.initiator and run.state.outcome is None
            )
            assert (refused is None) == may, f"{told}: {refused}"
            if refused is not None:
                words = (refused.what.zh, refused.what.en, refused.remedy.zh, refused.remedy.en)
                assert all(words), told


def tried(run: Run, who: Actor, step: str, verb: Verb) -> TongbanError | None:
    """Why the act is refused; afterwards the case stands as before, whether it was or not."""
    before, entries = run.state, len(run.entries)
    try:
        run.act(step, verb, by=who, **complete(run, step, verb))
    except TongbanError as error:
        assert (run.state, len(run.entries)) == (before, entries)
        return error
    run.state = before
    del run.entries[entries:]
    return None


@pytest.mark.parametrize("verb", sorted(REASONED | {Verb.RETURN}))
def test_what_needs_a_reason_is_refused_without_one_at_the_place_where_it_is_written(verb: Verb):
    run = open_at(
        make_step("a", kind="confirm", office=None, party="employer", verbs=["approve", "reject", "return"])
    )
    if verb is Verb.SUBSTITUTE:
        run = open_at(
            make_step("a", kind="confirm", office=None, party="employer", substitute={"sections": ["s"]})
        )
    if verb in (Verb.NOT_ACCEPT, Verb.SUSPEND):
        run = open_at(FULL)
    step = WHOLE_CASE if verb in (Verb.TERMINATE, Verb.JUMP) else "a"
    admin = step == WHOLE_CASE
    who = (
        Actor("zhang", initiator=True)
        if verb is Verb.SUBSTITUTE
        else Actor("li", frozenset({"a"}), admin=admin)
    )
    before = run.state
    for opinion in ("", "  "):
        with pytest.raises(TongbanError) as refused:
            run.act(step, verb, by=who, to="b" if verb is Verb.JUMP else "", opinion=opinion)
        assert refused.value.place in ("opinion", "defects")
        assert refused.value.remedy.en
        assert run.state is before


def complete(run: Run, step: str, verb: Verb) -> dict[str, Any]:
    """Everything that the verb needs besides being allowed."""
    said: dict[str, Any] = {"opinion": "because"}
    if verb is Verb.RETURN:
        said["defects"] = (Defect("photo", "不清楚"),)
    if verb is Verb.JUMP:
        said["to"] = "b"
    if verb is Verb.COUNTERSIGN:
        said["value"] = "agree"
    if verb is Verb.SUBMIT and step in run.chain.steps and run.chain.steps[step].kind is StepKind.CHOOSE:
        said["value"] = "ours"
    if verb in NAMING:
        said["people"] = ("qian",)
    if verb is Verb.REMOVE_SIGNER:
        said["people"] = ("wang",)
    return said
