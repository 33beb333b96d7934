"""A case on its way through the tree: steps opened, passed, left; pure."""

from dataclasses import replace
from datetime import date
from typing import Any

from approvals.definition import Branch, Node, Parallel, Step
from approvals.engine.acts import Act
from approvals.engine.clocks import Left, marked
from approvals.engine.compiling import CompiledChain, Place
from approvals.engine.oracle import OTHERWISE, Oracle
from approvals.engine.state import Correction, Due, Opening, State
from approvals.words import Happening, Outcome, StepKind
from kernel.clock import local_day

CASE = ""
"""The name of the whole case among the clocks."""
ENDS = frozenset(outcome.value for outcome in Outcome)
OF_PARTIES = frozenset({StepKind.FILL, StepKind.CONFIRM})


class Walk:
    """One move of a case; `state()` is what it comes to."""

    def __init__(self, chain: CompiledChain, state: State, act: Act, oracle: Oracle) -> None:
        self.chain = chain
        self.before = state
        self.act = act
        self.oracle = oracle
        self.seq = state.seq + 1
        self.day: date = local_day(act.at)
        self.initiator = state.initiator
        self.open: dict[str, Opening] = {one.step: one for one in state.open}
        self.passed = dict(state.passed)
        self.lanes = set(state.lanes)
        self.filed = state.filed
        self.due: Due | None = state.due
        self.left: dict[str, Left] = dict(state.left)
        self.correction: Correction | None = state.correction
        self.outcome = state.outcome
        self.effects: list[Any] = []

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
        self._close(name)
        step = self.chain.steps[name]
        if self.correction is not None and self.correction.step == name:
            self._resume()
        self._pass(step)

    def go_back(self, to: str) -> None:
        """The case stands at an earlier step again; before a party, the clocks stand still."""
        by = self.act.step
        opening, clock = self.open[by], self.chain.steps[by].clock
        if opening.due is not None and clock is not None:
            self.left[by] = self.oracle.stopped(by, clock, opening.due, self.day)
        if self.chain.steps[to].kind in OF_PARTIES:
            whole = self.chain.chain.clock
            if self.due is not None and whole is not None:
                self.left[CASE] = self.oracle.stopped(CASE, whole, self.due, self.day)
                self.due = None
            self.correction = Correction(to, by, self.act.defects)
        self.go_to(to)

    def go_to(self, target: str) -> None:
        """The case is at this step, or has this outcome; what else was open around it is closed."""
        if target in ENDS:
            self.end(Outcome(target))
            return
        lanes = self.chain.places[target].lanes
        depth = len(lanes)
        for name in list(self.open):
            if self.chain.places[name].lanes[:depth] == lanes:
                self._close(name)
        self.lanes = {name for name in self.lanes if self.chain.lanes_around[name][:depth] != lanes}
        first = self.chain.order[target]
        self.passed = {
            name: by
            for name, by in self.passed.items()
            if self.chain.order[name] < first or self.chain.places[name].lanes[:depth] != lanes
        }
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
        self.outcome = outcome

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
        )

    def _enter(self, node: Node) -> None:
        match node:
            case Step() if node.kind is StepKind.AUTO:
                self._pass(node)
            case Step():
                left = self.left.pop(node.name, None)
                due = self.oracle.set(node.name, node.clock, self.day, left)
                self.open[node.name] = Opening(node.name, self.seq, self.day, due)
            case Branch():
                way = self.oracle.way(node)
                self._enter_way(node, self._steps_of(node, way))
            case Parallel():
                for lane in node.lanes:
                    self._enter(lane.steps[0])

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

    def _resume(self) -> None:
        self.correction = None
        if CASE in self.left:
            left = self.left.pop(CASE)
            self.due = self.oracle.set(CASE, self.chain.chain.clock, self.day, left)

    def _close(self, name: str) -> None:
        self.open.pop(name, None)

    @staticmethod
    def _steps_of(branch: Branch, way: str) -> tuple[Node, ...]:
        if way == OTHERWISE:
            return branch.otherwise or ()
        return next(case.steps for case in branch.cases if case.name == way)
