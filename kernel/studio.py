"""What admins change in the browser: a last layer on a definition, proved and published like any other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel import access, audit
from kernel.definitions import (
    STUDIO,
    Draft,
    lock_registry,
    publish,
    published,
    refuse_unproved,
    replace_studio,
    stored_layers,
)
from kernel.differences import Difference, differences
from kernel.errors import Conflict, Invalid, MergeConflict, NotFound
from kernel.install.situation import OWNING, moves
from kernel.layers import Layer, LayerMode, resolved
from kernel.models import DefinitionVersion, Plugin
from kernel.nodes import Body
from kernel.patching import operations_between
from kernel.registry import Registry
from kernel.resolution import Resolution, StudioLayer, resolution
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Ground:
    """A definition without the studio's own layer on it, and everything around it."""

    owner: Layer
    body: Body
    layers: Sequence[Layer]
    studio: Sequence[StudioLayer]
    order: Sequence[str]

    @property
    def now(self) -> Body:
        """What the definition says today."""
        own = [one.layer for one in self.studio]
        return resolved(self.owner.target, [*self.layers, *own], self.order)


def ground_of(session: Session, name: str) -> Ground:
    """What an admin's change of this definition would lie on."""
    layers, studio = stored_layers(session)
    order = (*session.scalars(select(Plugin.name).order_by(Plugin.position)), STUDIO)
    owner = next((one for one in layers if one.target == name and one.mode in OWNING), None)
    if owner is None:
        raise NotFound(
            Text(f"没有名为 {name} 的定义。", f"There is no definition {name}."),
            remedy=Text("请从插件详情中选择。", "Choose one from its plugin's page."),
            place=name,
        )
    others = [one.layer for one in studio if one.layer.target != name]
    return Ground(owner, resolved(name, [*layers, *others], order), layers, studio, order)


def previewed(session: Session, registry: Registry, name: str, body: Body) -> tuple[Difference, ...]:
    """What the change would publish, proved but not written."""
    ground = ground_of(session, name)
    refuse_unproved(registry, name, ground.owner.kind, body, name)
    return differences(ground.now, body)


def change(
    session: Session,
    registry: Registry,
    name: str,
    body: Body,
    *,
    seen: int,
    actor: str,
    reason: str,
    now: datetime,
) -> DefinitionVersion:
    """The definition says `body` from now on, and so do the definitions derived from it."""
    lock_registry(session)
    ground = ground_of(session, name)
    _refuse_stale(session, name, seen)
    _refuse_silent(reason)
    if not differences(ground.now, body):
        raise Invalid(
            Text("没有任何改动。", "Nothing is changed."),
            remedy=Text("请先修改内容。", "Change something first."),
            place=name,
        )
    ops = tuple(operations_between(ground.body, body))
    layer = Layer(name, ground.owner.kind, STUDIO, LayerMode.STUDIO, None, None, ops, f"studio/{name}")
    mine = StudioLayer(layer, ground.body)
    others = [one for one in ground.studio if one.layer.target != name]
    found = resolution(ground.layers, ground.order, [*others, *([mine] if ops else [])], {})
    _refuse_clash(found, name)
    replace_studio(session, mine, actor=actor, at=now)
    for rebased in found.studio.values():
        if rebased.merge is not None:
            replace_studio(session, rebased.studio, actor=actor, at=now)
    _publish_all(session, registry, found, ground.layers, actor=actor, reason=reason, now=now)
    audit.record(
        session, actor=actor, action="definition.change", thing=name, detail={"reason": reason}, now=now
    )
    access.bump(session, registry=True)
    session.flush()
    return _current(session, name)


def _publish_all(
    session: Session,
    registry: Registry,
    found: Resolution,
    layers: Sequence[Layer],
    *,
    actor: str,
    reason: str,
    now: datetime,
) -> None:
    before = published(session)
    owners: Mapping[str, Layer] = {one.target: one for one in layers if one.mode in OWNING}
    drafts = []
    for name, body in found.bodies.items():
        if moves(name, found, before):
            owner = owners[name]
            refuse_unproved(registry, name, owner.kind, body, name)
            drafts.append(Draft(name, owner.kind, owner.plugin, body))
    publish(session, drafts, actor=actor, reason=reason, at=now)


def _current(session: Session, name: str) -> DefinitionVersion:
    return session.get_one(DefinitionVersion, published(session)[name].version_id)


def _refuse_stale(session: Session, name: str, seen: int) -> None:
    now = published(session)[name].number
    if now != seen:
        raise Conflict(
            Text(
                f"您打开的是第 {seen} 版，现在已是第 {now} 版。",
                f"You opened version {seen}; it is version {now} now.",
            ),
            remedy=Text(
                "您的内容还在；请对照新版后再提交。",
                "What you wrote is kept; compare it with the new version and submit again.",
            ),
            place=name,
        )


def _refuse_silent(reason: str) -> None:
    if not reason.strip():
        raise Invalid(
            Text("没有写发布原因。", "No reason is given."),
            remedy=Text(
                "请写一句为什么改，日后可查。", "Say in a sentence why, so that it can be found later."
            ),
            place="reason",
        )


def _refuse_clash(found: Resolution, name: str) -> None:
    if found.open_clashes:
        places: Any = [f"{target} {path}" for target, paths in found.open_clashes.items() for path in paths]
        raise MergeConflict(
            Text(
                f"{len(places)} 处派生定义在设计中心也改过。",
                f"{len(places)} places of derived definitions were changed in the studio too.",
            ),
            remedy=Text("请先撤回那些改动，再改上级定义。", "Take those changes back first."),
            place="; ".join(places[:5]) or name,
        )
