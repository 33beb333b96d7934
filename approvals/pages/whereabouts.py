"""Where a case stands, in a few words beside its heading."""

from dataclasses import dataclass
from datetime import date

from approvals.cases.view import CaseView
from approvals.engine.telling import OUTCOMES, STOPS
from approvals.words import Outcome, Stop
from kernel.text import Text

OVER, NOTHING = Text("，已过", ", which is over"), Text("", "")


@dataclass(frozen=True, slots=True)
class Tag:
    """Where the case stands, in words."""

    words: Text
    kind: str


def tag_of(case: CaseView, step: Text) -> Tag:
    """How it ended, what holds it up, or the step that it is at."""
    state = case.state
    if state.outcome is not None:
        return Tag(OUTCOMES[state.outcome], "ok" if state.outcome is Outcome.GRANTED else "mute")
    if state.suspended:
        return Tag(Text("已中止", "suspended"), "warn")
    if state.correction is not None:
        return Tag(Text("补正中", "being corrected"), "warn")
    return Tag(step, "info")


def limits_of(case: CaseView, step: str, today: date) -> tuple[Text, ...]:
    """The days that count for the step in hand, or why its clock stands."""
    opening, state = case.state.opening(step), case.state
    due = opening.due if opening is not None else None
    if state.outcome is None and (state.stands or state.correction is not None):
        found = []
        if state.correction is not None and due is not None:
            found.append(Text(f"补正至 {due.on}", f"to be corrected by {due.on}"))
        if state.stands:
            why = STOPS[Stop(state.stands)]
            found.append(Text(f"停表：{why.zh}", f"clock stands: {why.en}"))
        return tuple(found)
    if due is None:
        return ()
    if due.promised is None:
        return (Text(f"{due.on} 前办理", f"to be done by {due.on}"),)
    over = OVER if due.on < today else NOTHING
    return (
        Text(f"承诺 {due.promised} 前", f"promised by {due.promised}"),
        Text(f"法定 {due.on} 前{over.zh}", f"at the latest by {due.on}{over.en}"),
    )
