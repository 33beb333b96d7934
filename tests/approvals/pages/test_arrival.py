"""Where people arrive: clerks at their list, everybody else where they always did."""

from approvals.pages import ADMINISTER, WORK, arrival
from kernel.web import Visitor


def test_a_clerk_arrives_at_the_list(li):
    assert li.get("/").location == "/work"


def test_who_looks_after_the_platform_arrives_at_the_start_page():
    assert arrival(Visitor(permissions=frozenset({WORK, ADMINISTER}))) == ""


def test_who_decides_nothing_is_not_led_there():
    assert arrival(Visitor()) == ""
