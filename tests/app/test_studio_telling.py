"""Who publishes reads the titles of what cannot be published, whatever the kind of definition."""

from collections.abc import Mapping
from typing import Any

import pytest

from app.studio.telling import told_by_titles
from kernel.errors import Conflict, DefinitionError
from kernel.kinds import Problem
from kernel.registry import Registry
from kernel.text import Text

BODY = {"parts": [{"name": "one", "title": {"zh": "第一部分", "en": "Part one"}}]}
WORDS = Text("错了。", "Wrong.")


class Silent:
    """A kind that knows no sheet."""

    @staticmethod
    def check(body: Mapping[str, Any], registry: Registry) -> list[Problem]:  # noqa: ARG004
        """Nothing."""
        return []


class Speaking(Silent):
    """A kind with a designer."""

    @staticmethod
    def told(body: Mapping[str, Any], problem: Problem, registry: Registry) -> Problem:  # noqa: ARG004
        """The problem by the sheet."""
        return Problem(problem.path, Text("名称：错了。", "Title: wrong."), problem.remedy)


class Known:
    """A registry of the two."""

    def has(self, _seam: str, kind: str) -> bool:
        """Whether there is the kind."""
        return kind in ("silent", "speaking")

    def thing(self, _seam: str, kind: str) -> type[Silent]:
        """The kind."""
        return Speaking if kind == "speaking" else Silent


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("speaking", ("第一部分", "名称：错了。")),
        ("silent", ("第一部分 › title", "错了。")),
        ("nothing", ("第一部分 › title", "错了。")),
    ],
)
def test_each_fault_stands_at_its_titles(kind: str, told: tuple[str, str]) -> None:
    fault = DefinitionError(WORDS, remedy=WORDS, place="parts[one].title")
    refused = DefinitionError(WORDS, remedy=WORDS, place="a.b", problems=(fault,))

    found = told_by_titles(refused, {"a.b": (kind, BODY)}, Known(), locale="zh")  # type: ignore[arg-type]

    assert found is not None
    assert [(one.place, one.what.zh) for one in found.problems] == [told]


@pytest.mark.parametrize(
    "refused", [None, Conflict(WORDS, remedy=WORDS), DefinitionError(WORDS, remedy=WORDS, place="c.d")]
)
def test_what_is_about_something_else_stays_as_it_is(refused: Any) -> None:
    assert told_by_titles(refused, {"a.b": ("silent", BODY)}, Known(), locale="zh") is refused  # type: ignore[arg-type]
