"""One row of many that are done together: what would be done with it, and whether it has been done already."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from approvals.acts.meanwhile import refuse_overtaken, refuse_taken, to_be_claimed
from approvals.cases.queries import allowed_to, case_view, is_takeable
from approvals.cases.statements import DECISION
from approvals.cases.view import open_work
from approvals.chains.versions import compiled_chain
from approvals.engine.refusing import refuse_suspended
from approvals.people.assignment import Standing
from approvals.people.concerned import refuse_concerned
from approvals.people.hats import may_do
from approvals.words import PASSING_VERBS, Verb
from kernel.db import connection_of
from kernel.errors import Conflict, Invalid
from kernel.registry import Registry
from kernel.text import Text

MOST = 50
"""So many rows are done together: those of one page."""
LONGEST_STEP = 64
"""Characters that a step is called by: the rows stand in an address, which holds no more than it can."""
JOINT = "~"
"""Between the rows of one step in an address."""
PASSING = frozenset(verb for verbs in PASSING_VERBS.values() for verb in verbs) - {Verb.COUNTERSIGN}


class Batch(StrEnum):
    """What is done with all rows that were selected."""

    ONWARD = "onward"
    CLAIM = "claim"
    RELEASE = "release"
    TRANSFER = "transfer"
    URGE = "urge"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Pick:
    """A row as it was when it was selected: the case, its revision, the step."""

    case: int
    seen: int
    step: str

    @property
    def written(self) -> str:
        """The same as a form carries it."""
        return f"{self.case}:{self.seen}:{self.step}"


def picks_in(written: Sequence[str]) -> list[Pick]:
    """The rows that were selected, each case once; refused when there are none or too many."""
    found: dict[int, Pick] = {}
    for one in _apart(written):
        case, _, rest = one.partition(":")
        seen, _, step = rest.partition(":")
        if _is_number(case) and _is_number(seen) and 0 < len(step) <= LONGEST_STEP:
            found.setdefault(int(case), Pick(int(case), int(seen), step))
    if not found:
        raise Invalid(
            Text("没有选中办件。", "No case is selected."),
            remedy=Text("请先在列表里勾选。", "Tick the cases in the list first."),
            place="pick",
        )
    if len(found) > MOST:
        raise Invalid(
            Text(f"一次最多办理 {MOST} 件。", f"At most {MOST} cases are done together."),
            remedy=Text("请分几次办理。", "Do them in several goes."),
            place="pick",
        )
    return list(found.values())


def together(picks: Sequence[Pick]) -> list[str]:
    """The same as an address carries it: those of one step share its name, so that fifty fit."""
    steps: dict[str, list[str]] = {}
    for pick in picks:
        steps.setdefault(pick.step, []).append(f"{pick.case}:{pick.seen}")
    return [f"{JOINT.join(some)}:{step}" for step, some in steps.items()]


def passing_verb(session: Session, registry: Registry, pick: Pick, standing: Standing) -> Verb:
    """The act that leads the case on from the step; refused where somebody has to look at it first."""
    verbs = allowed_to(session, registry, pick.case, standing).get(pick.step, ())
    found = next((verb for verb in verbs if verb in PASSING), None)
    if found is None:
        refuse_gone(session, registry, pick, standing)
        raise Conflict(
            Text("这一步现在不能批量通过。", "This step cannot be passed together with others now."),
            remedy=Text(
                "它要逐件填写，或不由您通过；请单独打开。",
                "It asks for answers, or is not yours to pass: open it by itself.",
            ),
            place=pick.step,
        )
    return found


def refuse_gone(session: Session, registry: Registry, pick: Pick, standing: Standing) -> None:
    """Raises when the row is no longer as it was selected, rests or concerns them: done or claimed by whom."""
    connection, case = connection_of(session), case_view(session, pick.case)
    chain = compiled_chain(connection, registry, case.version_id)
    refuse_overtaken(connection, chain, case, step=pick.step, seen=pick.seen, actor=standing.name)
    refuse_suspended(case.state)
    task = open_work(connection, pick.case).get(pick.step)
    if task is None:
        return
    if may_do(standing, case.matter, task.assignment):
        refuse_concerned(session, registry, chain, case, standing)
    refuse_taken(connection, task, frozenset({standing.name}))
    if chain.steps[pick.step].taken_first and is_takeable(task, case, standing):
        raise to_be_claimed(chain.steps[pick.step])


def was_done(session: Session, pick: Pick, account: str, verb: Verb) -> bool:
    """Whether the very next entry of the log is this act of theirs: a form that was sent twice does it once."""
    row = session.execute(
        select(DECISION.c.step, DECISION.c.actor, DECISION.c.verb).where(
            DECISION.c.case_id == pick.case, DECISION.c.seq == pick.seen + 1
        )
    ).one_or_none()
    return row is not None and tuple(row) == (pick.step, account, verb.value)


def passed_already(session: Session, pick: Pick, account: str) -> bool:
    """Whether they have led the case on from this revision before."""
    return any(was_done(session, pick, account, verb) for verb in sorted(PASSING))


def _apart(written: Sequence[str]) -> Iterator[str]:
    """Each row by itself."""
    for some in written:
        *others, last = some.split(JOINT)
        step = last.rpartition(":")[2]
        yield from (f"{one}:{step}" for one in others)
        yield last


def _is_number(written: str) -> bool:
    return written.isascii() and written.isdigit() and len(written) < 10
