"""A case led every way it can go: each act of somebody and each happening is tried from each of its states."""

from collections.abc import Callable, Iterator
from datetime import datetime, time
from functools import partial
from typing import Any

from approvals.engine import Actor, alarm_of, allowed, happening, held
from approvals.engine.weighing import choice_at
from approvals.words import Exit, Happening, Verb, Vote
from kernel.clock import LOCAL, local_day
from kernel.errors import TongbanError
from tests.approvals.engine.runs import DEFECT, Run

SIGNERS = ("li", "wang", "zhao")
LEADING = frozenset(
    {Verb.SUBMIT, Verb.RESUBMIT, Verb.ACCEPT, Verb.NOT_ACCEPT, Verb.APPROVE, Verb.REJECT}
    | {Verb.RETURN, Verb.COUNTERSIGN, Verb.SUBSTITUTE}
)
"""The verbs that lead a case on."""
BY_THEMSELVES = frozenset({Exit.OVERDUE, Exit.FAILED})
MOST_STATES = 400
Move = Callable[["Explored"], object]


class Explored(Run):
    """A case of which copies are led different ways."""

    def copy(self) -> "Explored":
        """The same case once more."""
        new = object.__new__(Explored)
        new.__dict__ |= self.__dict__
        new.entries, new.effects = list(self.entries), list(self.effects)
        return new

    @property
    def standing(self) -> tuple[object, ...]:
        """What makes two states alike for whatever may come next."""
        state = self.state
        signed = tuple(one.signed for one in state.open)
        return tuple(self.open), signed, frozenset(state.passed), tuple(state.chosen.items())


def ends_of(body: dict[str, Any], facts: dict[str, Any], *, passes: bool) -> Iterator[Explored]:
    """Every end of a chain; whether checks are passed is the same throughout."""
    pending = [Explored(body, signers=SIGNERS, checks=lambda _: passes, **facts)]
    seen: set[tuple[object, ...]] = set()
    while pending:
        run = pending.pop()
        if run.state.outcome is not None:
            yield run
        elif run.standing not in seen and len(seen) < MOST_STATES:
            seen.add(run.standing)
            led = list(_led(run))
            assert led, f"nothing leads on from {run.open}"
            pending += led


def _led(run: Explored) -> Iterator[Explored]:
    for move in (*_acts(run), *_happenings(run)):
        new = run.copy()
        try:
            move(new)
        except TongbanError:
            continue
        yield new


def _acts(run: Explored) -> Iterator[Move]:
    steps = frozenset(run.open)
    for name in (*SIGNERS, *(f"clerk_of_{step}" for step in run.open)):
        who = Actor(name, frozenset() if name in SIGNERS else steps, stands_in=steps)
        for step, verbs in allowed(run.chain, run.state, who).items():
            for verb in LEADING & set(verbs):
                for value in _values(run, step, verb):
                    yield partial(
                        Explored.act,
                        step=step,
                        verb=verb,
                        by=who,
                        value=value,
                        opinion="because",
                        defects=(DEFECT,),
                    )


def _values(run: Explored, step: str, verb: Verb) -> tuple[str, ...]:
    node = run.chain.steps[step]
    if verb is Verb.COUNTERSIGN:
        return tuple(Vote)
    choice = choice_at(run.chain, node)
    return tuple(one.value for one in choice.options) if choice is not None else ("",)


def _happenings(run: Explored) -> Iterator[Move]:
    for step in run.open:
        node = run.chain.steps[step]
        if node.event:
            yield partial(Explored.happen, verb=Happening.EVENT, step=step, value=node.event)
        for way in node.exits.keys() - BY_THEMSELVES:
            yield partial(Explored.happen, verb=Happening.EXIT, step=step, way=way)
    for step in held(run.chain, run.state, run.facts):
        yield partial(Explored.happen, verb=Happening.HELD, step=step)
    if alarm_of(run.state) is not None:
        yield _time_passes


def _time_passes(run: Explored) -> None:
    """The next clock runs out; reminders on the way are given."""
    for _ in range(1_500):
        while found := happening(run.state, local_day(run.at)):
            run.happen(*found)
            if found[0] is not Happening.REMIND:
                return
        day = max(alarm_of(run.state) or local_day(run.at), local_day(run.at))
        run.at = max(run.at, datetime.combine(day, time(9), LOCAL))
        if not happening(run.state, day):
            run.later(1)
