"""Definitions as the database keeps them: layers, and versions that never change."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from kernel.differences import Difference, differences
from kernel.errors import DefinitionError, NotFound
from kernel.kinds import Problem
from kernel.layers import Layer, LayerMode
from kernel.models import Definition, DefinitionLayer, DefinitionVersion, PlatformState
from kernel.nodes import Body
from kernel.references import Referring, absent
from kernel.registry import Registry
from kernel.resolution import StudioLayer
from kernel.seams import KIND
from kernel.text import Text, listed

STUDIO = "studio"
MOST_VERSIONS = 2**31 - 1
"""What the column holds; a greater number was typed into an address."""


@dataclass(frozen=True, slots=True)
class Published:
    """A definition with the version that is in force."""

    name: str
    kind: str
    plugin: str
    number: int
    digest: str
    version_id: int
    retired: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """What a definition is to say from now on."""

    name: str
    kind: str
    plugin: str
    body: Body


def digest_of(body: Body) -> str:
    """The same for the same body, whoever wrote it down."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def title_of(name: str, body: Body) -> str:
    """How people call the definition."""
    title = body.get("title")
    if isinstance(title, Mapping):
        title = title.get("zh")
    return title if isinstance(title, str) else name


def current(session: Session, name: str) -> DefinitionVersion | None:
    """The version in force."""
    return session.scalar(
        select(DefinitionVersion)
        .join(Definition, Definition.current_id == DefinitionVersion.id)
        .where(Definition.name == name, Definition.retired.is_(False))
    )


def version(session: Session, name: str, number: int) -> DefinitionVersion:
    """One version by its number, in force or not."""
    found: DefinitionVersion | None = None
    if 0 < number <= MOST_VERSIONS:
        found = session.scalar(
            select(DefinitionVersion)
            .join(Definition, Definition.id == DefinitionVersion.definition_id)
            .where(Definition.name == name, DefinitionVersion.number == number)
        )
    if found is None:
        raise NotFound(
            Text(f"{name} 没有第 {number} 版。", f"{name} has no version {number}."),
            remedy=Text("请从版本列表中选择。", "Choose one from the list of versions."),
            place=name,
        )
    return found


def versions(session: Session, name: str) -> Sequence[DefinitionVersion]:
    """All versions, newest first."""
    return session.scalars(
        select(DefinitionVersion)
        .join(Definition, Definition.id == DefinitionVersion.definition_id)
        .where(Definition.name == name)
        .order_by(DefinitionVersion.number.desc())
    ).all()


def compared(session: Session, name: str, *, old: int, new: int) -> tuple[Difference, ...]:
    """What changed from one version to another."""
    return differences(version(session, name, old).body, version(session, name, new).body)


def published(session: Session) -> dict[str, Published]:
    """Every definition with its newest version, the retired ones too."""
    rows = session.execute(
        select(Definition.name, Definition.kind, Definition.plugin)
        .add_columns(DefinitionVersion.number, DefinitionVersion.digest, DefinitionVersion.id)
        .add_columns(Definition.retired)
        .join(DefinitionVersion, Definition.current_id == DefinitionVersion.id)
    )
    return {row[0]: Published(*row) for row in rows}


def stored_layers(session: Session, *, without: Iterable[str] = ()) -> tuple[list[Layer], list[StudioLayer]]:
    """The layers of the plugins, and apart from them the studio's."""
    layers, studio = [], []
    passed = set(without)
    for row in session.scalars(select(DefinitionLayer).order_by(DefinitionLayer.id)):
        if row.plugin in passed:
            continue
        mode = LayerMode(row.mode)
        layer = Layer(
            row.target, row.kind, row.plugin, mode, row.body, row.inherit, tuple(row.ops), row.place
        )
        if mode is LayerMode.STUDIO:
            studio.append(StudioLayer(layer, row.seen or {}))
        else:
            layers.append(layer)
    return layers, studio


def replace_layers(
    session: Session, plugin: str, layers: Iterable[Layer], *, actor: str, at: datetime
) -> None:
    """The plugin's layers are exactly these."""
    session.execute(delete(DefinitionLayer).where(DefinitionLayer.plugin == plugin))
    rows = [_row(layer, f"{number:04}", seen=None, actor=actor, at=at) for number, layer in enumerate(layers)]
    if rows:
        session.execute(insert(DefinitionLayer), rows)


def replace_studio(session: Session, studio: StudioLayer, *, actor: str, at: datetime) -> None:
    """The studio's layer on this definition is this one; none when nothing is changed any more."""
    drop_studio(session, studio.layer.target)
    if studio.layer.ops:
        row = _row(studio.layer, STUDIO, seen=dict(studio.seen), actor=actor, at=at)
        session.execute(insert(DefinitionLayer), [row])


def replace_base(session: Session, base: Layer, *, actor: str, at: datetime) -> None:
    """The definition that was made in the studio says this; no layer of the studio lies on it."""
    mine = (DefinitionLayer.plugin == STUDIO, DefinitionLayer.target == base.target)
    session.execute(delete(DefinitionLayer).where(*mine))
    session.execute(insert(DefinitionLayer), [_row(base, base.mode.value, seen=None, actor=actor, at=at)])


