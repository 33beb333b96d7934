"""Random acts on random small chains: whatever is done, the log leads to the state and an end is an end."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from approvals.chains.definition import Branch, Chain, Node, StepSpot, spots_of, steps_of
from approvals.chains.reading import read_chain
from approvals.engine import WHOLE_CASE, Actor, allowed, awaited, beyond, happening, held, reckoning
from approvals.engine.permitting import earlier
from approvals.engine.voting import unsigned
from approvals.simulating import simulated
from approvals.soundness import problems_of
from approvals.words import Happening, Outcome, StepKind, Unit, Verb
from kernel.clock import local_day
from kernel.errors import TongbanError
from kernel.text import Text
from kernel.workdays import Calendar, DayKind
from tests.approvals.engine.promises import refuse_running_while_parties_mend, refuse_told_again
from tests.approvals.engine.random_chains import Tree, named, trees
from tests.approvals.engine.runs import BEGIN, DEFECT, Run
from tests.approvals.samples import make_chain

PEOPLE = ("li", "wang", "zhao", "qian", "zhang")
STAYING = frozenset(
    {Verb.TRANSFER, Verb.DELEGATE, Verb.ADD_SIGNER, Verb.REMOVE_SIGNER, Verb.CC, Verb.URGE}
    | {Verb.SUSPEND, Verb.RESUME, Verb.COUNTERSIGN, Verb.TAKE_BACK}
)
"""Verbs after which the step may be open as before."""
AGAIN = frozenset({Verb.RETURN, Verb.JUMP, Verb.TAKE_BACK})
"""Verbs after which a step may be passed a second time."""
LATE = ("", "remind", "approve", "reject", "go_to")
"""What happens to a case that is late as a whole; it has no clock at all in the first case."""
PICKS, NAMES = st.integers(0, 999), st.sampled_from(PEOPLE)
IS_OPEN = precondition(lambda self: self.run.state.outcome is None)


class Acts(RuleBasedStateMachine):
    """One case, done to at random."""

    run: Run

    @initialize(tree=trees(2), amount=st.integers(0, 4), clock=st.sampled_from(LATE), passes=st.booleans())
    def begin(self, tree: Tree, amount: int, clock: str, passes: bool) -> None:
        more: dict[str, Any] = {"clock": {"days": 4, "on_overdue": clock}} if clock else {}
        steps = named(tree, [])
        if clock == "go_to":
            plain = (one["name"] for one in steps if one["kind"] not in ("branch", "parallel"))
            more["on"] = {"overdue": next(plain, "lapsed")}
        body = make_chain(*steps, **more)
        chain = read_chain(body)
        assert problems_of(chain) == beyond(chain) == []
        self.run = Run(body, amount=amount, checks=lambda _: passes, signers=PEOPLE[:3])

    @IS_OPEN
    @rule(
        acts=st.lists(st.tuples(PICKS, st.integers(0, 4), st.integers(0, 9), NAMES), min_size=1, max_size=4)
    )
    def some_people_act(self, acts: list[tuple[int, int, int, str]]) -> None:
        for act in acts:
            if self.run.state.outcome is None:
                self.somebody_acts(*act)

    def somebody_acts(self, pick: int, amount: int, where: int, name: str) -> None:
        state, chain = self.run.state, self.run.chain
        self.run.facts = {"amount": amount}
        who = Actor(
            name,
            frozenset(self.run.open),
            admin=pick % 5 == 0,
            initiator=pick % 7 == 0,
            on_behalf="wang" if pick % 11 == 0 else "",
        )
        choices = [
            (step, verb)
            for step, verbs in allowed(chain, state, who).items()
            for verb in verbs
            if verb not in (Verb.WITHDRAW, Verb.TERMINATE)
        ]
        if not choices:
            return
        step, verb = choices[pick % len(choices)]
        try:
            found = self.run.act(step, verb, by=who, opinion="because", **self.needed(step, verb, where))
        except TongbanError:
            # what is allowed may still lack something: it is refused, and nothing has changed
            assert self.run.state is state
            return
        handed_back = verb not in STAYING and step in self.run.open
        assert step in (*found.closed, WHOLE_CASE) or verb in STAYING or handed_back

    def needed(self, step: str, verb: Verb, where: int) -> dict[str, Any]:
        """What a verb needs besides a reason."""
        chain, state = self.run.chain, self.run.state
        others = [name for name in PEOPLE if name != "zhang"]
        match verb:
            case Verb.RETURN:
                targets = earlier(chain, state, step)
                to = targets[where % len(targets)]
                clock = chain.steps[to].clock
                terms = clock.terms if clock else ()
                return {"to": to, "defects": (DEFECT,), "days": where % (len(terms) + 1)}
            case Verb.JUMP:
                return {"to": list(chain.steps)[where % len(chain.steps)]}
            case Verb.COUNTERSIGN:
                return {"value": ("agree", "disagree")[where % 3 == 0]}
            case Verb.TRANSFER | Verb.DELEGATE | Verb.CC | Verb.ADD_SIGNER | Verb.REMOVE_SIGNER:
                return {"people": (others[where % len(others)],)}
            case _:
                return (
                    {"value": "xy"[where % 2] if chain.steps[step].kind is StepKind.CHOOSE else ""}
                    if step
                    else {}
                )

    @IS_OPEN
    @rule(days=st.integers(1, 9))
    def days_pass(self, days: int) -> None:
        self.run.later(days)
        while found := happening(self.run.state, local_day(self.run.at)):
            self.run.ran_out(*found)
            if self.run.state.outcome is not None:
                return

    @IS_OPEN
    @rule(seconds=st.integers(-90, 90))
    def the_clock_is_set(self, seconds: int) -> None:
        at = max(self.run.at + timedelta(seconds=seconds), BEGIN)
        if at.timestamp() >= self.run.state.at - 60:
            self.run.at = at

    @IS_OPEN
    @rule(amount=st.integers(0, 4))
    def something_comes_from_outside(self, amount: int) -> None:
        state, chain = self.run.state, self.run.chain
        self.run.facts = {"amount": amount}
        waits = [(step, Happening.HELD, "") for step in held(chain, state, self.run.facts)]
        waits += [(step, Happening.EVENT, "e") for step in awaited(chain, state, "e") if not state.suspended]
        for step, verb, value in waits[:1]:
            try:
                self.run.happen(verb, step, value=value)
            except TongbanError:
                # what comes next cannot be: nothing has changed
                assert self.run.state is state

    @IS_OPEN
    @rule(there=st.booleans())
    def nobody_is_there_to_vote_or_everybody(self, there: bool) -> None:
        self.run.asked["signers"] = lambda _: PEOPLE[:3] if there else ()

    @IS_OPEN
    @rule(name=NAMES)
    def an_account_is_closed(self, name: str) -> None:
        state = self.run.state
        theirs = [one for one in state.open if name in {one.holder, one.lender, *unsigned(one)}]
        for one in () if state.suspended else theirs[:1]:
            try:
                self.run.happen(Happening.VANISHED, one.step, people=(name,))
            except TongbanError:
                # nobody is left who could vote, or what follows is refused: nothing has changed
                assert self.run.state is state
                continue
            left = self.run.state.opening(one.step)
            assert left is None or name not in {left.holder, left.lender, *unsigned(left)}

    @IS_OPEN
    @rule(off=st.integers(0, 20))
    def the_calendar_changes(self, off: int) -> None:
        if self.run.state.seq % 4:
            return
        day = local_day(self.run.at)
        self.run.calendar = Calendar({day.replace(day=off + 1): DayKind.OFF})
        self.run.happen(Happening.RECKONED)
        # counted once it is counted for good, or the clocks would be counted for ever
        assert reckoning(self.run.chain, self.run.state, self.run.calendar) == {}

    @IS_OPEN
    @rule(verb=st.sampled_from([Verb.WITHDRAW, Verb.TERMINATE]))
    def the_case_is_ended(self, verb: Verb) -> None:
        if self.run.state.seq % 7 == 0:
            by = Actor("zhang", initiator=True, admin=True)
            self.run.act("", verb, by=by, opinion="because")
            assert self.run.state.outcome in (Outcome.WITHDRAWN, Outcome.TERMINATED)

    @rule(
        pick=st.integers(0, 99), verb=st.sampled_from([Verb.APPROVE, Verb.SUBMIT, Verb.WITHDRAW, Verb.JUMP])
    )
    def somebody_tries_what_may_not_be(self, pick: int, verb: Verb) -> None:
        steps = list(self.run.chain.steps)
        step = steps[pick % len(steps)]
        before = self.run.state
        with pytest.raises(TongbanError) as refused:
            self.run.act(step, verb, by=Actor("x"))
        assert refused.value.remedy.zh
        assert refused.value.remedy.en
        assert self.run.state is before

    @invariant()
    def the_log_leads_to_the_state(self) -> None:
        self.run.refuse_incoherent()

    @invariant()
    def a_case_waits_for_somebody_or_is_closed(self) -> None:
        state = self.run.state
        assert bool(state.open) == (state.outcome is None)
        everyone = Actor("sun", frozenset(self.run.chain.steps), initiator=True, admin=True)
        assert bool(allowed(self.run.chain, state, everyone)) == (state.outcome is None)

    @invariant()
    def every_due_day_is_a_working_day(self) -> None:
        state = self.run.state
        last = [
            entry.at
            for entry in (entry.act for entry in self.run.entries)
            if entry.verb is Happening.RECKONED
        ]
        for due in [state.due, *(one.due for one in state.open)]:
            assert due is None or last or self.run.calendar.is_working(due.on)

    @invariant()
    def clocks_stand_exactly_while_a_case_rests(self) -> None:
        state = self.run.state
        if state.suspended:
            assert all(one.due is None and one.until is None for one in state.open)
        assert state.due is None or not state.stands

    @invariant()
    def the_clock_of_the_case_stands_until_an_office_has_it_back(self) -> None:
        refuse_running_while_parties_mend(self.run)

    @invariant()
    def a_step_is_told_of_once(self) -> None:
        refuse_told_again(self.run)

    @invariant()
    def a_step_passed_once_had_its_effects_once(self) -> None:
        done = Counter(self.run.effects)
        acts = [entry.act for entry in self.run.entries]
        again = any(act.verb in AGAIN or (act.verb is Happening.OVERDUE and not act.step) for act in acts)
        for step in self.run.state.passed:
            wanted = len(self.run.chain.steps[step].effects)
            assert again or done[step] == wanted

    @invariant()
    def what_was_chosen_stays_chosen(self) -> None:
        state = self.run.state
        for entry in self.run.entries:
            act = entry.act
            if act.verb is Verb.SUBMIT and self.run.chain.steps[act.step].kind is StepKind.CHOOSE:
                assert state.chosen[act.step] == act.value


Acts.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestRandomActs = Acts.TestCase


def nested_in(branch: Branch) -> Iterator[StepSpot]:
    """The steps in branches inside of the branch."""
    ways = [*(case.steps for case in branch.cases), branch.otherwise or ()]
    for inner in (one for way in ways for one in branches_in(way)):
        yield from steps_of(Chain(title=Text("", ""), steps=(inner,)))


def branches_in(nodes: tuple[Node, ...]) -> Iterator[Branch]:
    """The branches of a tree."""
    for _, thing, _ in spots_of(Chain(title=Text("", ""), steps=nodes)):
        if isinstance(thing, Branch):
            yield thing


@settings(max_examples=40, deadline=None)
@given(trees(2))
def test_every_step_of_a_random_chain_is_on_a_path_that_ends(tree: Tree):
    chain = read_chain(make_chain(*named(tree, [])))
    found = simulated(chain)
    assert all(path.outcome or path.back_to for path in found.paths)
    walked = {leg.step.name for path in found.paths for leg in path.legs}
    # all branches read the same rule, so one at once inside another goes one way only
    unsure = {one.step.name for branch in branches_in(chain.steps) for one in nested_in(branch)}
    assert found.more or walked | unsure == {step.name for _, step, _ in steps_of(chain)}
    assert any(path.outcome is Outcome.GRANTED for path in found.paths)
    assert all(set(path.days) <= set(Unit) for path in found.paths)
