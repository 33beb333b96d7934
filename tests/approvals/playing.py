"""A simulated path played on the engine, and the ends of cases told as simulated paths tell theirs."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from approvals import simulating as ways
from approvals.chains.definition import Step
from approvals.engine import Actor, replay
from approvals.engine.compiling import CompiledChain
from approvals.simulating import LATE, LATE_PASSED, PASSED, STOPPED, Leg, Path
from approvals.words import Exit, Happening, Outcome, Silence, StepKind, Verb
from kernel.clock import LOCAL
from kernel.errors import TongbanError
from tests.approvals.engine.runs import DEFECT
from tests.approvals.exploring import SIGNERS, Explored, Move

Grid = Sequence[dict[str, Any]]
Told = tuple[tuple[str, ...], Outcome | None]
NOT_TOLD = frozenset({StepKind.AUTO, StepKind.CHOOSE})
"""Kinds whose steps the log does not tell each time: what passes by itself, and what was chosen once already."""


def is_played(body: dict[str, Any], path: Path, grid: Grid) -> bool:
    """Whether a case can be led along the path, whatever the facts have to be for that."""
    verdicts = {leg.step.name: leg.way not in (Exit.FAILED, STOPPED) for leg in path.legs}
    for facts in grid:
        try:
            run = Explored(body, signers=SIGNERS, checks=lambda step: verdicts.get(step.name, True), **facts)
        except TongbanError:
            if path.stops and _only_automatic(path.legs):
                return True
            continue
        if _follows(run, path) and _led(run, path, 0, grid):
            return True
    return False


def _led(run: Explored, path: Path, number: int, grid: Grid) -> bool:
    legs = path.legs
    while number < len(legs) and _is_behind(run, legs[number]):
        number += 1
    if number == len(legs):
        return _has_ended(run, path)
    leg = legs[number]
    late = leg.way in (LATE, LATE_PASSED)
    if not late and leg.step.name not in run.open:
        return False
    behind = len(legs) if leg.way == LATE_PASSED else number + 1
    for facts in grid:
        for move in _moves(run, leg):
            new = run.copy()
            new.facts = facts
            try:
                move(new)
            except TongbanError:
                if path.stops and _only_automatic(legs[number + 1 :]):
                    return True
                continue
            if _follows(new, path) and _led(new, path, behind, grid):
                return True
    return False


def _is_behind(run: Explored, leg: Leg) -> bool:
    """Whether the step is passed without anybody's doing: it is automatic, or what it waits for held at once."""
    held = leg.step.until is not None and leg.way == PASSED and leg.step.name in run.state.passed
    return leg.step.kind is StepKind.AUTO or held


def _only_automatic(legs: Iterable[Leg]) -> bool:
    return all(leg.step.kind is StepKind.AUTO for leg in legs)


def _follows(run: Explored, path: Path) -> bool:
    """Whether the branches were taken as the path says."""
    wanted = {branch.name: case for branch, case, _ in path.ways}
    found = run.entries[-1].ways
    return all(found[name] == case for name, case in wanted.items() if name in found)


def _has_ended(run: Explored, path: Path) -> bool:
    state = run.state
    if path.outcome is not None:
        return state.outcome is path.outcome
    return state.outcome is None and (path.back_to in {*run.open, *state.passed})


def _moves(run: Explored, leg: Leg) -> Iterator[Move]:
    step, name = leg.step, leg.step.name
    match leg.way:
        case ways.PASSED:
            yield from _passing(run, step)
        case ways.SUBSTITUTED:
            yield _done(step, Verb.SUBSTITUTE)
        case ways.ELAPSED:
            yield partial(_time_passes, step=name)
        case ways.OVERDUE_PASSED | Exit.OVERDUE:
            yield partial(Explored.happen, verb=Happening.OVERDUE, step=name)
        case ways.SILENT:
            yield partial(Explored.happen, verb=Happening.SILENCE, step=name)
        case ways.LATE | ways.LATE_PASSED:
            clock = run.chain.chain.clock
            silent = clock is not None and clock.silence is Silence.GRANT
            yield partial(Explored.happen, verb=Happening.SILENCE if silent else Happening.OVERDUE)
        case Verb.REJECT if step.votes is not None:
            yield partial(_voted, step=name, value="disagree")
        case Verb.REJECT | Verb.NOT_ACCEPT | Verb.RETURN:
            yield _done(step, Verb(leg.way))
        case way:
            yield partial(Explored.happen, verb=Happening.EXIT, step=name, way=Exit(way))


