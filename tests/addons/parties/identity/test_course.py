"""addons.parties.identity.course: where an account stands on the way."""

import pytest

from addons.parties.identity.course import ENTERPRISE_AHEAD, PERSON_AHEAD, course


@pytest.mark.parametrize(
    ("verified", "waiting", "refused", "states"),
    [
        (False, False, False, ["done", "now", "todo", "todo"]),
        (False, True, False, ["done", "done", "now", "todo"]),
        (False, False, True, ["done", "now", "bad", "todo"]),
        (True, False, False, ["done", "done", "done", "now"]),
    ],
)
def test_each_standing_has_its_point(verified, waiting, refused, states):
    points = course("gr00000001", is_verified=verified, is_waiting=waiting, is_refused=refused)
    assert [point.state for point in points] == states


@pytest.mark.parametrize("ahead", [PERSON_AHEAD, ENTERPRISE_AHEAD])
def test_the_way_ahead_begins_with_the_account(ahead):
    assert [point.state for point in ahead] == ["now", "todo", "todo", "todo"]
