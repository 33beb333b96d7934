"""No case goes round by itself for ever; pure."""

from collections.abc import Iterator
from enum import Enum, auto

from approvals.chains.definition import Branch, Chain, Parallel, Step, steps_of, ways_of
from approvals.soundness.flow import Nodes, onwards_of
from approvals.words import Exit, Overdue, StepKind
from kernel.kinds import Problem
from kernel.text import Text


class Leads(Enum):
    """Where a case comes to by itself."""

    ROUND = auto()
    ON = auto()
    OUT = auto()
    """To somebody, or to what may come otherwise the next time."""


def ring_problems(chain: Chain) -> Iterator[Problem]:
    """Every failed check that leads back to itself with nobody in between, where nothing else ends the case."""
    onwards = onwards_of(chain)
    if _is_ended(chain):
        return
    for path, step, _ in steps_of(chain):
        target = step.exits.get(Exit.FAILED, "")
        nobody = step.kind is StepKind.AUTO and target in onwards and target != step.name
        if nobody and _leads(onwards[target], step.name) is Leads.ROUND:
            yield Problem(
                f"{path}.on.{Exit.FAILED}",
                Text(
                    f"“{target}”之后没有人办理，又回到“{step.name}”：核验一直不通过，就会一直转下去。",
                    f"Nobody acts after “{target}” before it comes to “{step.name}” again: it may go round for ever.",
                ),
                Text(
                    "请去有人办理的步骤或办理结果，或给整个办件写 clock 和 on: {overdue: …}。",
                    "Go to a step of somebody or to an outcome, or give the case a clock and on: {overdue: …}.",
                ),
            )


def _is_ended(chain: Chain) -> bool:
    """Whether the clock of the whole case ends what goes round."""
    if chain.clock is None:
        return False
    return Exit.OVERDUE in chain.exits or chain.clock.on_overdue is Overdue.REJECT


def _leads(nodes: Nodes, to: str) -> Leads:
    """Whether a case comes from here to the step whatever the facts are, and nobody can do anything about it."""
    for node in nodes:
        match node:
            case Step():
                found = _of_step(node, to)
            case Branch():
                ways = [_leads(way, to) for _, way in ways_of(node, "")]
                # where only some ways come to it, those that go on decide
                found = Leads.OUT if Leads.OUT in ways else Leads.ON if Leads.ON in ways else Leads.ROUND
            case Parallel():
                ways = [_leads(way, to) for _, way in ways_of(node, "")]
                found = next((one for one in (Leads.OUT, Leads.ROUND) if one in ways), Leads.ON)
        if found is not Leads.ON:
            return found
    return Leads.ON


def _of_step(step: Step, to: str) -> Leads:
    if step.name == to:
        return Leads.ROUND
    if step.kind is StepKind.AUTO:
        return Leads.OUT if step.checks else Leads.ON
    stands = step.kind in (StepKind.WAIT, StepKind.NOTICE) and step.lasts is not None
    otherwise = step.event or step.until or step.exits or step.choice or step.clock
    return Leads.ON if stands and not otherwise else Leads.OUT
