"""How schedules and errors read, without a page."""

import pytest

from app.admin.workload import schedule_text
from kernel.failures import error_text
from kernel.jobs import Daily, Every, Hourly
from kernel.text import Text


@pytest.mark.parametrize(
    ("schedule", "zh", "en"),
    [
        (Every(1), "每分钟", "every minute"),
        (Every(15), "每 15 分钟", "every 15 minutes"),
        (Hourly(5), "每小时第 5 分", "hourly at minute 5"),
        (Daily("03:10"), "每天 03:10", "daily at 03:10"),
    ],
)
def test_a_schedule_reads_as_words(schedule, zh, en):
    assert schedule_text(schedule) == Text(zh, en)


def test_a_schedule_of_a_plugin_is_told_by_its_name():
    assert schedule_text(object()).zh == "object"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (None, None),
        ("", None),
        ("错了。\nWrong.", Text("错了。", "Wrong.")),
        ("KeyError: 'x'", Text("KeyError: 'x'", "KeyError: 'x'")),
        ("ValueError: a\nb", Text("ValueError: a\nb", "ValueError: a\nb")),
        ("错了。\n也错了。", Text("错了。\n也错了。", "错了。\n也错了。")),
    ],
)
def test_an_error_told_in_both_languages_is_told_in_one(error, told):
    assert error_text(error) == told