def _passing(run: Explored, step: Step) -> Iterator[Move]:
    asked = run.chain.steps[step.choice] if step.choice else step
    match step.kind:
        case StepKind.CHOOSE | StepKind.NOTICE if asked.options:
            for option in asked.options:
                yield _done(step, Verb.SUBMIT, value=option.value)
        case StepKind.NOTICE:
            yield partial(_time_passes, step=step.name)
        case StepKind.WAIT if step.event:
            yield partial(Explored.happen, verb=Happening.EVENT, step=step.name, value=step.event)
        case StepKind.WAIT if step.until:
            yield partial(Explored.happen, verb=Happening.HELD, step=step.name)
        case StepKind.WAIT:
            yield partial(_time_passes, step=step.name)
        case StepKind.FILL:
            yield _done(step, Verb.SUBMIT)
        case _ if step.votes is not None:
            yield partial(_voted, step=step.name, value="agree")
        case _:
            yield from (_done(step, verb) for verb in (Verb.APPROVE, Verb.ACCEPT) if verb in step.verbs)


def _done(step: Step, verb: Verb, *, value: str = "") -> Move:
    name = step.name
    who = Actor(f"clerk_of_{name}", frozenset({name}), stands_in=frozenset({name}))
    if verb is Verb.SUBSTITUTE:
        who = Actor("somebody", stands_in=frozenset({name}))
    more: dict[str, Any] = {"value": value, "opinion": "because"}
    if verb is Verb.RETURN:
        more["defects"] = (DEFECT,)
    return partial(Explored.act, step=name, verb=verb, by=who, **more)


def _voted(run: Explored, step: str, value: str) -> None:
    """Everybody whose turn it is votes so, until the step is decided."""
    for who in SIGNERS:
        opening = run.state.opening(step)
        if opening is not None and who in opening.signers:
            run.act(step, Verb.COUNTERSIGN, by=Actor(who), value=value, opinion="because")


def _time_passes(run: Explored, step: str) -> None:
    opening = run.state.opening(step)
    assert opening is not None
    if opening.until is not None:
        day = opening.until + timedelta(days=1)
        run.at = max(run.at, datetime.combine(day, time(9), LOCAL))
    run.happen(Happening.ELAPSED, step)


def told_of_path(path: Path) -> Told:
    """The steps of a path in order, so far as the log of a case tells them, and how it ends."""
    told = (leg for leg in path.legs if leg.way not in (LATE, LATE_PASSED))
    return tuple(leg.step.name for leg in told if leg.step.kind not in NOT_TOLD), path.outcome


def told_of_case(run: Explored) -> Told:
    """The same of a case; where it came back to a step, what it did in between is left out."""
    order: list[str] = []
    for number, entry in enumerate(run.entries, start=1):
        act, after = entry.act, replay(run.chain, run.entries[:number])
        left = act.step in run.chain.steps and after.opening(act.step) is None
        held = [name for name, way in entry.ways.items() if way == Happening.HELD and name != act.step]
        for name in ([act.step] if left else []) + held:
            if run.chain.steps[name].kind not in NOT_TOLD:
                order = [*(order[: order.index(name)] if name in order else order), name]
    return tuple(order), run.state.outcome


def is_plain(chain: CompiledChain) -> bool:
    """Whether the chain has no lanes side by side."""
    return not chain.lanes_around
