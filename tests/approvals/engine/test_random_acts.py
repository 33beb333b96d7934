"""Random acts on random small chains: whatever is done, the log leads to the state and an end is an end."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from approvals.engine import Actor, allowed, happening
from approvals.engine.permitting import earlier
from approvals.words import Outcome, Verb
from kernel.clock import local_day
from kernel.errors import TongbanError
from tests.approvals.engine.runs import DEFECT, Run
from tests.approvals.samples import (
    make_auto,
    make_branch,
    make_case,
    make_chain,
    make_fill,
    make_parallel,
    make_step,
)

LEAVES = ("act", "fill", "confirm", "auto")
LATE = ("remind", "approve", "reject")
Tree = list[tuple[str, Any]]


def trees(depth: int) -> st.SearchStrategy[Tree]:
    """Trees of steps, branches and parallel groups, without names."""
    leaf = st.tuples(st.sampled_from(LEAVES), st.sampled_from([None, *LATE]))
    if depth == 0:
        return st.lists(leaf, min_size=1, max_size=2)
    inner = trees(depth - 1)
    group = st.tuples(st.sampled_from(["branch", "parallel"]), st.lists(inner, min_size=2, max_size=2))
    return st.lists(leaf | group, min_size=1, max_size=3)


def named(tree: Tree, names: list[str]) -> list[dict[str, Any]]:
    """The tree as nodes of a body; each step has an effect of its own name."""
    found: list[dict[str, Any]] = []
    for kind, inside in tree:
        names.append(f"n{len(names)}")
        name = names[-1]
        common: dict[str, Any] = {"effects": [{"effect": name}]}
        if kind in LEAVES[:3] and inside is not None:
            common["clock"] = {"days": len(names) % 3 + 1, "on_overdue": inside}
        match kind, inside:
            case "act", _:
                found.append(
                    make_step(name, verbs=["accept", "not_accept", "approve", "reject", "return"], **common)
                )
            case "fill", _:
                found.append(make_fill(name, **common))
            case "confirm", _:
                found.append(make_step(name, kind="confirm", party="employer", office=None, **common))
            case "auto", _:
                found.append(make_auto(name, **common))
            case "branch", [first, second]:
                way = make_case(f"{name}c", *named(first, names), when="amount > 2")
                found.append(make_branch(name, way, **{"else": named(second, names)}))
            case "parallel", [first, second]:
                lanes = {f"{name}l": named(first, names), f"{name}r": named(second, names)}
                found.append(make_parallel(name, **lanes))
    return found


class Acts(RuleBasedStateMachine):
    """One case, done to at random."""

    run: Run

    @initialize(tree=trees(2), amount=st.integers(0, 4), clock=st.booleans())
    def begin(self, tree: Tree, amount: int, clock: bool) -> None:
        more = {"clock": {"days": 4}} if clock else {}
        self.run = Run(make_chain(*named(tree, []), **more), amount=amount)

    @precondition(lambda self: self.run.state.outcome is None)
    @rule(pick=st.integers(0, 999), amount=st.integers(0, 4), where=st.integers(0, 9))
    def somebody_acts(self, pick: int, amount: int, where: int) -> None:
        state, chain = self.run.state, self.run.chain
        self.run.facts = {"amount": amount}
        everyone = Actor("li", frozenset(self.run.open))
        choices = [(step, verb) for step, verbs in allowed(chain, state, everyone).items() for verb in verbs]
        step, verb = choices[pick % len(choices)]
        targets = earlier(chain, state, step)
        to = targets[where % len(targets)] if verb is Verb.RETURN else ""
        found = self.run.act(step, verb, opinion="because", defects=(DEFECT,), to=to)
        assert step in found.closed

    @precondition(lambda self: self.run.state.outcome is None)
    @rule(days=st.integers(1, 9))
    def days_pass(self, days: int) -> None:
        self.run.later(days)
        while found := happening(self.run.state, local_day(self.run.at)):
            self.run.happen(*found)
            if self.run.state.outcome is not None:
                return

    @precondition(lambda self: self.run.state.outcome is None)
    @rule()
    def the_applicant_withdraws(self) -> None:
        if self.run.state.seq % 7 == 0:
            self.run.act("", Verb.WITHDRAW)
            assert self.run.state.outcome is Outcome.WITHDRAWN

    @rule(
        pick=st.integers(0, 99), verb=st.sampled_from([Verb.APPROVE, Verb.SUBMIT, Verb.WITHDRAW, Verb.RETURN])
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
        everyone = Actor("li", frozenset(self.run.chain.steps), initiator=True)
        assert bool(allowed(self.run.chain, state, everyone)) == (state.outcome is None)

    @invariant()
    def every_due_day_is_a_working_day(self) -> None:
        state = self.run.state
        for due in [state.due, *(one.due for one in state.open)]:
            assert due is None or self.run.calendar.is_working(due.on)

    @invariant()
    def a_step_passed_once_had_its_effects_once(self) -> None:
        done = Counter(self.run.effects)
        returned = any(entry.act.verb is Verb.RETURN for entry in self.run.entries)
        for step in self.run.state.passed:
            assert done[step] >= 1
            assert returned or done[step] == 1


Acts.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestRandomActs = Acts.TestCase
