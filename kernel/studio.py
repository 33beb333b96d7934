"""What admins change and make in the browser, proved and published like any other definition.

A change is a last layer on a plugin's definition. A definition that was made here is a base of the pseudo-plugin
`studio` under the name `studio.<id>`; a change of it is a new base.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel import access, audit
from kernel.definitions import (
    STUDIO,
    Draft,
    kinds_known,
    lock_registry,
    publish,
    published,
    refuse_unproved,
    replace_base,
    replace_studio,
    stored_layers,
)
from kernel.differences import Difference, differences
from kernel.errors import Conflict, Invalid, MergeConflict, NotFound
from kernel.fitting import Footing, refuse_misfits
from kernel.install.situation import OWNING, moves
from kernel.layers import Layer, LayerMode, resolved
from kernel.models import DefinitionVersion, Plugin
from kernel.nodes import Body
from kernel.patching import operations_between
from kernel.registry import Registry
from kernel.resolution import Resolution, StudioLayer, resolution
from kernel.text import Text

OWN_NAME = re.compile(r"studio\.[a-z][a-z0-9_]{0,59}")
"""What a definition that is made here may be called."""


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
    order = _order(session)
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
    refuse_unproved(registry, name, ground.owner.kind, body, name, known=kinds_known(session))
    return differences(ground.now, body)


def refuse_taken(session: Session, name: str) -> None:
    """Nothing, when a definition may be made here under this name."""
    if not OWN_NAME.fullmatch(name):
        raise Invalid(
            Text(f"{name[:80]} 不能用作标识。", f"{name[:80]} cannot be an id."),
            remedy=Text(
                "studio. 之后请用小写字母、数字和下划线，以字母开头，至多 60 个。",
                "After studio. use small letters, digits and _, a letter first, at most 60.",
            ),
            place="id",
        )
    if name in published(session):
        raise Conflict(
            Text(f"已有名为 {name} 的定义。", f"There is a definition {name} already."),
            remedy=Text("请换一个标识，或修改已有的那个。", "Choose another id, or change that one."),
            place="id",
        )


def make(
    session: Session,
    registry: Registry,
    name: str,
    kind: str,
    body: Body,
    *,
    actor: str,
    reason: str,
    now: datetime,
    proposed_by: str = "",
) -> DefinitionVersion:
    """There is a definition that no plugin brought, in its first version."""
    lock_registry(session)
    refuse_taken(session, name)
    refuse_silent(reason)
    found = stand(session, registry, name, kind, body, actor=actor, reason=reason, now=now)
    note(session, "definition.make", name, reason, proposed_by, actor=actor, now=now)
    return found


def stand(
    session: Session,
    registry: Registry,
    name: str,
    kind: str,
    body: Body,
    *,
    actor: str,
    reason: str,
    now: datetime,
) -> DefinitionVersion:
    """A definition that no plugin brought is in force, proved like any other."""
    base = Layer(name, kind, STUDIO, LayerMode.BASE, body, None, (), f"studio/{name}")
    layers, studio = stored_layers(session)
    found = resolution([*layers, base], _order(session), studio, {})
    drafts = proved(session, registry, found, [*layers, base])
    replace_base(session, base, actor=actor, at=now)
    publish(session, drafts, actor=actor, reason=reason, at=now)
    return _current(session, name)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What every definition would come to with a change, and how the change would be kept."""

    layers: Sequence[Layer]
    base: Layer | None
    """The new base of what was made here; else the change is a layer of the studio."""
    mine: StudioLayer
    found: Resolution


