"""A definition as somebody has it on the drawing board, read: their own draft, or the version in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.access import names_of
from kernel.definitions import current, version
from kernel.designs.board import Board
from kernel.errors import NotFound
from kernel.models import Definition, DefinitionVersion, Design, DesignStep
from kernel.nodes import Body, same
from kernel.text import Text
from kernel.titles import title_in


@dataclass(frozen=True, slots=True)
class Overtaking:
    """A version that somebody published after the draft was begun."""

    by: str
    number: int


@dataclass(frozen=True, slots=True)
class Working:
    """What the board shows, where it comes from, and what can be done with it."""

    name: str
    body: Body
    base: Body
    """What it was begun on; empty for what is not published yet."""
    seen: int
    number: int
    """The number of the version in force; 0 when there is none."""
    design: Design | None
    can_undo: bool = False
    can_redo: bool = False
    overtaken: Overtaking | None = None

    @property
    def token(self) -> str:
        """What a page carries, so that an act on something else is refused."""
        drawn = self.design
        return f"{drawn.mark}.{drawn.revision}.{self.seen}" if drawn else f"0.{self.seen}"

    @property
    def changed(self) -> bool:
        """Whether it says anything but what it was begun on."""
        return not same(self.body, self.base)

    @property
    def changed_at(self) -> datetime | None:
        """When it was changed last."""
        return self.design.changed_at if self.design else None

    @property
    def title(self) -> Text:
        """How people call the definition."""
        return title_in(self.name, self.body.get("title"))


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else who has the definition on their board."""

    name: str
    changed_at: datetime


def working(session: Session, board: Board, name: str, owner: str) -> Working:
    """The definition as this account has it; a draft that says nothing of its own is as if there were none."""
    mine = select(Design).where(Design.name == name, Design.owner == owner, Design.kind == board.kind)
    design = session.scalar(mine)
    now = in_force(session, board, name)
    if design is None:
        if now is None:
            raise no_such(board, name)
        return Working(name, now.body, now.body, now.number, now.number, None)
    base = version(session, name, design.seen).body if design.seen else {}
    if (
        now is not None
        and now.number != design.seen
        and (same(design.body, base) or same(design.body, now.body))
    ):
        return Working(name, now.body, now.body, now.number, now.number, design)
    numbers = session.scalars(select(DesignStep.number).where(DesignStep.design_id == design.id)).all()
    behind = now is not None and now.number != design.seen
    return Working(
        name,
        design.body,
        base,
        design.seen,
        now.number if now else 0,
        design,
        can_undo=any(number < design.step for number in numbers),
        can_redo=any(number > design.step for number in numbers),
        overtaken=_overtaking(session, now) if now is not None and behind else None,
    )


def in_force(session: Session, board: Board, name: str) -> DefinitionVersion | None:
    """The version in force of what the board draws; of nothing else."""
    kind = session.scalar(select(Definition.kind).where(Definition.name == name))
    return current(session, name) if kind == board.kind else None


def others(session: Session, board: Board, name: str, owner: str) -> list[Other]:
    """Who else has on their board what is not in force, the latest first."""
    now = in_force(session, board, name)
    found = session.execute(
        select(Design.owner, Design.changed_at, Design.body)
        .where(Design.name == name, Design.owner != owner, Design.kind == board.kind)
        .order_by(Design.changed_at.desc())
    )
    rows = [row for row in found if now is None or not same(row.body, now.body)]
    names = names_of(session, [row.owner for row in rows])
    return [Other(names.get(row.owner, row.owner), row.changed_at) for row in rows]


@dataclass(frozen=True, slots=True)
class Listed:
    """A definition of the list: in force, on one's own board, or on somebody else's."""

    name: str
    title: Text
    number: int
    own: bool
    others: tuple[str, ...]
    changed_at: datetime


def listed(session: Session, board: Board, owner: str) -> list[Listed]:
    """Every definition in force and every draft that says anything else, one's own drafts first, then by name."""
    rows = session.execute(
        select(Definition.name, DefinitionVersion.number, DefinitionVersion.published_at)
        .add_columns(DefinitionVersion.body["title"])
        .join(DefinitionVersion, Definition.current_id == DefinitionVersion.id)
        .where(Definition.kind == board.kind, Definition.retired.is_(False))
    ).all()
    drafts = _drafts(session, board)
    people = names_of(session, {by for _name, by, _at, _title in drafts})
    found = {row[0]: Listed(row[0], title_in(row[0], row[3]), row[1], False, (), row[2]) for row in rows}
    for name, by, at, title in drafts:
        known = found.get(name) or Listed(name, title_in(name, title), 0, False, (), at)
        own = by == owner
        found[name] = Listed(
            name,
            title_in(name, title) if own else known.title,
            known.number,
            known.own or own,
            known.others if own else (*known.others, people.get(by, by)),
            max(at, known.changed_at),
        )
    return sorted(found.values(), key=lambda one: (not one.own, one.name))


def _drafts(session: Session, board: Board) -> list[tuple[str, str, datetime, Any]]:
    """Name, owner, moment and title of every draft that says anything but what is in force."""
    published = (
        select(Definition.name, DefinitionVersion.body)
        .join(DefinitionVersion, Definition.current_id == DefinitionVersion.id)
        .where(Definition.kind == board.kind, Definition.retired.is_(False))
        .subquery()
    )
    found = session.execute(
        select(Design.name, Design.owner, Design.changed_at, Design.body, published.c.body)
        .where(Design.kind == board.kind)
        .outerjoin(published, published.c.name == Design.name)
        .order_by(Design.changed_at)
    )
    return [
        (name, by, at, body.get("title"))
        for name, by, at, body, now in found
        if now is None or not same(body, now)
    ]


def titles(found: Sequence[Listed]) -> dict[str, Text]:
    """The titles by the names."""
    return {one.name: one.title for one in found}


def no_such(board: Board, name: str) -> NotFound:
    """There is no such definition, or nobody may see it yet but who began it."""
    return NotFound(
        Text(
            f"没有名为 {name} 的{board.called.zh}，或它已停用。",
            f"There is no {board.called.en} {name} in force.",
        ),
        remedy=Text("请从列表中选择。", "Choose one from the list."),
        place=name,
    )


def _overtaking(session: Session, now: DefinitionVersion) -> Overtaking:
    by = now.published_by
    return Overtaking(names_of(session, [by]).get(by, by), now.number)
