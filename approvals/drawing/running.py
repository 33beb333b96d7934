"""What became of each step of a case, read from its state and its log; pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from approvals.chains.definition import Branch, Node, Parallel, Step
from approvals.drawing.boxes import Drawing, Fate, Halt, Stage
from approvals.drawing.plan import Pencil, Reading, as_written, head_lines, rest_of
from approvals.engine import CompiledChain, Entry, Opening, State
from approvals.engine.acts import DEEDS
from approvals.engine.oracle import OTHERWISE
from approvals.engine.telling import EXITS, OUTCOMES, STOPS, deed_text
from approvals.words import Happening, Outcome, StepKind, Stop, Verb, Vote
from kernel.text import Text

ASIDE = frozenset(
    {
        *(Verb.CC, Verb.URGE, Verb.TRANSFER, Verb.DELEGATE, Verb.ADD_SIGNER, Verb.REMOVE_SIGNER),
        *(Verb.SUSPEND, Verb.RESUME, Happening.REMIND, Happening.OVERDUE, Happening.RECKONED),
    }
)
"""What is done at a step without leading on from it."""
REACHED = frozenset({Stage.DONE, Stage.NOW, Stage.ENDED})
NOWHERE = Halt()
VOTES: Mapping[str, Text] = {Vote.AGREE: Text("同意", "agrees"), Vote.DISAGREE: Text("不同意", "disagrees")}
BY_ITSELF = Text("自动完成", "done by itself")
IN_CORRECTION = Text("补正中", "being corrected")


class Line(Protocol):
    """One entry of a log as it is kept; the entry itself is None when it was erased."""

    @property
    def at(self) -> datetime: ...
    @property
    def verb(self) -> str: ...
    @property
    def step(self) -> str: ...
    @property
    def actor(self) -> str: ...
    @property
    def entry(self) -> Entry | None: ...


def drawn_case(
    chain: CompiledChain,
    state: State,
    log: Sequence[Line],
    names: Mapping[str, str],
    *,
    reading: Reading = as_written,
    halts: Mapping[str, Halt] = MappingProxyType({}),
) -> Drawing:
    """The chain with what has been done of it, where, by whom and when; `names` are those of the accounts."""
    history = _History(chain, state, log, names, halts)
    history.follow(chain.chain.steps, behind=state.outcome is Outcome.GRANTED)
    pencil = Pencil(reading, fates=history.fates, stages=history.stages)
    return Drawing(
        title=chain.chain.title,
        items=pencil.items(chain.chain.steps),
        lines=head_lines(chain.chain),
        runs=True,
        began=log[0].at if log else None,
        outcome=OUTCOMES[state.outcome] if state.outcome else None,
        granted=state.outcome is Outcome.GRANTED,
    )


@dataclass(frozen=True, slots=True)
class _Ending:
    """The last line that led on from a step."""

    line: Line
    deed: Text

    @property
    def round(self) -> bool:
        """Whether the case went on without the step."""
        return self.line.verb == Happening.EXIT


class _History:
    """Follows the tree and says of every node how far the case has come with it."""

    def __init__(
        self,
        chain: CompiledChain,
        state: State,
        log: Sequence[Line],
        names: Mapping[str, str],
        halts: Mapping[str, Halt],
    ) -> None:
        self.state, self.names, self.halts = state, names, halts
        self.touched = set(state.passed) | {one.step for one in state.open}
        self.ways: dict[str, str] = {}
        self.left: dict[str, _Ending] = {}
        self.in_vain: dict[str, Entry] = {}
        self.last = next((line.step for line in reversed(log) if line.step in chain.steps), "")
        for line in log:
            self.ways |= dict(line.entry.ways) if line.entry else {}
            if line.entry is not None and line.entry.act.because is not None:
                self.in_vain[line.step] = line.entry
            elif line.step in chain.steps and line.verb not in ASIDE:
                self.left[line.step] = _Ending(line, _deed(line))
        self.fates: dict[str, Fate] = {}
        self.stages: dict[str, str] = {}

    def follow(self, nodes: Sequence[Node], *, behind: bool, skipped: bool = False) -> Stage:
        """Each node in its order; `behind` when the case has gone on beyond all of them. The sequence as a whole."""
        stages = []
        for number, node in enumerate(nodes):
            gone = behind or any(self._touches(later) for later in nodes[number + 1 :])
            stages.append(self._node(node, behind=gone, skipped=skipped))
        return _together(stages, behind=behind, skipped=skipped)

    def _node(self, node: Node, *, behind: bool, skipped: bool) -> Stage:
        match node:
            case Step():
                fate = self._fate(node, behind=behind, skipped=skipped)
                if fate.stage in REACHED:
                    fate = replace(fate, office=self.halts.get(node.name, NOWHERE).office)
                self.fates[node.name] = fate
                return fate.stage
            case Branch():
                stage = self._branch(node, behind=behind, skipped=skipped)
            case Parallel():
                stages = []
                for lane in node.lanes:
                    found = self.follow(lane.steps, behind=behind, skipped=skipped)
                    self.stages[lane.name] = found.value
                    stages.append(found)
                stage = _together(stages, behind=behind, skipped=skipped)
        self.stages[node.name] = stage.value
        return stage

    def _branch(self, node: Branch, *, behind: bool, skipped: bool) -> Stage:
        entered = behind or self._touches(node)
        taken = self.ways.get(node.name) if entered and not skipped else None
        stage = Stage.AHEAD if not skipped else Stage.SKIPPED
        ways = [(case.name, case.name, case.steps) for case in node.cases]
        if node.otherwise is not None:
            ways.append((OTHERWISE, rest_of(node.name), node.otherwise))
        for way, name, steps in ways:
            off = skipped or (taken is not None and way != taken) or (behind and taken is None)
            found = self.follow(steps, behind=behind and not off, skipped=off)
            if way == taken:
                stage = found = Stage.DONE if not steps else found
            self.stages[name] = found.value
        return Stage.SKIPPED if behind and taken is None else stage

    def _touches(self, node: Node) -> bool:
        return any(step in self.touched for step in _steps(node))

    def _fate(self, step: Step, *, behind: bool, skipped: bool) -> Fate:
        opening = self.state.opening(step.name)
        if opening is not None:
            return self._waiting(step, opening)
        ending = self.left.get(step.name)
        if step.name in self.state.passed:
            return self._done(step, ending)
        if self.state.outcome not in (None, Outcome.GRANTED) and step.name == self.last and ending:
            return self._told(Stage.ENDED, ending)
        if not (behind or skipped or self.state.outcome is not None):
            return Fate(Stage.AHEAD)
        # on whose word the case went round the step, and why, is told
        return self._told(Stage.SKIPPED, ending) if ending and ending.round else Fate(Stage.SKIPPED)

    def _done(self, step: Step, ending: _Ending | None) -> Fate:
        if step.kind is StepKind.AUTO:
            return Fate(Stage.DONE, deed=BY_ITSELF)
        if ending is None:
            # its entry was erased, or somebody skipped it; who passed it is kept with the case
            return Fate(Stage.DONE, self._name(self.state.passed[step.name]))
        return self._told(Stage.DONE, ending)

    def _told(self, stage: Stage, ending: _Ending) -> Fate:
        line, act = ending.line, ending.line.entry.act if ending.line.entry else None
        by = self._name(line.actor)
        if act is not None and act.on_behalf:
            by = f"{by}（代{self._name(act.on_behalf)}）"
        return Fate(stage, by, ending.deed, line.at, act.opinion if act else "")

    def _waiting(self, step: Step, opening: Opening) -> Fate:
        due = opening.due
        on = (due.promised or due.on) if due else opening.until
        halt = self.halts.get(step.name, NOWHERE)
        fate = Fate(Stage.NOW, self._name(opening.holder or halt.claimed), due=on, since=halt.since)
        vain = self.in_vain.get(step.name)
        if vain is not None and vain.seq > opening.seq:
            fate = replace(fate, in_vain=vain.act.because)
        correction = self.state.correction
        if correction is not None and correction.step == step.name:
            fate = replace(fate, deed=IN_CORRECTION)
        if self.state.suspended:
            fate = replace(fate, stands=STOPS[Stop.SUSPENDED])
        elif self.state.stands:
            fate = replace(fate, stands=STOPS[Stop(self.state.stands)])
        signed = dict(opening.signed)
        votes = tuple((self._name(one), VOTES.get(signed.get(one, ""))) for one in opening.signers)
        return replace(fate, votes=votes)

    def _name(self, account: str) -> str:
        return self.names.get(account) or account


def accounts_of(state: State, log: Iterable[Line]) -> set[str]:
    """Every account whose name the drawing says."""
    found = {line.actor for line in log} | set(state.passed.values())
    found |= {line.entry.act.on_behalf for line in log if line.entry}
    for one in state.open:
        found |= {one.holder, *one.signers}
    return found - {""}


def _steps(node: Node) -> Iterator[str]:
    match node:
        case Step():
            yield node.name
        case Branch():
            for way in (*(case.steps for case in node.cases), node.otherwise or ()):
                for inner in way:
                    yield from _steps(inner)
        case Parallel():
            for lane in node.lanes:
                for inner in lane.steps:
                    yield from _steps(inner)


def _together(stages: Sequence[Stage], *, behind: bool, skipped: bool) -> Stage:
    """How far the case has come with all of them."""
    if skipped:
        return Stage.SKIPPED
    if Stage.NOW in stages or (Stage.DONE in stages and Stage.AHEAD in stages):
        return Stage.NOW
    if Stage.ENDED in stages:
        return Stage.ENDED
    if Stage.DONE in stages:
        return Stage.DONE
    if behind and not stages:
        return Stage.DONE
    return Stage.SKIPPED if stages and set(stages) == {Stage.SKIPPED} else Stage.AHEAD


def _deed(line: Line) -> Text:
    way = line.entry.act.way if line.entry else None
    if way is not None:
        return EXITS[way]
    deed = DEEDS.get(line.verb)
    return deed_text(deed) if deed else Text(line.verb, line.verb)
