"""English that was left behind while the Chinese beside it was changed."""

from typing import Any

import pytest

from kernel.designs.captions import left_behind
from kernel.designs.properties import Entry, Property
from kernel.designs.sheets import TITLE
from kernel.text import Text

BEFORE = {"title": {"zh": "受理", "en": "Acceptance"}}


@pytest.mark.parametrize(
    ("before", "typed", "left"),
    [
        (BEFORE, {"zh": "初审", "en": "Acceptance"}, "Acceptance"),
        (BEFORE, {"zh": "初审", "en": "Review"}, ""),
        (BEFORE, {"zh": "初审", "en": ""}, ""),
        (BEFORE, {"zh": "", "en": "Acceptance"}, ""),
        (BEFORE, {"zh": "受理", "en": "Acceptance"}, ""),
        (BEFORE, {"zh": "受理", "en": "Review"}, ""),
        ({"title": "受理"}, {"zh": "初审", "en": ""}, ""),
        ({}, {"zh": "初审", "en": "Acceptance"}, ""),
    ],
)
def test_english_is_left_behind_where_only_the_chinese_was_changed(
    before: dict[str, Any], typed: dict[str, str], left: str
) -> None:
    assert left_behind(TITLE, typed, before) == left


def test_what_is_said_in_one_language_is_never_left_behind() -> None:
    assert left_behind(Property("name", Text("标识", "Name"), Entry.TEXT), "b", {"name": "a"}) == ""
