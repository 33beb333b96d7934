"""Tells the steps of a plan from what each plugin brings or takes; pure."""

from collections.abc import Iterator, Sequence

from kernel.install.plan import (
    Act,
    Change,
    DefinitionChange,
    Obstacle,
    OpenClash,
    Plan,
    RecordChange,
    Records,
    Step,
    StepKind,
)
from kernel.text import Text

KEPT = "kept"
"""The key of the step that tells which records stay as they are."""


def planned(
    act: Act,
    plugin: str,
    changes: Sequence[Change],
    definitions: Sequence[DefinitionChange],
    *,
    obstacles: Sequence[Obstacle] = (),
    clashes: Sequence[OpenClash] = (),
    merged: Sequence[Text] = (),
    replayed: int = 0,
) -> Plan:
    """The ordered steps of these changes."""
    restart = any(change.has_code for change in changes)
    steps = [_trial(one) for one in changes if one.has_code and one.member.act is not Act.UNINSTALL]
    steps += [step for change in changes for step in _steps(change)]
    steps += [_definition_step(change) for change in definitions]
    steps += [_replay(replayed, len(clashes))] if replayed else []
    steps += [_renewal(plugin)] if restart else []
    return Plan(
        act=act,
        plugin=plugin,
        members=tuple(change.member for change in changes),
        steps=tuple(steps),
        obstacles=tuple(obstacles),
        clashes=tuple(clashes),
        merged=tuple(merged),
        restart=restart,
    )


def _replay(changes: int, clashes: int) -> Step:
    return Step(
        StepKind.REPLAY,
        "studio",
        Text(f"{changes} 个定义的设计中心改动", f"definitions changed in the studio: {changes}"),
        Text(f"{clashes} 处与新版冲突，由您选择", f"{clashes} clash and need a choice"),
    )


def _renewal(plugin: str) -> Step:
    return Step(
        StepKind.RESTART,
        plugin,
        Text("服务进程", "server processes"),
        Text("新进程就绪后再换下旧进程，请求不中断", "new ones take over once they answer"),
    )


def _trial(change: Change) -> Step:
    return Step(
        StepKind.TRIAL,
        change.member.name,
        Text(f"{change.member.title} 的代码", f"the code of {change.member.title}"),
        Text(
            "先在独立进程试启动并校验定义，不通过则什么也不改",
            "booted and proved apart first; nothing changes if it fails",
        ),
    )


def _steps(change: Change) -> Iterator[Step]:
    name = change.member.name
    for revision, summary in change.revisions:
        yield Step(
            StepKind.MIGRATE,
            name,
            Text(f"{name} {revision}", f"{name} {revision}"),
            Text(summary or "数据库结构变更", summary or "schema change"),
        )
    yield from _record_steps(name, change.records)
    if change.permissions:
        count = len(change.permissions)
        removing = change.member.act is Act.UNINSTALL
        yield Step(
            StepKind.DELETE if removing else StepKind.PERMIT,
            name,
            Text(f"权限 {count} 项", f"{count} permissions"),
            Text("随插件移除", "removed with the plugin")
            if removing
            else Text("只授予数据文件中写明的角色", "granted only to the roles named in the data files"),
            change.permissions,
        )
    for hook in change.hooks:
        yield Step(
            StepKind.HOOK, name, Text(hook, hook), Text("执行插件的安装钩子", "the plugin's hook runs")
        )
    for table, rows in change.tables:
        yield Step(
            StepKind.DROP,
            name,
            Text(f"数据表 {table}", f"table {table}"),
            Text(f"连同 {rows} 行数据删除", f"deleted with its {rows} rows"),
        )


RECORD_STEPS = (
    ("created", StepKind.CREATE, Text("新增", "created")),
    ("changed", StepKind.CHANGE, Text("更新", "changed")),
    ("deleted", StepKind.DELETE, Text("删除", "deleted")),
)


def _record_steps(plugin: str, records: Records) -> Iterator[Step]:
    for attribute, kind, verb in RECORD_STEPS:
        by_model: dict[str, list[RecordChange]] = {}
        for record in getattr(records, attribute):
            by_model.setdefault(record.model, []).append(record)
        for model, found in by_model.items():
            yield Step(
                kind,
                plugin,
                Text(f"登记簿 {model}", f"register {model}"),
                Text(f"{verb.zh} {len(found)} 行", f"{len(found)} rows {verb.en}"),
                tuple(record.name for record in found),
            )
    if records.kept:
        yield Step(
            StepKind.CHANGE,
            plugin,
            Text("本地保留的记录", "records kept as they are here"),
            Text(f"保留 {len(records.kept)} 行（noupdate）", f"{len(records.kept)} rows kept (noupdate)"),
            tuple(record.name for record in records.kept),
            key=KEPT,
        )


def _definition_step(change: DefinitionChange) -> Step:
    thing = Text(
        f"{change.kind.zh}“{change.title}”{change.name}", f"{change.kind.en} “{change.title}” {change.name}"
    )
    if change.after is None:
        return Step(
            StepKind.RETIRE,
            change.plugin,
            thing,
            Text("停用；历史版本保留", "retired; its versions stay"),
            key=change.name,
        )
    if change.before is None:
        return Step(
            StepKind.DEFINE,
            change.plugin,
            thing,
            Text(f"启用，第 {change.after} 版", f"in force, version {change.after}"),
            key=change.name,
        )
    return Step(
        StepKind.REVISE,
        change.plugin,
        thing,
        Text(
            f"第 {change.before} 版 → 第 {change.after} 版；在办件保持原版",
            f"v{change.before} → v{change.after}; open cases keep theirs",
        ),
        key=change.name,
    )
