"""Random runs of random chains, every one of many acts: what must always hold holds after each of them."""

from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.engine import Actor, allowed, happening, held
from approvals.engine.permitting import earlier
from approvals.words import NAMING, Happening, StepKind, Verb
from kernel.clock import local_day
from kernel.errors import TongbanError
from tests.approvals.engine.promises import (
    refuse_running_while_parties_mend,
    refuse_told_again,
    refuse_unfiled,
)
from tests.approvals.engine.random_chains import Tree, named, trees
from tests.approvals.engine.runs import DEFECT, Run
from tests.approvals.samples import make_chain

PEOPLE = ("li", "wang", "zhao", "qian")
ENDING = frozenset({Verb.WITHDRAW, Verb.TERMINATE, Verb.REJECT, Verb.NOT_ACCEPT})
ACTS = 30


def act_at_random(run: Run, dice: Random) -> None:
    """Somebody does something that they may do, or time passes; what is refused is refused."""
    run.facts = {"amount": dice.randint(0, 4)}
    if dice.random() < 0.25:
        run.later(dice.randint(1, 6))
        while run.state.outcome is None and (found := happening(run.state, local_day(run.at))):
            run.ran_out(*found)
        return
    who = Actor(dice.choice(PEOPLE), frozenset(run.open), admin=dice.random() < 0.2)
    may = allowed(run.chain, run.state, who)
    ways = [(step, verb) for step, verbs in may.items() for verb in verbs if verb not in ENDING]
    back = [one for one in ways if one[1] is Verb.RETURN]
    try:
        if (waits := held(run.chain, run.state, run.facts)) and dice.random() < 0.5:
            run.happen(Happening.HELD, waits[0])
        elif ways:
            step, verb = dice.choice(back if back and dice.random() < 0.3 else ways)
            run.act(step, verb, by=who, opinion="because", **needed(run, dice, step, verb))
    except TongbanError:
        assert run.state is run.states[-1]


def needed(run: Run, dice: Random, step: str, verb: Verb) -> dict[str, Any]:
    """What the verb needs besides a reason."""
    if verb is Verb.RETURN:
        return {"to": dice.choice(earlier(run.chain, run.state, step)), "defects": (DEFECT,)}
    if verb is Verb.JUMP:
        return {"to": dice.choice(list(run.chain.steps))}
    if verb is Verb.COUNTERSIGN:
        return {"value": dice.choice(["agree", "agree", "disagree"])}
    if verb in NAMING:
        return {"people": (dice.choice(PEOPLE),)}
    return {"value": "x"} if step and run.chain.steps[step].kind is StepKind.CHOOSE else {}


def last_of(steps: list[dict[str, Any]]) -> str:
    """Where a clock may lead: the last of several steps that are in no group, or the end."""
    plain = [one["name"] for one in steps if one["kind"] not in ("branch", "parallel", "auto")]
    return plain[-1] if len(plain) > 2 else "granted"


@settings(max_examples=60, deadline=None)
@given(
    trees(2),
    st.randoms(use_true_random=False),
    st.sampled_from(["", "remind", "approve"]),
    st.booleans(),
    st.booleans(),
)
def test_what_must_always_hold_holds_after_every_act(
    tree: Tree, dice: Random, clock: str, passes: bool, files: bool
):
    more: dict[str, Any] = {"clock": {"days": 9, "on_overdue": clock}} if clock else {}
    steps = named(tree, [])
    persons = [one for one in steps if one["kind"] in ("fill", "confirm")]
    if files and persons:
        persons[-1]["files"] = True
        # a clock that may lead past the filing act
        persons[0] |= {"clock": {"days": 2, "on_overdue": "go_to"}, "on": {"overdue": last_of(steps)}}
    body = make_chain(*steps, **more)
    run = Run(body, amount=3, checks=lambda _: passes, signers=PEOPLE[:3])
    for _ in range(ACTS):
        if run.state.outcome is not None:
            break
        act_at_random(run, dice)
    refuse_running_while_parties_mend(run)
    refuse_told_again(run)
    refuse_unfiled(run)
    run.refuse_incoherent()
