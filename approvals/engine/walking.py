"""A case on its way through the tree: steps opened, passed, left; pure."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec.structs import replace

from approvals.chains.definition import Branch, Clock, Node, Parallel, Step
from approvals.engine.acts import Act
from approvals.engine.clocks import CASE, UNTIL, last_day, marked, once, stand_of
from approvals.engine.compiling import CompiledChain, Place
from approvals.engine.openings import Due, Left, Opening
from approvals.engine.oracle import OTHERWISE, Oracle
from approvals.engine.state import Correction, State, Undo
from approvals.engine.voting import refuse_unsigned, seats
from approvals.words import Exit, Happening, Outcome, StepKind
from kernel.clock import local_day
from kernel.errors import Conflict
from kernel.text import Text

ENDS = frozenset(outcome.value for outcome in Outcome)
OF_PARTIES = frozenset({StepKind.FILL, StepKind.CONFIRM})
STANDING = frozenset({StepKind.WAIT, StepKind.NOTICE})
MOST_LEAPS = 50
"""More leaps than this in one act are a ring of automatic steps."""


class Walk:
    """One move of a case; `state()` is what it comes to."""

    def __init__(self, chain: CompiledChain, state: State, act: Act, oracle: Oracle) -> None:
        self.chain = chain
        self.before = state
        self.act = act
        self.oracle = oracle
        self.seq = state.seq + 1
        self.day: date = local_day(act.at)
        self.effects: list[Any] = []
        self.told: tuple[str, ...] = ()
        self.initiator = state.initiator
        self.open: dict[str, Opening] = {one.step: one for one in state.open}
        self.passed = dict(state.passed)
        self.lanes = set(state.lanes)
        self.filed = state.filed
        self.due: Due | None = state.due
        self.left: dict[str, Left] = dict(state.left)
        self.correction: Correction | None = state.correction
        self.outcome = state.outcome
        self.suspended, self.stands = state.suspended, state.stands
        self.chosen = state.chosen
        self.hands = state.hands
        self.handed_in = state.handed_in
        self.undo: Undo | None = None
        self.leapt: list[str] = []
        """Where the case was led besides following the chain: steps and outcomes."""
        self._leaps: list[tuple[str, ...]] = []

    def begin(self) -> None:
        """The first node is entered; a chain that nobody files runs its clock at once."""
        self.initiator = self.act.actor
        if not self.chain.files:
            self._file()
        if self.chain.chain.steps:
            self._enter(self.chain.chain.steps[0])
        else:
            self.end(Outcome.GRANTED)

    def pass_step(self, name: str) -> None:
        """The step is done: its effects are due, and the case goes on."""
        opening = self.open.pop(name)
        if opening.signed or self.act.on_behalf:
            hands = [*(who for who, _ in opening.signed), self.act.on_behalf, self.act.actor]
            self.hands = {**self.hands, name: tuple(dict.fromkeys(filter(None, hands)))}
        if self.correction is not None and self.correction.step == name:
            self.correction = None
        self._pass(self.chain.steps[name])

    def stop(self, name: str, clock: Clock, due: Due) -> None:
        """The clock stands, and what is left of it is kept."""
        since = due.run.since if due.run is not None else self.day
        left = self.oracle.stopped(name, clock, due, max(since, self.day))
        if left is not None:
            self.left[name] = left

    def go_to(self, target: str) -> None:
        """The case is at this step, or has this outcome; what else was open around it is closed."""
        self.leapt.append(target)
        if target in ENDS:
            self.end(Outcome(target))
            return
        lanes = self.chain.places[target].lanes
        depth = len(lanes)
        self._leap(lanes)
        for name in self.around(target):
            self.open.pop(name)
        self.lanes = {name for name in self.lanes if self.chain.lanes_around[name][:depth] != lanes}
        first = self.chain.order[target]
        self.passed = {
            name: by
            for name, by in self.passed.items()
            if self.chain.order[name] < first or self.chain.places[name].lanes[:depth] != lanes
        }
        self._enter(self.chain.steps[target])

    def around(self, target: str) -> list[str]:
        """The open steps that are closed when the case goes to this one: all but those in lanes beside it."""
        lanes = self.chain.places[target].lanes
        return [name for name in self.open if self.chain.places[name].lanes[: len(lanes)] == lanes]

    def jump_to(self, target: str) -> None:
        """The case is at this step and nowhere else; of a parallel group around it, the other lanes are dropped."""
        self.leapt.append(target)
        self.open.clear()
        self.left = {name: left for name, left in self.left.items() if name == CASE}
        self.lanes = set(self._beside(target))
        first = self.chain.order[target]
        self.passed = {name: by for name, by in self.passed.items() if self.chain.order[name] < first}
        self.correction = None
        self._leap(())
        self._enter(self.chain.steps[target])

    def mark(self, verb: Happening) -> None:
        """It is on record that the clock was told."""
        name = self.act.step
        if name == CASE:
            self.due = self.due and marked(self.due, verb)
            return
        opening = self.open[name]
        self.open[name] = replace(opening, due=opening.due and marked(opening.due, verb))

    def end(self, outcome: Outcome) -> None:
        """The case is closed; nothing waits any more."""
        self.open.clear()
        self.lanes.clear()
        self.left.clear()
        self.due = self.correction = None
        self.suspended = self.stands = ""
        self.handed_in = ()
        self.outcome = outcome

    def refusal(self, step: str) -> Outcome:
        """Only an authority refuses; a party that does not agree ends the case."""
        decided = self.chain.steps[step].kind is StepKind.ACT
        return Outcome.REFUSED if decided else Outcome.TERMINATED

    def state(self) -> State:
        """Where the case stands now."""
        return State(
            seq=self.seq,
            initiator=self.initiator,
            open=tuple(sorted(self.open.values(), key=lambda one: self.chain.order[one.step])),
            passed=self.passed,
            lanes=frozenset(self.lanes),
            filed=self.filed,
            due=self.due,
            left=self.left,
            correction=self.correction,
            outcome=self.outcome,
            suspended=self.suspended,
            stands=self.stands,
            chosen=self.chosen,
            hands=self.hands and {name: who for name, who in self.hands.items() if name in self.passed},
            undo=self.undo,
            handed_in=self.handed_in,
            at=self.act.at.timestamp(),
        )

    def _enter(self, node: Node) -> None:
        match node:
            case Step() if node.kind is StepKind.AUTO:
                self._run(node)
            case Step() if node.kind is StepKind.CHOOSE and node.name in self.chosen:
                # chosen once is chosen for good, also when the case comes by again
                self.passed[node.name] = self.before.passed.get(node.name, "")
                self._follow(node.name)
            case Step() if node.kind is StepKind.WAIT and node.until and self.oracle.holds(node):
                self._pass(node)
            case Step():
                self.open[node.name] = self._opening(node)
            case Branch():
                way = self.oracle.way(node)
                self._enter_way(node, self._steps_of(node, way))
            case Parallel():
                self._enter_lanes(node)

    def _opening(self, step: Step) -> Opening:
        name = step.name
        left = self.left.pop(name, None)
        due = once(self.oracle.set(name, step.clock, self.day, left), left)
        opening = Opening(name, self.seq, self.day, due, watched=step.until is not None)
        if step.votes is not None:
            signers = seats(step, self.initiator, self.passed, self.hands, self.oracle.signers(step))
            refuse_unsigned(step, signers)
            opening = replace(opening, signers=signers)
        if step.kind in STANDING and (stand := stand_of(self.chain, name)) is not None:
            until = self.oracle.set(name + UNTIL, stand, self.day, None)
            opening = replace(opening, until=last_day(self.chain, name, until) if until else None)
        return opening

    def _run(self, step: Step) -> None:
        """An automatic step: passed by itself, unless its checks fail and it says what happens then."""
        if not step.checks or self.oracle.passes(step):
            self._pass(step)
        elif Exit.FAILED in step.exits:
            self.go_to(step.exits[Exit.FAILED])
        else:
            raise Conflict(
                Text(
                    f"“{step.title.zh}”的核验没有通过。", f"The checks of “{step.title.en}” are not passed."
                ),
                remedy=Text("请按核验结果补正后再办。", "Mend what the checks found, then try again."),
                place=step.name,
            )

    def _enter_lanes(self, group: Parallel) -> None:
        for lane in group.lanes:
            leaps = len(self._leaps)
            self._enter(lane.steps[0])
            if self.outcome is not None or any(lane.name not in lanes for lanes in self._leaps[leaps:]):
                # the case has left the group by an exit, so its other lanes are not begun
                return

    def _enter_way(self, branch: Branch, steps: tuple[Node, ...]) -> None:
        if steps:
            self._enter(steps[0])
        else:
            self._follow(branch.name)

    def _follow(self, name: str) -> None:
        """What comes after the node, however far outside of it that stands."""
        place: Place = self.chain.places[name]
        if place.number + 1 < len(place.beside):
            self._enter(place.beside[place.number + 1])
            return
        match place.owner:
            case None:
                self.end(Outcome.GRANTED)
            case Branch() as branch:
                self._follow(branch.name)
            case parallel, lane:
                self.lanes.add(lane.name)
                names = {one.name for one in parallel.lanes}
                if names <= self.lanes:
                    self.lanes -= names
                    self._follow(parallel.name)

    def _pass(self, step: Step) -> None:
        self.passed[step.name] = self.act.actor if step.kind is not StepKind.AUTO else ""
        self.effects += step.effects
        if step.files:
            self._file()
        self._follow(step.name)

    def _file(self) -> None:
        """The application is filed; a case that comes back to the filing act stays filed on its first day."""
        if self.filed is None:
            self.filed = self.day
            self.due = self.oracle.set(CASE, self.chain.chain.clock, self.day, None)

    def _leap(self, lanes: tuple[str, ...]) -> None:
        self._leaps.append(lanes)
        if len(self._leaps) > MOST_LEAPS:
            raise Conflict(
                Text(
                    "这条审批链的自动步骤在原地打转。",
                    "The automatic steps of this chain go round in a ring.",
                ),
                remedy=Text("请联系管理员修改审批链。", "Ask the administrator to change the chain."),
                place=self.act.step or "case",
            )

    def _beside(self, name: str) -> Iterator[str]:
        """The other lanes of the parallel groups around a step."""
        match self.chain.places[name].owner:
            case Branch() as branch:
                yield from self._beside(branch.name)
            case parallel, lane:
                yield from (one.name for one in parallel.lanes if one.name != lane.name)
                yield from self._beside(parallel.name)

    @staticmethod
    def _steps_of(branch: Branch, way: str) -> tuple[Node, ...]:
        if way == OTHERWISE:
            return branch.otherwise or ()
        return next(case.steps for case in branch.cases if case.name == way)
