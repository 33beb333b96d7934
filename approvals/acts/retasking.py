"""Tasks that stay open and change: somebody else has them, they run to another day, others are to sign."""

from collections.abc import Iterator

from sqlalchemy import Connection

from approvals.cases import statements as say
from approvals.engine import Advance, CompiledChain, Opening, State
from approvals.engine.voting import turn
from kernel.prepared import Work, together


def changed_tasks(case_id: int, before: State, advance: Advance) -> Iterator[Work]:
    """What is written of the steps that were open before and still are."""
    for new in advance.changed:
        old = before.opening(new.step)
        row = {"case": case_id, "of_step": new.step, "on": day_of(new)}
        if old is None or old.holder != new.holder:
            yield say.HAND_TASK, {**row, "to": new.holder or None}
        elif day_of(old) != day_of(new):
            yield say.REDATE_TASK, row


def marked(connection: Connection, case_id: int, before: State, advance: Advance) -> None:
    """What was open and stays open says whether the case is being mended or rests, when that changes.

    By itself and at once: of the statements of an act that go together no two may touch one row.
    """
    mended, rests = advance.state.correction is not None, advance.state.suspended != ""
    if mended is (before.correction is not None) and rests is (before.suspended != ""):
        return
    staying = {one.step for one in before.open} & {one.step for one in advance.state.open}
    if staying:
        together(connection, [(say.MARK_TASKS, {"of_case": case_id, "mended": mended, "rests": rests})])


def signers_moved(chain: CompiledChain, case_id: int, before: State, after: State) -> Iterator[Work]:
    """What is written of those whose turn it is to sign."""
    old, new = _turns(chain, before), _turns(chain, after)
    for step, account in sorted(old - new):
        yield say.SIGNED, {"case": case_id, "of_step": step, "who": account}
    for step, account in sorted(new - old):
        yield say.SIGN, {"case_id": case_id, "step": step, "account": account}


def day_of(opening: Opening) -> object:
    """The day by which an open step is to be done, as its task shows it."""
    return opening.due and (opening.due.promised or opening.due.on)


def _turns(chain: CompiledChain, state: State) -> set[tuple[str, str]]:
    return {
        (one.step, account)
        for one in state.open
        if one.signers and state.outcome is None
        for account in turn(chain.steps[one.step], one)
    }
