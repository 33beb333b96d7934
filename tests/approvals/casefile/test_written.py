"""Words that somebody has typed, as they are kept."""

import pytest

from approvals.casefile.written import checked, checked_name
from kernel.errors import Invalid


def test_what_surrounds_the_words_and_what_a_browser_adds_is_gone():
    assert checked(" 一行\r\n二行 \n", most=5) == "一行\n二行"


@pytest.mark.parametrize(("text", "said"), [(" \r\n", "没有写内容"), ("字" * 6, "写了 6 字，最多 5 字")])
def test_nothing_and_too_much_is_refused(text, said):
    with pytest.raises(Invalid, match=said):
        checked(text, most=5)


def test_a_name_is_one_line_with_single_spaces():
    assert checked_name(" 等\r\n外省　 回函\t", most=9) == "等 外省 回函"


@pytest.mark.parametrize("name", ["\u200b", "加\u200b急", "\u202e急", "a\x01b", "\ufeff加急"])
def test_a_name_holds_nothing_that_nobody_sees(name):
    with pytest.raises(Invalid, match="看不见的字符"):
        checked_name(name, most=12)
