"""The page of the language tells what is there."""

import re
from pathlib import Path

import pytest

from kernel.expressions import compiled, limits
from kernel.expressions.reference import function_table
from kernel.expressions.values import KIND_NAMES
from tests.kernel.expressions.samples import refusal

PAGE = (Path(__file__).parents[3] / "docs" / "expressions.md").read_text(encoding="utf-8")


def test_the_page_holds_the_table_of_functions():
    assert function_table() in PAGE, f"put this table into docs/expressions.md:\n{function_table()}"


@pytest.mark.parametrize("name", [name for name in vars(limits) if name.isupper()])
def test_the_page_states_every_limit(name):
    assert f"| {getattr(limits, name):,} |" in PAGE


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_the_page_explains_every_kind(kind):
    assert KIND_NAMES[kind].zh in PAGE


def test_the_rules_at_a_glance_can_be_read():
    rules = re.findall(r"^\| `(.+)` \|", PAGE.split("## Values")[0], re.MULTILINE)
    assert len(rules) > 3
    for rule in rules:
        compiled(rule)


def test_the_error_on_the_page_is_the_one_given():
    assert str(refusal("agreed or amonut > 100", agreed=False)) in PAGE
