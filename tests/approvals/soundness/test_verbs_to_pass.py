"""A step that nobody can get past is told once, with the verbs that would lead on from it."""

from typing import Any

import pytest

from approvals.chains.reading import read_chain
from approvals.engine import beyond
from approvals.soundness import problems_of
from tests.approvals.samples import make_chain, make_fill, make_step


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ({"verbs": ["return"]}, ["请加上其中一个：accept、approve。"]),
        ({"verbs": ["return"], "votes": {"need": "all"}}, ["请加上其中一个：countersign。"]),
        ({"verbs": ["countersign"]}, ["可用：accept、approve。"]),
        ({"verbs": ["countersign"], "votes": {"need": "all"}}, []),
    ],
)
def test_the_verbs_that_would_lead_on_are_named(step: dict[str, Any], told: list[str]) -> None:
    chain = read_chain(make_chain(make_fill("filing", files=True), make_step("city", **step)))
    found = [one for one in (*problems_of(chain), *beyond(chain)) if one.path == "steps[city].verbs"]
    assert len(found) == len(told)
    for one, words in zip(found, told, strict=True):
        assert words in one.remedy.zh
