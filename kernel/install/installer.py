"""Carries a plan out in one transaction; every stage flushes, nobody here commits."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel import access, audit, definitions, migrations
from kernel.install import records, removal
from kernel.install.hooks import run_hook
from kernel.install.plan import Act, Plan
from kernel.install.situation import Situation
from kernel.models import Plugin, PluginRecord
from kernel.models.plugins import PluginState
from kernel.registry import Registry
from kernel.text import Text

Declared = Iterable[tuple[str, str, str]]


@dataclass(slots=True)
class Work:
    """One act under way: what it works from, and the tables it has made so far."""

    session: Session
    situation: Situation
    plan: Plan
    registry: Registry
    actor: str
    now: datetime
    declared: Declared = ()
    tables: dict[str, list[str]] = field(default_factory=dict)


class Stage(NamedTuple):
    """A part of an install that is told while it runs."""

    name: str
    title: Text
    run: Callable[[Work], None]


def carry_out(work: Work, *, say: Callable[[Stage], None]) -> None:
    """Everything the plan says is done, in this transaction."""
    for stage in STAGES:
        say(stage)
        stage.run(work)


def migrate(work: Work) -> None:
    """The incoming plugins' tables are at their newest revision."""
    chosen = work.situation.selection
    for name in chosen.incoming:
        folder = chosen.manifests[name].folder / "migrations"
        work.tables[name] = migrations.upgrade(work.session.connection(), name, folder)


def hooks_before(work: Work) -> None:
    """The hooks that run on an empty house, and the farewell of those that leave."""
    for name, act in work.situation.selection.members:
        match act:
            case Act.INSTALL:
                _hook(work, name, "pre_init")
            case Act.UNINSTALL if name in work.registry.plugins:
                _hook(work, name, "uninstall")


def write_records(work: Work) -> None:
    """The rows of the incoming plugins are there; rows their files no longer have are gone."""
    for name in work.situation.selection.incoming:
        rows = work.situation.rows[name]
        doomed = removal.vanished(rows, records.known_records(work.session, name))
        # a new row may take the name of one that goes, and a kept one may still point at it until it is written
        used = removal.remove_unused(work.session, work.registry, doomed)
        records.write(work.session, work.registry, rows, now=work.now)
        removal.remove(work.session, work.registry, used, set())


def publish_definitions(work: Work) -> None:
    """Layers are stored, bodies proved, new versions in force, the studio layer on its new ground."""
    situation, session = work.situation, work.session
    for name, _ in situation.selection.members:
        layers = situation.layers.get(name, ())
        definitions.replace_layers(session, name, layers, actor=work.actor, at=work.now)
    for rebased in situation.resolution.studio.values():
        if rebased.merge is not None:
            definitions.replace_studio(session, rebased.studio, actor=work.actor, at=work.now)
    for lost in situation.lost_studio:
        definitions.drop_studio(session, lost.layer.target)
    drafts = [_draft(work, name) for name in situation.moving]
    definitions.publish(session, drafts, actor=work.actor, reason=_reason(work), at=work.now)
    definitions.retire(session, situation.retiring)


def remove_leaving(work: Work) -> None:
    """Rows, tables and permissions of the leaving plugins are gone."""
    chosen = work.situation.selection
    doomed = {table for name in chosen.leaving for table in _tables_of(chosen.installed[name])}
    loaded = all(name in work.registry.plugins for name in chosen.leaving)
    for name in chosen.leaving:
        access.withdraw(work.session, name)
        found = work.session.scalars(
            select(PluginRecord).where(PluginRecord.plugin == name).order_by(PluginRecord.id.desc())
        ).all()
        if loaded:
            removal.refuse_unknown(work.registry, found)
        removal.remove(work.session, work.registry, found, doomed)
    for name in chosen.leaving:
        migrations.remove(work.session.connection(), name, _tables_of(chosen.installed[name]))


