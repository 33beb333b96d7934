"""A form as somebody has it on the drawing board, read: their own draft of it, or the version in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms.models import Design, DesignStep
from kernel.access import names_of
from kernel.definitions import current, version
from kernel.errors import NotFound
from kernel.models import Definition, DefinitionVersion
from kernel.nodes import Body, same
from kernel.text import Text

FORM = "form"


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
    """What it was begun on; empty for a form that is not published yet."""
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
        return f"{self.design.revision if self.design else 0}.{self.seen}"

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
        """How people call the form."""
        return title_in(self.body, self.name)


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else who has the form on their board."""

    name: str
    changed_at: datetime


def working(session: Session, name: str, owner: str) -> Working:
    """The form as this account has it; a draft that says nothing of its own is as if there were none."""
    design = session.scalar(select(Design).where(Design.form == name, Design.owner == owner))
    now = version_of_form(session, name)
    if design is None:
        if now is None:
            raise no_such_form(name)
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


def version_of_form(session: Session, name: str) -> DefinitionVersion | None:
    """The version in force of the form; of nothing else."""
    kind = session.scalar(select(Definition.kind).where(Definition.name == name))
    return current(session, name) if kind == FORM else None


def others(session: Session, name: str, owner: str) -> list[Other]:
    """Who else has on their board what is not in force, the latest first."""
    now = version_of_form(session, name)
    found = session.execute(
        select(Design.owner, Design.changed_at, Design.body)
        .where(Design.form == name, Design.owner != owner)
        .order_by(Design.changed_at.desc())
    )
    rows = [row for row in found if now is None or not same(row.body, now.body)]
    names = names_of(session, [row.owner for row in rows])
    return [Other(names.get(row.owner, row.owner), row.changed_at) for row in rows]


@dataclass(frozen=True, slots=True)
class Listed:
    """A form of the list: in force, on one's own board, or on somebody else's."""

    name: str
    title: Text
    number: int
    own: bool
    others: tuple[str, ...]
    changed_at: datetime


def forms_listed(session: Session, owner: str) -> list[Listed]:
    """Every form in force and every draft that says anything else, one's own drafts first, then by name."""
    rows = session.execute(
        select(Definition.name, DefinitionVersion.number, DefinitionVersion.published_at)
        .add_columns(DefinitionVersion.body["title"])
        .join(DefinitionVersion, Definition.current_id == DefinitionVersion.id)
        .where(Definition.kind == FORM, Definition.retired.is_(False))
    ).all()
    drafts = _drafts(session)
    people = names_of(session, {by for _form, by, _at, _title in drafts})
    found = {
        row[0]: Listed(row[0], title_in({"title": row[3]}, row[0]), row[1], False, (), row[2]) for row in rows
    }
    for form, by, at, title in drafts:
        known = found.get(form) or Listed(form, title_in({"title": title}, form), 0, False, (), at)
        own = by == owner
        found[form] = Listed(
            form,
            title_in({"title": title}, form) if own else known.title,
            known.number,
            known.own or own,
            known.others if own else (*known.others, people.get(by, by)),
            max(at, known.changed_at),
        )
    return sorted(found.values(), key=lambda one: (not one.own, one.name))


def _drafts(session: Session) -> list[tuple[str, str, datetime, Any]]:
    """Form, owner, moment and title of every draft that says anything but what is in force."""
    in_force = (
        select(Definition.name, DefinitionVersion.body)
        .join(DefinitionVersion, Definition.current_id == DefinitionVersion.id)
        .where(Definition.kind == FORM, Definition.retired.is_(False))
        .subquery()
    )
    found = session.execute(
        select(Design.form, Design.owner, Design.changed_at, Design.body, in_force.c.body)
        .outerjoin(in_force, in_force.c.name == Design.form)
        .order_by(Design.changed_at)
    )
    return [
        (form, by, at, body.get("title"))
        for form, by, at, body, now in found
        if now is None or not same(body, now)
    ]


def title_in(body: dict[str, Any], name: str) -> Text:
    """The title that the body says, in both languages; the name where it says none."""
    title = body.get("title")
    if isinstance(title, dict):
        words = [word for word in (title.get("zh"), title.get("en")) if isinstance(word, str)]
        return Text(words[0], words[-1]) if words else Text(name, name)
    return Text(title, title) if isinstance(title, str) else Text(name, name)


def titles(found: Sequence[Listed]) -> dict[str, Text]:
    """The titles by the names of the forms."""
    return {one.name: one.title for one in found}


def no_such_form(name: str) -> NotFound:
    """There is no such form, or nobody may see it yet but who began it."""
    return NotFound(
        Text(f"没有名为 {name} 的表单，或它已停用。", f"There is no form {name} in force."),
        remedy=Text("请从表单列表中选择。", "Choose one from the list of forms."),
        place=name,
    )


def _overtaking(session: Session, now: DefinitionVersion) -> Overtaking:
    by = now.published_by
    return Overtaking(names_of(session, [by]).get(by, by), now.number)
