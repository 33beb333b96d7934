"""The letter of a return: what it says is what the log says, and its last day is the one that was foretold."""

from typing import Any

import pytest

from approvals.casefile.correcting import last_day, letter_of, returns_of, sent_letter, span_words
from approvals.chains.versions import compiled_chain
from approvals.engine import Defect
from approvals.words import Verb
from kernel.calendar import calendar
from kernel.clock import local_day
from kernel.db import transaction
from kernel.errors import NotFound
from tests.approvals.offices import APPLICANT, CLERK, Desk
from tests.approvals.samples import make_chain, make_fill, make_step

pytestmark = pytest.mark.alike
DEFECTS = (Defect("form", "没有盖章"), Defect("", "缺一页"))


def chain(**limit: Any) -> dict[str, Any]:
    """A step that a party fills in, with a clock, and one of the office."""
    more: dict[str, Any] = {"clock": limit} if limit else {}
    filing = make_fill(files=True, title="本人申请", **more)
    return make_chain(filing, make_step("acceptance", verbs=["accept", "return"]))


def sent_back(desk: Desk, case: int) -> None:
    desk.decide(case, "acceptance", Verb.RETURN, CLERK, defects=DEFECTS, opinion="请尽快")


@pytest.mark.parametrize(
    ("limit", "words"),
    [({"days": 10, "unit": "working"}, "10 个工作日"), ({"days": 30, "unit": "calendar"}, "30 天")],
)
def test_the_last_day_that_is_foretold_is_the_one_in_the_log(desk: Desk, limit, words):
    case = desk.begin(chain(**limit))
    with transaction(desk.engine) as session:
        compiled = compiled_chain(session.connection(), desk.registry, case.version_id)
        day = local_day(desk.clock.now())
        foretold = last_day(compiled, case.state, "filing", today=day, calendar=calendar(session))
    sent_back(desk, case.id)
    with transaction(desk.engine) as session:
        [told] = returns_of(session, desk.registry, desk.case(case.id)).values()
    assert foretold is not None
    assert (told.by, told.number, told.remark) == (foretold, 1, "请尽快")
    step_clock = compiled.steps["filing"].clock
    assert step_clock is not None
    assert span_words(step_clock).zh == words


def test_the_days_that_were_given_are_those_of_the_letter(desk: Desk):
    case = desk.begin(chain(days=10, at_most=20))
    with transaction(desk.engine) as session:
        compiled = compiled_chain(session.connection(), desk.registry, case.version_id)
        day, known = local_day(desk.clock.now()), calendar(session)
        foretold = last_day(compiled, case.state, "filing", today=day, calendar=known, days=15)
    desk.decide(case.id, "acceptance", Verb.RETURN, CLERK, defects=DEFECTS, days=15)
    with transaction(desk.engine) as session:
        letter = sent_letter(session, desk.registry, desk.case(case.id), 3)
    told = {title.zh: words.zh for title, words in letter.how}
    assert told["交回期限"].startswith(f"{foretold} 前（15 个工作日）")


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ({"days": 10, "on_overdue": "remind"}, "会再提醒您，申请不因此终止"),
        ({"days": 10, "on_overdue": "reject"}, "按办事指南写明的规定处理"),
        ({}, "登录后在“我的申请”里逐条改好"),
    ],
)
def test_the_letter_says_how_long_and_what_follows(desk: Desk, limit, said):
    case = desk.begin(chain(**limit))
    sent_back(desk, case.id)
    with transaction(desk.engine) as session:
        letter = sent_letter(session, desk.registry, desk.case(case.id), 3)
    told = {title.zh: words.zh for title, words in letter.how}
    assert said in "".join(told.values())
    assert (told["由谁补正"], told["补充说明"], "交回期限" in told) == ("本人申请", "请尽快", bool(limit))


def test_every_return_has_its_own_letter_and_other_entries_have_none(desk: Desk):
    case = desk.begin(chain())
    sent_back(desk, case.id)
    desk.decide(case.id, "filing", Verb.RESUBMIT, APPLICANT)
    sent_back(desk, case.id)
    with transaction(desk.engine) as session:
        view = desk.case(case.id)
        letters = [
            letter_of(session, desk.registry, view, told)
            for told in returns_of(session, desk.registry, view).values()
        ]
        with pytest.raises(NotFound):
            sent_letter(session, desk.registry, view, 4)
    assert [letter.number.rpartition("-")[2] for letter in letters] == ["补1", "补2"]
    paper = letters[0].paper("zh", site="通办")
    assert [line["words"] for line in paper["parts"][1]["lines"]] == ["没有盖章", "缺一页"]
    assert [line["title"] for line in paper["parts"][1]["lines"]] == ["1. form", "2. 整件申请"]
