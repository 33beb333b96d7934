"""A plan in a few lines, for each kind of act."""

import pytest

from app.apps.plans import ACTS, CARRY_OUT, PLANS, VERBS, impact, step_lines
from kernel.install.plan import (
    Act,
    Change,
    DefinitionChange,
    Member,
    Obstacle,
    Plan,
    RecordChange,
    Records,
    StepKind,
)
from kernel.install.plan_steps import planned
from kernel.text import Text

FORM = Text("表单", "form")


def records(count: int) -> tuple[RecordChange, ...]:
    """So many rows of one register."""
    return tuple(RecordChange("unit", f"alpha.row_{number}", "") for number in range(count))


def plan(act: Act, *, obstacles: tuple[Obstacle, ...] = ()) -> Plan:
    """An act on beta that takes alpha along."""
    before, after = (
        (None, "1.0.0") if act is Act.INSTALL else ("1.0.0", "1.1.0" if act is Act.UPGRADE else None)
    )
    with_alpha = Act.INSTALL if act is not Act.UNINSTALL else act
    changes = [
        Change(
            Member("alpha", "甲", with_alpha, before, after),
            has_code=act is not Act.UPGRADE,
            revisions=() if act is Act.UNINSTALL else (("0001", "units"),),
            tables=(("alpha_unit", 3), ("alpha_case", 2)) if act is Act.UNINSTALL else (),
            records=Records(records(3), records(2), records(1), records(7)),
            permissions=("clerk: can_read Unit",),
        ),
        Change(Member("beta", "乙", act, before, after), has_code=False),
    ]
    definitions = [
        DefinitionChange("beta.new", FORM, "新表", "beta", None, 1),
        DefinitionChange("beta.old", FORM, "旧表", "beta", 3, None),
        DefinitionChange("beta.form", FORM, "表", "beta", 3, 4),
    ]
    return planned(act, "beta", changes, definitions, obstacles=obstacles)


def said(found: Plan) -> dict[str, str]:
    """The impact in Chinese."""
    return {label.zh: words.zh for label, words in impact(found)}


def test_an_install_says_who_comes_along_and_what_is_new() -> None:
    assert said(plan(Act.INSTALL)) == {
        "随同安装": "甲",
        "定义": "启用 1，改版 1，停用 1",
        "数据行": "新增 3，更新 2，删除 1",
        "数据库结构": "迁移 1 步",
        "在办件": "保持原版，不受影响",
        "换新进程": "需要，请求不中断",
    }


def test_an_upgrade_of_data_is_live_at_once() -> None:
    assert said(plan(Act.UPGRADE))["换新进程"] == "不需要，立即生效"


@pytest.mark.parametrize(("examples", "words"), [((), "没有占用"), (("DEMO-0001",), "仍有占用，见障碍")])
def test_a_removal_says_what_goes_and_what_is_in_the_way(examples: tuple[str, ...], words: str) -> None:
    obstacle = Obstacle(Text("在办件", "cases"), Text("请办结", "close them"), "alpha", examples)
    found = said(plan(Act.UNINSTALL, obstacles=(obstacle,)))
    assert found["随同卸载"] == "甲"
    assert found["数据表"] == "删除 2 张"
    assert found["在办件"] == words


def test_a_plan_without_content_says_none() -> None:
    alone = planned(
        Act.INSTALL, "beta", [Change(Member("beta", "乙", Act.INSTALL, None, "1.0.0"), False)], []
    )
    found = said(alone)
    assert (found["随同安装"], found["定义"], found["数据行"], found["数据库结构"]) == ("无",) * 4


def test_rows_and_permissions_name_their_plugin_when_several_take_part() -> None:
    owners = {line.step.kind: line.owner for line in step_lines(plan(Act.INSTALL))}
    assert owners[StepKind.CREATE] == owners[StepKind.PERMIT] == "alpha"
    assert owners[StepKind.DEFINE] == owners[StepKind.RESTART] == ""


def test_rows_that_stay_as_they_are_are_kept_and_not_changed() -> None:
    [kept] = [line for line in step_lines(plan(Act.UPGRADE)) if "noupdate" in line.step.effect.zh]
    assert (kept.verb.zh, kept.tone) == ("保留", "mute")


def test_every_step_and_act_has_its_words() -> None:
    assert set(VERBS) == set(StepKind)
    assert set(ACTS) == set(PLANS) == set(CARRY_OUT) == set(Act)
