"""A case run in memory, its log kept beside it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from approvals.chains.definition import Step
from approvals.chains.reading import read_chain
from approvals.engine import (
    Act,
    Actor,
    Advance,
    Defect,
    Entry,
    State,
    advance,
    compiled,
    in_vain,
    replay,
    start,
)
from approvals.words import Happening, Verb
from kernel.errors import TongbanError
from kernel.workdays import Calendar

BEGIN = datetime(2026, 3, 10, 2, tzinfo=UTC)
WORKDAYS = Calendar()
DEFECT = Defect("photo", "不清楚")


class Run:
    """One case; every act is done by somebody who may, unless the test says who."""

    def __init__(
        self,
        body: dict[str, Any],
        calendar: Calendar = WORKDAYS,
        *,
        at: datetime = BEGIN,
        signers: Sequence[str] = ("li", "wang"),
        checks: Callable[[Step], bool] = lambda _: True,
        **facts: Any,
    ) -> None:
        self.chain, self.facts, self.at = compiled(read_chain(body)), facts, at
        self.calendar = calendar
        self.entries: list[Entry] = []
        self.states: list[State] = []
        """The state after each entry of the log."""
        self.effects: list[str] = []
        self.state = State()
        self.asked: dict[str, Any] = {"signers": lambda _: signers, "checks": checks}
        self._keep(
            start(self.chain, facts, actor="zhang", at=self.at, calendar=lambda: self.calendar, **self.asked)
        )

    @property
    def open(self) -> list[str]:
        """The open steps."""
        return [one.step for one in self.state.open]

    def later(self, days: int) -> None:
        """So many days pass."""
        self.at += timedelta(days=days)

    def act(self, step: str, verb: Verb, *, by: Actor | None = None, **more: Any) -> Advance:
        """Somebody does something."""
        who = by or Actor("li", frozenset({step}), initiator=True)
        act = Act(verb=verb, at=self.at, actor=who.id, step=step, **more)
        return self._advance(act, who)

    def happen(self, verb: Happening, step: str = "", **more: Any) -> Advance:
        """Something happens by itself."""
        return self._advance(Act(verb=verb, at=self.at, step=step, **more), None)

    def ran_out(self, verb: Happening, step: str = "") -> Advance:
        """Something happens by itself, in vain if nothing can come of it."""
        act = Act(verb=verb, at=self.at, step=step)
        try:
            return self._advance(act, None)
        except TongbanError as refused:
            return self._advance(in_vain(act, refused), None)

    def _advance(self, act: Act, who: Actor | None) -> Advance:
        known = dict(actor=who, calendar=lambda: self.calendar, **self.asked)
        return self._keep(advance(self.chain, self.state, act, self.facts, **known))

    def _keep(self, found: Advance) -> Advance:
        self.state = found.state
        self.entries.append(found.entry)
        self.states.append(found.state)
        self.effects += [str(row["effect"]) for row in found.effects]
        return found

    def refuse_incoherent(self) -> None:
        """The log leads to the state, both also when JSON has kept them."""
        kept = [Entry.from_json(entry.to_json()) for entry in self.entries]
        assert kept == self.entries
        again = replay(self.chain, kept)
        assert again == self.state == State.from_json(self.state.to_json())
        assert again.at == self.state.at == kept[-1].act.at.timestamp()
        assert all(one.act.at <= then.act.at for one, then in pairwise(kept))
