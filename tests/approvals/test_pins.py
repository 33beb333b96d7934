"""Where on a file the lines of a return point, on record with the return."""

import pytest

from approvals.pinning import Pin
from approvals.pins import note_pins, pins_of
from kernel.db import transaction

pytestmark = pytest.mark.alike


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
