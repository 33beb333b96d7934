"""Beside the calendar of what ends stands how many have applied already."""

from tests.addons.licensing.pages.test_panels import Desk, desk

__all__ = ["desk"]


def test_a_certificate_with_an_application_under_way_is_counted(desk: Desk):
    page = desk.visitor("wang").get("/work/dashboard").text
    assert "90 天内 1 本，已申请 1 本" in page