def lock_registry(session: Session) -> None:
    """Installs and studio changes take turns; held until the transaction ends."""
    session.execute(select(PlatformState.id).where(PlatformState.id == 1).with_for_update())


def drop_studio(session: Session, target: str) -> None:
    """The studio no longer changes this definition; one that was made in the studio stays."""
    changing = (DefinitionLayer.plugin == STUDIO, DefinitionLayer.mode == LayerMode.STUDIO.value)
    session.execute(delete(DefinitionLayer).where(*changing, DefinitionLayer.target == target))


def _row(layer: Layer, name: str, *, seen: dict[str, Any] | None, actor: str, at: datetime) -> dict[str, Any]:
    return {
        "target": layer.target,
        "plugin": layer.plugin,
        "name": name,
        "kind": layer.kind,
        "mode": layer.mode.value,
        "inherit": layer.inherit,
        "body": None if layer.body is None else dict(layer.body),
        "ops": list(layer.ops),
        "seen": seen,
        "place": layer.place,
        "changed_at": at,
        "changed_by": actor,
    }


def publish(session: Session, drafts: Sequence[Draft], *, actor: str, reason: str, at: datetime) -> None:
    """Every draft is in force, in a new version if it says something new; a few statements for all of them."""
    rows = []
    known = _known(session, drafts)
    for draft in drafts:
        definition, number, digest = known[draft.name]
        definition.retired = False
        new = digest_of(draft.body)
        if new != digest:
            rows.append(
                {
                    "definition_id": definition.id,
                    "number": number + 1,
                    "digest": new,
                    "body": dict(draft.body),
                    "published_at": at,
                    "published_by": actor,
                    "reason": reason,
                }
            )
    if rows:
        made = insert(DefinitionVersion).returning(DefinitionVersion.definition_id, DefinitionVersion.id)
        newest = dict(list(session.execute(made, rows)))
        for definition, _, _ in known.values():
            definition.current_id = newest.get(definition.id, definition.current_id)
    session.flush()


def _known(session: Session, drafts: Sequence[Draft]) -> dict[str, tuple[Definition, int, str]]:
    """Each definition with number and digest of its newest version; those not there yet are made."""
    found = session.execute(
        select(Definition, DefinitionVersion.number, DefinitionVersion.digest)
        .join(DefinitionVersion, Definition.current_id == DefinitionVersion.id)
        .where(Definition.name.in_([draft.name for draft in drafts]))
        .with_for_update(of=Definition)
    )
    known = {definition.name: (definition, number, digest) for definition, number, digest in found}
    missing = [
        {"name": draft.name, "kind": draft.kind, "plugin": draft.plugin}
        for draft in drafts
        if draft.name not in known
    ]
    if missing:
        made = session.scalars(insert(Definition).returning(Definition), missing)
        known |= {definition.name: (definition, 0, "") for definition in made}
    return known


def retire(session: Session, names: Iterable[str]) -> None:
    """These definitions can no longer be begun; their versions stay."""
    for definition in session.scalars(select(Definition).where(Definition.name.in_(list(names)))):
        definition.retired = True
    session.flush()


def refuse_unproved(
    registry: Registry,
    name: str,
    kind: str,
    body: Body,
    place: str,
    *,
    known: Mapping[str, str] | None = None,
    spot: Callable[[str], str] = str,
) -> None:
    """Raises with every problem that the kind finds in the body; `spot` tells where a path was written.

    With `known`, the kinds of the definitions that there are, what the body names has to be among them.
    """
    if not registry.has(KIND, kind):
        raise _unknown_kind(registry, kind, place)
    problems: list[Problem] = list(registry.thing(KIND, kind).check(body, registry))
    if known is not None:
        problems.extend(_absent(registry, kind, body, known))
    if problems:
        title = registry.thing(KIND, kind).title
        raise DefinitionError(
            Text(
                f"{title.zh} {name} 有 {len(problems)} 处不能发布。",
                f"{title.en} {name} cannot be published: {len(problems)} faults.",
            ),
            remedy=Text("请按下列各处修改后重试。", "Correct the places below and try again."),
            place=place,
            problems=tuple(
                DefinitionError(problem.what, remedy=problem.remedy, place=spot(problem.path))
                for problem in problems
            ),
        )


def kinds_known(session: Session) -> dict[str, str]:
    """The kind of every definition that others may name."""
    return {name: one.kind for name, one in published(session).items() if not one.retired}


def _absent(registry: Registry, kind: str, body: Body, known: Mapping[str, str]) -> Sequence[Problem]:
    found = registry.thing(KIND, kind)
    if not isinstance(found, Referring):
        return ()
    titles = {entry.name: entry.thing.title for entry in registry.entries(KIND)}
    return absent(found.references(body, registry), known, titles)


def _unknown_kind(registry: Registry, kind: str, place: str) -> DefinitionError:
    known = listed(sorted(registry.names(KIND)))
    return DefinitionError(
        Text(f"没有名为“{kind}”的定义类别。", f"There is no definition kind “{kind}”."),
        remedy=Text(f"model 可以是：{known.zh}。", f"`model` may be: {known.en}."),
        place=place,
    )