def forecast(ground: Ground, name: str, body: Body) -> Forecast:
    """What the change would come to; raises where a patch of another layer no longer fits."""
    base = _new_base(ground, body)
    layers = [base if one is ground.owner else one for one in ground.layers] if base else ground.layers
    ops = () if base else tuple(operations_between(ground.body, body))
    layer = Layer(name, ground.owner.kind, STUDIO, LayerMode.STUDIO, None, None, ops, f"studio/{name}")
    mine = StudioLayer(layer, ground.body)
    others = [one for one in ground.studio if one.layer.target != name]
    found = resolution(layers, ground.order, [*others, *([mine] if ops else [])], {})
    return Forecast(layers, base, mine, found)


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
    proposed_by: str = "",
) -> DefinitionVersion:
    """The definition says `body` from now on, and so do the definitions derived from it."""
    lock_registry(session)
    ground = ground_of(session, name)
    refuse_stale(session, name, seen)
    refuse_silent(reason)
    refuse_same(ground, name, body)
    ahead = forecast(ground, name, body)
    drafts = drafts_of(session, registry, ahead, name)
    if ahead.base is not None:
        replace_base(session, ahead.base, actor=actor, at=now)
    else:
        replace_studio(session, ahead.mine, actor=actor, at=now)
    for rebased in ahead.found.studio.values():
        if rebased.merge is not None:
            replace_studio(session, rebased.studio, actor=actor, at=now)
    publish(session, drafts, actor=actor, reason=reason, at=now)
    note(session, "definition.change", name, reason, proposed_by, actor=actor, now=now)
    return _current(session, name)


def drafts_of(session: Session, registry: Registry, ahead: Forecast, name: str) -> list[Draft]:
    """Everything that would be published with the change, proved; raises with what stands in the way."""
    refuse_clash(ahead.found, name)
    return proved(session, registry, ahead.found, ahead.layers)


def refuse_stale(session: Session, name: str, seen: int) -> None:
    """Nothing, when the version that was seen is in force."""
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


def refuse_silent(reason: str) -> None:
    """Nothing, when a reason is given."""
    if not reason.strip():
        raise Invalid(
            Text("没有写发布原因。", "No reason is given."),
            remedy=Text(
                "请写一句为什么改，日后可查。", "Say in a sentence why, so that it can be found later."
            ),
            place="reason",
        )


def refuse_same(ground: Ground, name: str, body: Body) -> None:
    """Nothing, when the body says something new."""
    if not differences(ground.now, body):
        raise Invalid(
            Text("没有任何改动。", "Nothing is changed."),
            remedy=Text("请先修改内容。", "Change something first."),
            place=name,
        )


def _new_base(ground: Ground, body: Body) -> Layer | None:
    """The new base where the definition was made here and no plugin amends it."""
    owner = ground.owner
    amended = any(one.target == owner.target and one is not owner for one in ground.layers)
    return None if owner.plugin != STUDIO or amended else replace(owner, body=body)


def _order(session: Session) -> tuple[str, ...]:
    return (*session.scalars(select(Plugin.name).order_by(Plugin.position)), STUDIO)


def proved(session: Session, registry: Registry, found: Resolution, layers: Sequence[Layer]) -> list[Draft]:
    """Every definition that says something new, or comes back, proved by its kind and against what it stands on."""
    before = published(session)
    owners: Mapping[str, Layer] = {one.target: one for one in layers if one.mode in OWNING}
    known = {name: owner.kind for name, owner in owners.items()}
    drafts = []
    for name, body in found.bodies.items():
        if moves(name, found, before):
            owner = owners[name]
            refuse_unproved(registry, name, owner.kind, body, name, known=known)
            drafts.append(Draft(name, owner.kind, owner.plugin, body))
    refuse_misfits(Footing(session, registry, found.bodies), known, {draft.name for draft in drafts})
    return drafts


def note(
    session: Session, action: str, name: str, reason: str, proposed_by: str, *, actor: str, now: datetime
) -> None:
    """The act stands in the log, and every process will notice."""
    detail = {"reason": reason} | ({"proposed_by": proposed_by} if proposed_by else {})
    audit.record(session, actor=actor, action=action, thing=name, detail=detail, now=now)
    access.bump(session, registry=True)
    session.flush()


def _current(session: Session, name: str) -> DefinitionVersion:
    return session.get_one(DefinitionVersion, published(session)[name].version_id)


def refuse_clash(found: Resolution, name: str) -> None:
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
