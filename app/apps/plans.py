"""A plan as the page shows it: the verbs of its steps, its impact, its clashes as lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from kernel.datafiles.writing import value_in, written
from kernel.plan import Act, Plan, StepKind
from kernel.text import Text

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
ACTS: Mapping[Act, Text] = {
    Act.INSTALL: Text("安装", "Install"),
    Act.UPGRADE: Text("升级", "Upgrade"),
    Act.UNINSTALL: Text("卸载", "Uninstall"),
}


@dataclass(frozen=True, slots=True)
class ClashLines:
    """One clash in three columns."""

    field: str
    target: str
    path: str
    base: str
    theirs: str
    ours: str
    taken: str
    value: str


def clash_lines(plan: Plan) -> list[ClashLines]:
    """The clashes of the plan with the choices made so far."""
    return [
        ClashLines(
            f"clash-{number}",
            clash.target,
            clash.path,
            as_yaml(clash.base),
            as_yaml(clash.theirs),
            as_yaml(clash.ours),
            _taken(clash.choice),
            as_yaml(clash.choice["value"])
            if clash.choice and "value" in clash.choice
            else as_yaml(clash.ours),
        )
        for number, clash in enumerate(plan.clashes)
    ]


def read_form(form: MultiDict[str, str]) -> dict[str, dict[str, dict[str, Any]]]:
    """The choices of a submitted plan page."""
    choices: dict[str, dict[str, dict[str, Any]]] = {}
    for number, (target, path) in enumerate(zip(form.getlist("target"), form.getlist("path"), strict=False)):
        match form.get(f"clash-{number}"):
            case "theirs" | "ours" as side:
                choices.setdefault(target, {})[path] = {"take": side}
            case "value":
                value = value_in(form.get(f"clash-{number}-value", ""), place=path)
                choices.setdefault(target, {})[path] = {"value": value}
    return choices


def impact(plan: Plan) -> list[tuple[Text, Text]]:
    """The plan in a few lines: what people ask first."""
    new = [one.title for one in plan.members if one.act is Act.INSTALL and one.name != plan.plugin]
    gone = [one.title for one in plan.members if one.act is Act.UNINSTALL and one.name != plan.plugin]
    migrations = sum(step.kind is StepKind.MIGRATE for step in plan.steps)
    return [
        (Text("随同安装", "Comes along"), _listed(new)),
        (Text("随同卸载", "Goes along"), _listed(gone)),
        (Text("数据库迁移", "Migrations"), Text(f"{migrations} 个" if migrations else "无", str(migrations))),
        (
            Text("在办件", "Open cases"),
            Text("有占用，见障碍", "in the way, see the obstacles")
            if plan.obstacles and plan.act is Act.UNINSTALL
            else Text("保持原版，不受影响", "keep their version"),
        ),
        (
            Text("换新进程", "Restart"),
            Text("需要，请求不中断", "yes, without a gap")
            if plan.restart
            else Text("不需要，立即生效", "no, live at once"),
        ),
    ]


def as_yaml(value: object) -> str:
    """A JSON-like value as an admin reads it; nothing for what is absent."""
    return "" if value is None else written(value).rstrip()


def _taken(choice: Mapping[str, Any] | None) -> str:
    if choice is None:
        return ""
    return "value" if "value" in choice else str(choice["take"])


def _listed(titles: list[str]) -> Text:
    return Text("、".join(titles) or "无", ", ".join(titles) or "none")
