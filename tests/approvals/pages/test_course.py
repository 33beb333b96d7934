"""The course of a case in the language of the reader."""

from datetime import UTC, datetime

import pytest
from flask import session

from approvals.casefile.feed import APPLICANT, Item, Kind
from approvals.casefile.pinning import Pin
from approvals.casefile.timeline import Edited, Point, Told
from approvals.pages.course import Change, Fault, More, Row, rows_of, rows_of_feed
from kernel.text import Text

AT = datetime(2026, 3, 10, 6, 32, tzinfo=UTC)
STEP, DONE, LI = Text("受理", "Acceptance"), Text("接收", "accepts"), Text("李明", "Li Ming")
NOWHERE = Text("", "")


@pytest.fixture(params=["zh_Hans_CN", "en"])
def english(request, office):
    """A request in either language."""
    with office.app.test_request_context():
        session["locale"] = request.param
        yield request.param == "en"


def test_a_plain_point_brings_nothing_more(english):
    [row] = rows_of([Point("done", DONE, STEP, LI, AT, "好")], 7)
    heading, who = ("Acceptance · accepts", "Li Ming") if english else ("受理 · 接收", "李明")
    assert row == Row("done", "done", heading, "2026-03-10 14:32", who, "好")


def test_a_point_without_step_and_moment_is_its_word(english):
    [row] = rows_of([Point("now", DONE, NOWHERE)], 7)
    assert row == Row("now", "now", "accepts" if english else "接收", "", "", "")


def test_everything_that_an_act_brings_is_told(english):
    point = Point(
        "warn",
        DONE,
        STEP,
        to=Text("申请", "Application"),
        defects=(Told(STEP, "缺页", True, Pin(3, 2)), Told(DONE, "少一位")),
        value=LI,
        people=("王", "孙"),
        letter=4,
        edits=(Edited(STEP, "", "新"),),
    )
    [row] = rows_of([point], 7)
    assert row.heading == ("Acceptance · accepts: Li Ming" if english else "受理 · 接收：李明")
    first, second = ("Acceptance", "accepts") if english else ("受理", "接收")
    pin = point.defects[0].pin
    assert pin is not None
    spot = pin.words.of("en" if english else "zh")
    assert row.more == More(
        "Application" if english else "申请",
        "王、孙",
        (
            Fault(first, "缺页", True, spot, "/work/7/materials?m=3&p=2"),
            Fault(second, "少一位", False, "", ""),
        ),
        "/work/7/letter/4",
        (Change(first, "(empty)" if english else "（空）", "新"),),
    )


def test_messages_and_notes_stand_between_the_acts(english):
    rows = rows_of_feed(
        [
            Item(Kind.ACT, AT, LI, point=Point("done", DONE, STEP, LI, AT), new=True),
            Item(Kind.MESSAGE, AT, APPLICANT, "已补", by_office=False, new=True),
            Item(Kind.NOTE, AT, LI, "核过了"),
        ],
        7,
    )
    assert [(one.look, one.sign, one.new, one.bubble) for one in rows] == [
        ("done", "done", True, False),
        ("said theirs", "message", True, True),
        ("said memo", "note", False, True),
    ]
    assert rows[1].who == ("Applicant" if english else "申请人")
