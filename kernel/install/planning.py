"""Tells the plan of a situation: reads counts from the database, writes nothing."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy import func, inspect, select, table
from sqlalchemy.orm import Session

from kernel.definitions import Published, digest_of, title_of, version
from kernel.install.plan import Act, Change, DefinitionChange, Member, OpenClash, Plan, Records
from kernel.install.plan_steps import planned
from kernel.install.records import as_change, changes, known_records
from kernel.install.situation import Situation
from kernel.migrations import pending
from kernel.nodes import Body
from kernel.registry import Registry
from kernel.seams import KIND
from kernel.text import Text

HOOKS = {Act.INSTALL: ("pre_init", "post_init"), Act.UPGRADE: (), Act.UNINSTALL: ("uninstall",)}


def plan_of(session: Session, situation: Situation, registry: Registry) -> Plan:
    """The plan of this situation."""
    chosen = situation.selection
    rebased = situation.resolution.studio
    moved = [one for one in rebased.values() if one.merge is not None]
    return planned(
        chosen.act,
        chosen.plugin,
        [_change(session, situation, name, act) for name, act in chosen.members],
        list(_definition_changes(session, situation, registry)),
        obstacles=situation.obstacles,
        clashes=list(_clashes(situation)),
        merged=list(_merged(situation)),
        replayed=len(moved),
    )


def _change(session: Session, situation: Situation, name: str, act: Act) -> Change:
    chosen = situation.selection
    manifest, before = chosen.manifests.get(name), chosen.installed.get(name)
    hooks = tuple(f"{name}: {hook}" for hook in HOOKS[act] if manifest and hook in manifest.hooks)
    if act is Act.UNINSTALL:
        assert before is not None  # noqa: S101 only what is installed can leave
        member = Member(name, before.title, act, before.version, None)
        records = Records(deleted=tuple(map(as_change, known_records(session, name).values())))
        return Change(
            member, before.has_code, tables=_tables(session, before.manifest), records=records, hooks=hooks
        )
    assert manifest is not None  # noqa: S101 members() refuses an incoming plugin without a folder
    rows = situation.rows[name]
    return Change(
        Member(
            *(name, manifest.title, act, before.version if before else None, manifest.version),
            digest=manifest.digest,
        ),
        manifest.has_code,
        revisions=_revisions(session, name, manifest.folder / "migrations"),
        records=changes(rows, known_records(session, name)),
        hooks=hooks,
        permissions=tuple(
            f"{row.values.get('role')}: {row.values.get('permission')} {row.values.get('resource')}"
            for row in rows
            if row.model == "access"
        ),
    )


def _revisions(session: Session, name: str, folder: Path) -> tuple[tuple[str, str], ...]:
    scripts = pending(session.connection(), name, folder)
    return tuple((script.revision, (script.doc or "").split("\n")[0]) for script in scripts)


def _tables(session: Session, manifest: Mapping[str, object]) -> tuple[tuple[str, int], ...]:
    names = manifest.get("tables", ())
    present = set(inspect(session.connection()).get_table_names())
    assert isinstance(names, list | tuple)  # noqa: S101 written by the installer
    return tuple(
        (name, session.scalar(select(func.count()).select_from(table(name))) or 0)
        for name in names
        if name in present
    )


def _definition_changes(
    session: Session, situation: Situation, registry: Registry
) -> Iterator[DefinitionChange]:
    for name in situation.moving:
        layer, last = situation.owners[name], situation.published.get(name)
        body = situation.resolution.bodies[name]
        yield DefinitionChange(
            name,
            _kind_title(registry, layer.kind),
            title_of(name, body),
            layer.plugin,
            before=None if last is None or last.retired else last.number,
            after=_next_number(last, body),
        )
    for name in situation.retiring:
        last = situation.published[name]
        title = title_of(name, version(session, name, last.number).body)
        yield DefinitionChange(name, _kind_title(registry, last.kind), title, last.plugin, last.number, None)


def _next_number(last: Published | None, body: Body) -> int:
    if last is None:
        return 1
    return last.number if last.digest == digest_of(body) else last.number + 1


def _kind_title(registry: Registry, kind: str) -> Text:
    if not registry.has(KIND, kind):
        return Text(kind, kind)
    title: Text = registry.thing(KIND, kind).title
    return title


def _clashes(situation: Situation) -> Iterator[OpenClash]:
    for target, one in situation.resolution.studio.items():
        chosen = situation.choices.get(target, {})
        for clash in one.merge.conflicts if one.merge else ():
            yield OpenClash(
                target,
                clash.path,
                _shown(clash.base),
                _shown(clash.theirs),
                _shown(clash.ours),
                chosen.get(clash.path),
            )


def _shown(value: object) -> object:
    """A JSON-like value; what is absent on one side shows as nothing."""
    return value if isinstance(value, dict | list | str | int | bool) else None


def _merged(situation: Situation) -> Iterator[Text]:
    for target, one in situation.resolution.studio.items():
        for found in one.merge.theirs_only if one.merge else ():
            yield Text(f"{target} {found.path}（新版）", f"{target} {found.path} (new version)")
        for found in one.merge.ours_only if one.merge else ():
            yield Text(f"{target} {found.path}（本地）", f"{target} {found.path} (studio)")
    for lost in situation.lost_studio:
        name = lost.layer.target
        yield Text(f"设计中心对 {name} 的改动随之移除", f"the studio changes of {name} go with it")
