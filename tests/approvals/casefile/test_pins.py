"""Where on a file the lines of a return point, on record with the return."""

from datetime import UTC, datetime

import pytest

from approvals.casefile.faces import Material
from approvals.casefile.pinning import Pin
from approvals.casefile.pins import note_pins, pins_of, told_apart
from kernel.db import transaction
from kernel.text import Text

pytestmark = pytest.mark.alike
AT = datetime(2026, 3, 10, tzinfo=UTC)


def test_pins_are_kept_by_the_return_and_its_line(desk):
    case = desk.begin()
    first, second = (
        {0: Pin(7, 2, 30, 40), 2: Pin(7, 1, cell=9)},
        {1: Pin(8), 2: Pin(8, 1, 3, 4, wide=5, high=6)},
    )
    with transaction(desk.engine) as session:
        note_pins(session, case.id, 3, first)
        note_pins(session, case.id, 6, second)
    with transaction(desk.engine) as session:
        assert pins_of(session, case.id) == {3: first, 6: second}
        assert pins_of(session, case.id + 1) == {}


FORM = Text("延续申请单", "Application form")
FILES = [
    Material(number, "form", FORM, name, "jpg", 2048, AT, "a1b2", f"/files/{number}", f"/files/{number}/view")
    for number, name in ((1, "申请单.jpg"), (2, "盖章页.jpg"))
]


def test_a_pin_says_its_file_where_several_came_and_keeps_the_name(desk):
    case = desk.begin()
    pins = told_apart({0: Pin(1, 2), 1: Pin(2), 2: Pin(77)}, FILES)
    words = ["申请单.jpg，第 2 页", "盖章页.jpg，第 1 页", "第 1 页"]
    assert [pin.words.zh for pin in pins.values()] == words
    assert told_apart({0: Pin(1, 2)}, FILES[:1])[0].words == Pin(1, 2).words
    with transaction(desk.engine) as session:
        note_pins(session, case.id, 3, pins)
    with transaction(desk.engine) as session:
        assert [pin.words.zh for pin in pins_of(session, case.id)[3].values()] == words
