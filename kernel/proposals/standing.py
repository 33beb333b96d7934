"""What stands in the way of retiring or renaming a definition: who names it, derives from it, is changing it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, Table, cast, exists, inspect, select
from sqlalchemy.orm import Session

from kernel.access import names_of
from kernel.db import Base
from kernel.definitions import published, stored_layers, title_of, version
from kernel.kinds import Usage, is_pinned
from kernel.layers import LayerMode
from kernel.models import Definition, DefinitionProposal, DefinitionVersion, Design
from kernel.models.proposals import ProposalState
from kernel.nodes import Body, same
from kernel.proposals.naming import names_it
from kernel.registry import Registry
from kernel.seams import KIND, RETIREMENT
from kernel.text import Text

OWN_TABLES = frozenset({"definition", "definition_layer", "definition_proposal", "design", "audit_entry"})
"""These follow a definition that is renamed, or tell what was."""
NOW = Definition.current_id == DefinitionVersion.id
EVER = Definition.id == DefinitionVersion.definition_id
DRAWN = Text("请先提请发布或放弃那份草稿。", "Have that draft proposed or discarded first.")


@dataclass(frozen=True, slots=True)
class Standing:
    """One thing in the way, what to do about it, and the definition or the proposal where that is done."""

    what: Text
    remedy: Text
    name: str = ""
    proposal: int = 0


def against_retiring(session: Session, registry: Registry, name: str, *, apart: int = 0) -> list[Standing]:
    """What would lose its ground if the definition were no longer offered; the proposal `apart` does not count."""
    begun = [_begun(one) for entry in registry.entries(RETIREMENT) for one in entry.thing(session, name)]
    kind = session.scalar(select(Definition.kind).where(Definition.name == name)) or ""
    return [
        *_naming(session, registry, name, NOW),
        *(() if is_pinned(registry, kind) else _named_before(session, registry, name)),
        *_deriving(session, name),
        *_changing(session, name, apart),
        *begun,
    ]


def against_renaming(session: Session, registry: Registry, name: str, *, apart: int = 0) -> list[Standing]:
    """Everything that knows the definition by its name, or ever did; the proposal `apart` does not count."""
    return [
        *_naming(session, registry, name, EVER),
        *_deriving(session, name),
        *_changing(session, name, apart),
        *_recorded(session, name),
    ]


def _naming(
    session: Session, registry: Registry, name: str, versions: ColumnElement[bool]
) -> Iterator[Standing]:
    """The definitions that name it, and those that somebody proposed."""
    titles = {entry.name: entry.thing.title for entry in registry.entries(KIND)}
    remedy = Text("请先把它改为不再用这一份，并发布。", "Change it to use another one, and publish that.")
    for other, (kind, body) in _naming_bodies(session, name, versions).items():
        yield Standing(_uses(titles.get(kind, Text(kind, kind)), other, body), remedy, other)
    waiting = select(DefinitionProposal).where(
        DefinitionProposal.state == ProposalState.OPEN, DefinitionProposal.name != name
    )
    for found in session.scalars(waiting.order_by(DefinitionProposal.id)):
        if names_it(found.body, name):
            kind_title = titles.get(found.kind, Text(found.kind, found.kind))
            yield Standing(
                _uses(Text(f"待发布的{kind_title.zh}", f"proposed {kind_title.en}"), found.name, found.body),
                Text("请先退回那份改动，或等它改好。", "Send that proposal back first, or have it changed."),
                found.name,
                found.id,
            )


def _named_before(session: Session, registry: Registry, name: str) -> Iterator[Standing]:
    """The definitions that name it no more: what was begun on an earlier version of theirs still asks for it."""
    titles = {entry.name: entry.thing.title for entry in registry.entries(KIND)}
    now = _naming_bodies(session, name, NOW)
    for other, (kind, body) in _naming_bodies(session, name, EVER, retired=True).items():
        if other not in now:
            title, called = title_of(other, body), titles.get(kind, Text(kind, kind))
            yield Standing(
                Text(
                    f"{called.zh}“{title}”以前的版本用着它。",
                    f"An earlier version of the {called.en} “{title}” uses it.",
                ),
                Text(
                    "按旧版开始的办件还要用到它，不能停用；可以改它的内容。",
                    "What was begun on that version still asks for it; change what it says instead.",
                ),
                other,
            )


def _naming_bodies(
    session: Session, name: str, versions: ColumnElement[bool], *, retired: bool = False
) -> dict[str, tuple[str, Body]]:
    """The other definitions in force, or retired ones too, of which a version names it; the newest that does."""
    found = session.execute(
        select(Definition.name, Definition.kind, DefinitionVersion.body)
        .join(DefinitionVersion, versions)
        .where(Definition.name != name, *(() if retired else (Definition.retired.is_(False),)))
        .where(cast(DefinitionVersion.body, String).contains(name, autoescape=True))
        .order_by(Definition.name, DefinitionVersion.number)
    )
    return {row[0]: (row[1], row[2]) for row in found if names_it(row[2], name)}


def _uses(kind: Text, name: str, body: Body) -> Text:
    title = title_of(name, body)
    return Text(f"{kind.zh}“{title}”用着它。", f"The {kind.en} “{title}” uses it.")


def _deriving(session: Session, name: str) -> Iterator[Standing]:
    """The definitions that derive from it, and the plugins that amend it."""
    known = published(session)
    for layer in stored_layers(session)[0]:
        if layer.inherit == name and layer.mode is LayerMode.PRIMARY and layer.target in known:
            title = title_of(layer.target, version(session, layer.target, known[layer.target].number).body)
            yield Standing(
                Text(f"“{title}”从它派生。", f"“{title}” derives from it."),
                Text(
                    "请先停用派生的定义，或卸载带来它的插件。",
                    "Retire that one, or uninstall its plugin, first.",
                ),
                layer.target,
            )
        elif layer.target == name and layer.mode is LayerMode.EXTENSION:
            yield Standing(
                Text(f"插件 {layer.plugin} 扩展了它。", f"The plugin {layer.plugin} amends it."),
                Text("请先卸载该插件。", "Uninstall the plugin first."),
            )


def _changing(session: Session, name: str, apart: int) -> Iterator[Standing]:
    """The proposals that wait for it, and the drafts on drawing boards that say anything of their own."""
    waiting = session.execute(
        select(DefinitionProposal.id, DefinitionProposal.proposed_by)
        .where(DefinitionProposal.name == name, DefinitionProposal.state == ProposalState.OPEN)
        .where(DefinitionProposal.id != apart)
        .order_by(DefinitionProposal.id)
    ).all()
    now = session.scalar(
        select(DefinitionVersion.body)
        .join(Definition, Definition.current_id == DefinitionVersion.id)
        .where(Definition.name == name)
    )
    drawn = [
        row.owner
        for row in session.execute(select(Design.owner, Design.body).where(Design.name == name))
        if now is None or not same(row.body, now)
    ]
    people = names_of(session, [*(one.proposed_by for one in waiting), *drawn])
    for found in waiting:
        who = people.get(found.proposed_by, found.proposed_by)
        yield Standing(
            Text(f"{who} 提出的改动等待处理。", f"A proposal of {who} waits."),
            Text("请先发布、退回或撤回它。", "Have it published, sent back or taken back first."),
            name,
            found.id,
        )
    for owner in drawn:
        who = people.get(owner, owner)
        yield Standing(Text(f"{who} 正在改它。", f"{who} is changing it."), DRAWN, name)


def _begun(one: Usage) -> Standing:
    examples = "、".join(one.examples)
    told = Text(f"（{examples}）", f" ({', '.join(one.examples)})") if examples else Text("", "")
    return Standing(
        Text(f"{one.title.zh}：{one.count} 件{told.zh}。", f"{one.title.en}: {one.count}{told.en}."),
        Text(
            "请等它们提交，或由申请人删除。", "Wait until they are handed in, or deleted by who began them."
        ),
    )


def _recorded(session: Session, name: str) -> Iterator[Standing]:
    """The tables whose rows keep the name: what people did stays under it."""
    there = set(inspect(session.connection()).get_table_names())
    found = [
        table.name
        for table in Base.metadata.sorted_tables
        if table.name in there - OWN_TABLES and _keeps(session, table, name)
    ]
    if found:
        yield Standing(
            Text(
                f"已有填报、办件等记录用到这个标识（{'、'.join(found)}）。",
                f"Records of what was filled in or decided keep the name ({', '.join(found)}).",
            ),
            Text(
                "标识不能再改；可以改名称，或另建一份、停用这一份。",
                "The name stays; change its title, or make another one and retire this.",
            ),
        )


def _keeps(session: Session, table: Table, name: str) -> bool:
    """Whether a row holds the name in a column that is as wide as names of definitions are."""
    width = Definition.__table__.c.name.type.length
    wide = [one for one in table.c if isinstance(one.type, String) and one.type.length == width]
    return any(session.scalar(select(exists().where(one == name))) for one in wide)
