"""Words that somebody has typed, as they are kept."""

import pytest

from approvals.casefile.written import checked
from kernel.errors import Invalid


def test_what_surrounds_the_words_and_what_a_browser_adds_is_gone():
    assert checked(" 一行\r\n二行 \n", most=5) == "一行\n二行"


@pytest.mark.parametrize(("text", "said"), [(" \r\n", "没有写内容"), ("字" * 6, "写了 6 字，最多 5 字")])
def test_nothing_and_too_much_is_refused(text, said):
    with pytest.raises(Invalid, match=said):
        checked(text, most=5)