def synchronise_permissions(work: Work) -> None:
    """Roles hold exactly what the access rules say."""
    chosen = work.situation.selection
    # the registry of a removal still holds what leaves
    staying = [one for one in work.declared if one[0] not in chosen.leaving]
    access.synchronise(work.session, staying, plugins=chosen.incoming)


def hooks_after(work: Work) -> None:
    """The hooks that run once everything is in place."""
    for name, act in work.situation.selection.members:
        if act is Act.INSTALL:
            _hook(work, name, "post_init")


def remember_plugins(work: Work) -> None:
    """The plugin table says what is installed, and every process will notice."""
    chosen, session = work.situation.selection, work.session
    for name in chosen.leaving:
        session.delete(chosen.installed[name])
    session.flush()
    for position, name in enumerate(chosen.order):
        plugin = chosen.installed.get(name)
        if plugin is None:
            plugin = Plugin(name=name, installed_at=work.now)
            session.add(plugin)
        plugin.position = position
        if name in chosen.incoming:
            _remember(work, plugin)
    session.flush()
    access.bump(session, registry=True, role=True, code=work.plan.restart)


def write_audit(work: Work) -> None:
    """The audit log says who did it."""
    audit.record(
        work.session,
        actor=work.actor,
        action=f"plugin.{work.plan.act}",
        thing=work.plan.plugin,
        detail={"members": [[one.name, one.act, one.before, one.after] for one in work.plan.members]},
        now=work.now,
    )


STAGES: Sequence[Stage] = (
    Stage("migrate", Text("迁移数据库结构", "Migrating tables"), migrate),
    Stage("hooks_before", Text("执行前置钩子", "Running hooks"), hooks_before),
    Stage("records", Text("写入数据", "Writing records"), write_records),
    Stage("definitions", Text("发布定义", "Publishing definitions"), publish_definitions),
    Stage("remove", Text("移除旧内容", "Removing what leaves"), remove_leaving),
    Stage("permissions", Text("更新权限", "Updating permissions"), synchronise_permissions),
    Stage("hooks_after", Text("执行后置钩子", "Running hooks"), hooks_after),
    Stage("plugins", Text("登记插件", "Registering plugins"), remember_plugins),
    Stage("audit", Text("写入审计日志", "Writing the audit log"), write_audit),
)


def _draft(work: Work, name: str) -> definitions.Draft:
    """What the definition will say; the survey has had its kind prove it."""
    layer = work.situation.owners[name]
    return definitions.Draft(name, layer.kind, layer.plugin, work.situation.resolution.bodies[name])


def _reason(work: Work) -> str:
    act, plugin = work.plan.act, work.plan.plugin
    version = work.situation.selection.manifests[plugin].version if act is not Act.UNINSTALL else ""
    return f"{act} {plugin} {version}".strip()


def _hook(work: Work, name: str, hook: str) -> None:
    manifest = work.situation.selection.manifests.get(name)
    if manifest is not None and hook in manifest.hooks:
        run_hook(manifest, hook, work.session)


def _remember(work: Work, plugin: Plugin) -> None:
    manifest = work.situation.selection.manifests[plugin.name]
    before = _tables_of(plugin) if plugin.manifest else []
    plugin.title = manifest.title
    plugin.version = manifest.version
    plugin.state = PluginState.INSTALLED
    plugin.has_code = manifest.has_code
    plugin.digest = manifest.digest
    plugin.broken = None
    plugin.changed_at = work.now
    plugin.manifest = {
        "depends": list(manifest.depends),
        "summary": manifest.summary,
        "category": manifest.category,
        "author": manifest.author,
        "license": manifest.license,
        "required": manifest.auto_install and not manifest.depends,
        "tables": [*before, *work.tables.get(plugin.name, ())],
    }


def _tables_of(plugin: Plugin) -> list[str]:
    tables: list[str] = plugin.manifest.get("tables", [])
    return tables
