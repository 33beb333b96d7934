"""Views of registers that people saved for themselves: a question without its words, under a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from kernel.errors import Conflict, Invalid, NotFound
from kernel.models.registers import SavedView
from kernel.overtaking import flush_unless_overtaken
from kernel.text import Text
from kernel.web.registers.question import COLUMNS, Pairs, Question
from kernel.web.registers.reads import read_rows

MOST, LONGEST = 20, 40
HABIT = ""
"""The name under which the columns are kept that somebody always wants to see."""


@dataclass(frozen=True, slots=True)
class Saved:
    """One saved view."""

    id: int
    name: str
    pairs: Pairs


def views_of(session: Session, register: str, user_id: int) -> list[Saved]:
    """What the account saved of the register, in the order of saving; its habit first."""

    def statement() -> Select[Any]:
        return (
            select(SavedView.id, SavedView.name, SavedView.asked)
            .where(SavedView.register == register, SavedView.user_id == user_id)
            .order_by(SavedView.id)
        )

    rows = read_rows(session, ("saved views", register, user_id), statement)
    return [Saved(number, name, [(key, value) for key, value in asked]) for number, name, asked in rows]


def habit_of(views: Sequence[Saved]) -> tuple[str, ...]:
    """The names of the columns that somebody always wants to see; none when they never said."""
    habit = next((dict(one.pairs) for one in views if one.name == HABIT), {})
    return tuple(filter(None, habit.get(COLUMNS, "").split(",")))


def save(
    session: Session, register: str, user_id: int, name: str, question: Question, *, now: datetime
) -> None:
    """The question stands under the name beside this account's lists; the words are not kept."""
    save_pairs(session, register, user_id, name, question.on(1).pairs(), now=now)


def save_pairs(
    session: Session, register: str, user_id: int, name: str, pairs: Pairs, *, now: datetime
) -> None:
    """What a list is narrowed to stands under the name beside this account's lists."""
    name = name.strip()
    if not name or len(name) > LONGEST:
        raise Invalid(
            Text("视图要有名称。", "A view needs a name."),
            remedy=Text(f"请填 1 至 {LONGEST} 个字。", f"Give it 1 to {LONGEST} characters."),
            place="name",
        )
    _put(session, register, user_id, name, pairs, now=now)


def remember_columns(
    session: Session, register: str, user_id: int, columns: Sequence[str], *, now: datetime
) -> None:
    """The account's lists of the register show these columns from now on; none: those of the register."""
    forget_named(session, register, user_id, HABIT)
    if columns:
        _put(session, register, user_id, HABIT, [(COLUMNS, ",".join(columns))], now=now)


def forget(session: Session, register: str, user_id: int, number: int) -> str:
    """The saved view is gone; answers with its name."""
    name = session.scalar(
        delete(SavedView)
        .where(SavedView.id == number, SavedView.register == register, SavedView.user_id == user_id)
        .returning(SavedView.name)
    )
    if name is None:
        raise NotFound(
            Text("没有这个视图。", "There is no such view."),
            remedy=Text("它可能已被删除；请回到列表。", "It may have been deleted; go back to the list."),
            place=register,
        )
    return name


def forget_named(session: Session, register: str, user_id: int, name: str) -> None:
    """Nothing of the account stands under the name."""
    session.execute(
        delete(SavedView).where(
            SavedView.register == register, SavedView.user_id == user_id, SavedView.name == name
        )
    )


def _put(session: Session, register: str, user_id: int, name: str, pairs: Pairs, *, now: datetime) -> None:
    mine = (SavedView.register == register, SavedView.user_id == user_id)
    if session.scalar(select(SavedView.id).where(*mine, SavedView.name == name)) is not None:
        raise _twice(name)
    if (session.scalar(select(func.count()).select_from(SavedView).where(*mine)) or 0) >= MOST:
        raise Invalid(
            Text(f"每个登记簿最多保存 {MOST} 个视图。", f"A register keeps {MOST} views of an account."),
            remedy=Text("请先删除不用的视图。", "Delete one that is not needed."),
            place="name",
        )
    session.add(
        SavedView(
            register=register,
            user_id=user_id,
            name=name,
            asked=[list(pair) for pair in pairs],
            created_at=now,
        )
    )
    # the same form may be sent twice at once
    twice = partial(_twice, name)
    flush_unless_overtaken(session, twice, taken=twice)


def _twice(name: str) -> Conflict:
    return Conflict(
        Text(f"已有名为“{name}”的视图。", f"There is a view named “{name}” already."),
        remedy=Text("请换一个名称，或先删除那个视图。", "Choose another name, or delete that view first."),
        place="name",
    )
