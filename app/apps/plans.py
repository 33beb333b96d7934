"""A plan as the page shows it: the verbs of its steps, and its impact in a few lines."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kernel.install.plan import Act, Plan, Step, StepKind
from kernel.install.plan_steps import KEPT
from kernel.text import Text, listed

VERBS: Mapping[StepKind, tuple[str, str, Text]] = {
    StepKind.TRIAL: ("info", "play", Text("试启动", "Trial")),
    StepKind.MIGRATE: ("info", "database", Text("迁移", "Migrate")),
    StepKind.CREATE: ("ok", "plus", Text("新增", "Create")),
    StepKind.CHANGE: ("warn", "pencil", Text("更新", "Change")),
    StepKind.DELETE: ("mute", "minus", Text("删除", "Delete")),
    StepKind.DEFINE: ("ok", "plus", Text("启用定义", "Define")),
    StepKind.REVISE: ("warn", "pencil", Text("改为新版", "Revise")),
    StepKind.RETIRE: ("mute", "minus", Text("停用", "Retire")),
    StepKind.REPLAY: ("info", "layers", Text("重放", "Replay")),
    StepKind.PERMIT: ("info", "shield-check", Text("权限", "Permit")),
    StepKind.HOOK: ("info", "play", Text("钩子", "Hook")),
    StepKind.DROP: ("bad", "trash-2", Text("删表", "Drop")),
    StepKind.RESTART: ("info", "refresh-cw", Text("换新进程", "Renew")),
}
KEEP = ("mute", "lock", Text("保留", "Keep"))
ACTS: Mapping[Act, Text] = {
    Act.INSTALL: Text("安装", "Install"),
    Act.UPGRADE: Text("升级", "Upgrade"),
    Act.UNINSTALL: Text("卸载", "Uninstall"),
}
PLANS: Mapping[Act, Text] = {
    Act.INSTALL: Text("安装计划", "Install plan"),
    Act.UPGRADE: Text("升级计划", "Upgrade plan"),
    Act.UNINSTALL: Text("卸载计划", "Uninstall plan"),
}
CARRY_OUT: Mapping[Act, Text] = {
    Act.INSTALL: Text("执行安装", "Install now"),
    Act.UPGRADE: Text("执行升级", "Upgrade now"),
    Act.UNINSTALL: Text("执行卸载", "Uninstall now"),
}
RECORDS = (
    (StepKind.CREATE, Text("新增", "created")),
    (StepKind.CHANGE, Text("更新", "changed")),
    (StepKind.DELETE, Text("删除", "deleted")),
)
DEFINITIONS = (
    (StepKind.DEFINE, Text("启用", "new")),
    (StepKind.REVISE, Text("改版", "revised")),
    (StepKind.RETIRE, Text("停用", "retired")),
)
OWNED = frozenset({StepKind.CREATE, StepKind.CHANGE, StepKind.DELETE, StepKind.PERMIT})
"""Steps that do not name their plugin themselves."""
NONE = Text("无", "none")


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step in the table; `owner` is told where several plugins take part."""

    step: Step
    tone: str
    picture: str
    verb: Text
    owner: str


def step_lines(plan: Plan) -> list[StepLine]:
    """The steps of the plan in order."""
    several = len(plan.members) > 1
    return [
        StepLine(
            *(step, *(KEEP if step.key == KEPT else VERBS[step.kind])),
            owner=step.plugin if several and step.kind in OWNED else "",
        )
        for step in plan.steps
    ]


def impact(plan: Plan) -> list[tuple[Text, Text]]:
    """The plan in a few lines: what people ask first."""
    return [*_company(plan), *_content(plan), _cases(plan), _renewal(plan)]


def _company(plan: Plan) -> Iterator[tuple[Text, Text]]:
    others = [one for one in plan.members if one.name != plan.plugin]
    come = [one.title for one in others if one.act is Act.INSTALL]
    go = [one.title for one in others if one.act is Act.UNINSTALL]
    if plan.act is Act.UNINSTALL:
        yield Text("随同卸载", "Goes along"), listed(go)
    else:
        yield Text("随同安装", "Comes along"), listed(come)


def _content(plan: Plan) -> Iterator[tuple[Text, Text]]:
    yield Text("定义", "Definitions"), _counted(plan, DEFINITIONS, lambda _step: 1)
    yield Text("数据行", "Records"), _counted(plan, RECORDS, lambda step: len(step.details))
    if plan.act is Act.UNINSTALL:
        tables = sum(step.kind is StepKind.DROP for step in plan.steps)
        said = Text(f"删除 {tables} 张", f"dropped: {tables}") if tables else NONE
        yield Text("数据表", "Tables"), said
    else:
        revisions = sum(step.kind is StepKind.MIGRATE for step in plan.steps)
        said = Text(f"迁移 {revisions} 步", f"migrations: {revisions}") if revisions else NONE
        yield Text("数据库结构", "Schema"), said


def _cases(plan: Plan) -> tuple[Text, Text]:
    if plan.act is Act.UNINSTALL:
        standing = any(one.examples for one in plan.obstacles)
        said = Text("仍有占用，见障碍", "in the way") if standing else Text("没有占用", "none in the way")
    else:
        said = Text("保持原版，不受影响", "keep their version")
    return Text("在办件", "Open cases"), said


def _renewal(plan: Plan) -> tuple[Text, Text]:
    said = (
        Text("需要，请求不中断", "yes, without a gap")
        if plan.restart
        else Text("不需要，立即生效", "no, live at once")
    )
    return Text("换新进程", "Renewal"), said


def _counted(plan: Plan, kinds: tuple[tuple[StepKind, Text], ...], weight: Callable[[Step], int]) -> Text:
    zh, en = [], []
    for kind, verb in kinds:
        count = sum(weight(step) for step in plan.steps if step.kind is kind and step.key != KEPT)
        if count:
            zh.append(f"{verb.zh} {count}")
            en.append(f"{count} {verb.en}")
    return Text("，".join(zh), ", ".join(en)) if zh else NONE
