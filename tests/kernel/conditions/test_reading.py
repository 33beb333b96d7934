"""Expressions in plain words."""

import pytest
from hypothesis import given, settings

from kernel.conditions import Join, reading, text_of
from kernel.errors import ExpressionError
from tests.kernel.conditions.asked import SUBJECTS
from tests.kernel.conditions.test_rows import GROUPS


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("post != held", "职务与证书职务不同", "Post differs from Post held"),
        ('post == "a"', "职务是“甲”", "Post is “A”"),
        ('post in ["a", "b"]', "职务是“甲”、“乙”之一", "Post is one of “A”, “B”"),
        ("workers >= 18", "人数不小于 18", "Workers is at least 18"),
        ("expires >= today", "有效期至不早于今天", "Expiry is not before today"),
        ('starts < date("2026-01-01")', "开始日期早于 2026-01-01", "Start is before 2026-01-01"),
        ("safe == False", "“专职”选“否”", "“Full time” is no"),
        (
            "safe and not is_empty(held)",
            "“专职”选“是”，并且证书职务已填",
            "“Full time” is yes and Post held is filled in",
        ),
        (
            "safe or (amount > 1 and workers < 3)",
            "“专职”选“是”，或者（金额大于 1，并且人数小于 3）",
            "“Full time” is yes or (Amount is more than 1 and Workers is less than 3)",
        ),
        (
            "max(1, round(workers / 50))",
            "1 与人数 ÷ 50 四舍五入到整数中较大的",
            "the greater of 1 and Workers ÷ 50 rounded",
        ),
        ("add_years(expires, 3)", "有效期至加 3 年", "Expiry plus 3 years"),
        (
            '"07" if post == "a" else "08"',
            "若职务是“甲”则为“07”，否则为“08”",
            "“07” if Post is “A”, else “08”",
        ),
        ('contains(upper(held), "A")', "大写（证书职务）含有“A”", "in upper case (Post held) contains “A”"),
        ('"a" in seals', "印章里有“甲”", "Seals has “A”"),
        (
            "not (safe and workers > 1)",
            "不满足（“专职”选“是”，并且人数大于 1）",
            "not (“Full time” is yes and Workers is more than 1)",
        ),
        ("1 < amount <= 5", "1 小于金额，并且金额不大于 5", "1 is less than Amount, and Amount is at most 5"),
    ],
)
def test_an_expression_reads_like_a_sentence(text: str, zh: str, en: str):
    found = reading(text, SUBJECTS)

    assert (found.zh, found.en) == (zh, en)


@pytest.mark.parametrize("text", ["amonut > 1", "post ==", "nothing(post)"])
def test_what_cannot_be_read_is_refused(text: str):
    with pytest.raises(ExpressionError):
        reading(text, SUBJECTS)


@settings(max_examples=50, deadline=None)
@given(GROUPS)
def test_whatever_rows_can_say_has_words(groups):
    words = reading(text_of(Join.ANY, groups, SUBJECTS), SUBJECTS)

    assert words.zh
    assert words.en
    assert "{" not in words.zh + words.en
