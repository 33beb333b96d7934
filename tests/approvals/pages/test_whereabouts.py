"""The days beside the time left: until when a step is to be done, a party has to mend, or why the clock stands."""

from datetime import date

import pytest

from approvals.cases.view import CaseView
from approvals.engine import Due, Opening, State
from approvals.engine.state import Correction
from approvals.pages.whereabouts import limits_of
from approvals.people.assignment import PartyRef
from approvals.words import Outcome, Stop

TODAY, SOON, PAST = date(2026, 3, 10), date(2026, 3, 12), date(2026, 3, 6)
MENDS = Correction("filing", "city", ())


def said(state: State, step: str = "city") -> list[str]:
    """What stands there of a case in this state."""
    case = CaseView(1, "", None, "toy", 1, "toy", PartyRef("person", 7), {}, state, "")
    return [one.zh for one in limits_of(case, step, TODAY)]


def opened(step: str, due: Due | None = None) -> tuple[Opening, ...]:
    """The step is open until then."""
    return (Opening(step, 2, TODAY, due),)


@pytest.mark.parametrize(
    ("state", "step", "words"),
    [
        (State(open=opened("city")), "city", []),
        (State(open=opened("city", Due(SOON))), "city", ["2026-03-12 前办理"]),
        (State(open=opened("city", Due(SOON, PAST))), "city", ["承诺 2026-03-06 前", "法定 2026-03-12 前"]),
        (
            State(open=opened("city", Due(PAST, PAST))),
            "city",
            ["承诺 2026-03-06 前", "法定 2026-03-06 前，已过"],
        ),
        (State(open=opened("filing", Due(SOON)), correction=MENDS), "filing", ["补正至 2026-03-12"]),
        (State(open=opened("filing"), correction=MENDS), "filing", []),
        (State(outcome=Outcome.GRANTED, stands=Stop.CORRECTION), "", []),
    ],
)
def test_the_days_are_those_that_count(state, step, words):
    assert said(state, step) == words


def test_while_the_clock_stands_the_day_of_whoever_mends_is_said_first():
    state = State(open=opened("filing", Due(SOON)), correction=MENDS, stands=Stop.CORRECTION)
    first, second = said(state, "filing")
    assert first == "补正至 2026-03-12"
    assert second.startswith("停表：")
