"""The text in the editor: read, compared with what others published meanwhile, carried onto it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.studio.lines import DifferenceLine, difference_lines
from kernel.datafiles.writing import value_in, written
from kernel.definitions import compared, current, kinds_known, refuse_unproved, version
from kernel.differences import Difference, differences
from kernel.errors import Conflict, Invalid, NotFound
from kernel.merging import merged
from kernel.models import DefinitionProposal, DefinitionVersion
from kernel.nodes import Body
from kernel.registry import Registry
from kernel.seams import KIND
from kernel.studio import ground_of, previewed, refuse_taken
from kernel.text import Text

PLUGIN = "plugin"


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody typed, which version they saw, and why they change it; the kind of what is new."""

    text: str
    seen: int
    reason: str
    kind: str = ""

    @property
    def is_new(self) -> bool:
        """Whether no version was there to be seen."""
        return self.seen == 0 and bool(self.kind)


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody else was first: their changes, and the draft carried onto the new version."""

    by: str
    draft: Draft
    theirs: list[DifferenceLine]
    clashes: list[DifferenceLine]

    @property
    def refusal(self) -> Conflict:
        """What the editor says of it."""
        number, clashes = self.draft.seen, len(self.clashes)
        rest = (
            Text(
                f"其中 {clashes} 处双方都改了，现在用的是您的写法。",
                f"Places that both changed: {clashes}; yours stand.",
            )
            if clashes
            else Text("双方没有改同一处。", "No place was changed by both.")
        )
        return Conflict(
            Text(
                f"{self.by} 已发布第 {number} 版。您的改动已并到第 {number} 版上，还没有发布。",
                f"{self.by} published version {number}. Your change now lies on it and is not published yet.",
            ),
            remedy=Text(
                f"{rest.zh}请核对下面两张表，再发布。", f"{rest.en} Check the tables below, then publish."
            ),
        )


def body_in(text: str, name: str) -> dict[str, Any]:
    """The body that was typed."""
    body = value_in(text, place=name)
    if not isinstance(body, dict):
        raise Invalid(
            Text("定义应当是“键: 值”的形式。", "A definition is made of `key: value` lines."),
            remedy=Text("请参照现行版本的写法。", "Write it the way the present version is written."),
            place=f"{name}:1",
        )
    return body


def in_force(session: Session, name: str) -> DefinitionVersion:
    """The version that the editor changes."""
    found = current(session, name)
    if found is None:
        raise unknown(name)
    return found


def begun(session: Session, registry: Registry, name: str, kind: str) -> Draft:
    """A definition that is new, with a title to begin with."""
    refuse_taken(session, name)
    registry.entry(KIND, kind)
    return Draft(written({"title": {"zh": "", "en": ""}}), 0, "", kind)


def resumed(found: DefinitionProposal) -> Draft:
    """What was proposed, to be changed and proposed again."""
    return Draft(written(found.body), found.seen, found.reason, "" if found.seen else found.kind)


def outcome(
    session: Session, registry: Registry, name: str, draft: Draft, body: Body
) -> Sequence[Difference]:
    """What the draft would change, proved but not written."""
    if not draft.is_new:
        return previewed(session, registry, name, body)
    refuse_taken(session, name)
    refuse_unproved(registry, name, draft.kind, body, name, known=kinds_known(session))
    return differences({}, body)


def text_of(session: Session, name: str, source: str) -> str:
    """What the editor begins with: the version in force, an older one, or what the plugins alone say."""
    if source == PLUGIN:
        return written(ground_of(session, name).body)
    if source.isascii() and source.isdigit():
        return written(version(session, name, int(source)).body)
    return written(in_force(session, name).body)


def overtaken(session: Session, name: str, draft: Draft, body: Body) -> Overtaken | None:
    """What was published since the draft was begun; none when it is up to date."""
    if draft.is_new:
        return None
    now = in_force(session, name)
    if draft.seen == now.number:
        return None
    merge = merged(version(session, name, draft.seen).body, now.body, body)
    clashes = [Difference(one.path, one.theirs, one.ours) for one in merge.conflicts]
    return Overtaken(
        now.published_by,
        Draft(written(merge.body), now.number, draft.reason),
        difference_lines(compared(session, name, old=draft.seen, new=now.number)),
        difference_lines(clashes),
    )


def unknown(name: str) -> NotFound:
    """There is no such definition in force."""
    return NotFound(
        Text(f"没有名为 {name} 的定义，或它已停用。", f"There is no definition {name} in force."),
        remedy=Text("请从设计中心的列表中选择。", "Choose one from the list."),
        place=name,
    )
