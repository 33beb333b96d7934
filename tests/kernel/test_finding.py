"""What is found from anywhere stands under the headings of the finders, in order, without empty ones."""

from datetime import UTC, datetime
from types import ModuleType
from typing import Any, cast

from sqlalchemy.orm import Session

from kernel import seams
from kernel.finding import LONGEST, Hit, Seeker, found
from kernel.registry import Registry, assembled
from kernel.text import Text
from kernel.web import NOBODY

NOW = datetime(2026, 3, 10, tzinfo=UTC)
BOTH = (("can_list", "toys"),)


@seams.finder("toys", title=Text("玩具", "Toys"), icon="package", order=20)
def toys(session: Session, seeker: Seeker, text: str, limit: int) -> list[Hit]:
    """More toys than anybody asked for, for those who may see toys."""
    count = limit + 3 if seeker.may("can_list", "toys") else 0
    return [Hit(Text(f"{text} {number}", ""), "toys.show", {"number": number}) for number in range(count)]


@seams.finder("echo", title=Text("回声", "Echo"), icon="info", order=10)
def echo(session: Session, seeker: Seeker, text: str, limit: int) -> list[Hit]:
    """What was asked."""
    return [Hit(Text(text, text), "echo.show")] if text else []


def registry() -> Registry:
    toy = ModuleType(__name__)
    vars(toy).update(toys=toys, echo=echo)
    return assembled({"kernel": [seams], "toy": [toy]})


def looked(text: str, permissions: Any = BOTH) -> dict[str, list[str]]:
    """What is found, by heading."""
    seeker = Seeker(NOBODY, frozenset(permissions), registry(), NOW)
    groups = found(cast("Session", None), seeker, text, limit=2)
    return {group.title.zh: [hit.title.zh for hit in group.hits] for group in groups}


def test_finders_stand_in_their_order_and_are_cut() -> None:
    assert list(looked("熊").items()) == [("回声", ["熊"]), ("玩具", ["熊 0", "熊 1"])]


def test_what_finds_nothing_has_no_heading() -> None:
    assert looked("", ()) == {}


def test_blanks_and_endless_texts_are_cut_before_anybody_looks() -> None:
    assert looked("  小   熊 \n", ()) == {"回声": ["小 熊"]}
    assert looked("熊" * 500, ()) == {"回声": ["熊" * LONGEST]}
