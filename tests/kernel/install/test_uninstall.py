"""A plugin leaves: not while cases are open on it, and then without a trace but its versions and the log."""

from copy import deepcopy

import pytest
from sqlalchemy import inspect, select

from kernel.models import AuditEntry, DefinitionLayer, DefinitionVersion
from kernel.models.plugins import OperationState
from kernel.versions import versions_of
from tests.kernel.install.house import House
from tests.kernel.install.portraits import differing, dump, portrait
from tests.kernel.install.test_studio import FORM, changed
from tests.kernel.install.test_upgrade import with_cases
from tests.kernel.install.workshop import Workshop
from tests.plugins.variants import copied, edited

KEPT = ["audit_entry", "definition", "definition_version", "platform_state"]
"""What a plugin that was here once may leave behind: its versions, and the log."""


def test_open_cases_stand_in_the_way_and_are_listed(with_alpha: House):
    with_cases(with_alpha)
    before = dump(with_alpha.engine, without=())

    plan = with_alpha.plan("uninstall", "alpha")
    error = with_alpha.refusal("uninstall", "alpha")

    [obstacle] = plan.obstacles
    assert not plan.ready
    assert (obstacle.what.zh, obstacle.what.en) == ("在办的测试办件：5 件。", "open test cases: 5.")
    assert len(obstacle.examples) == 5
    assert "N-吉林示例局" in obstacle.examples
    assert error["code"] == "in_use"
    assert "N-吉林示例局" in error["problems"][0]["place"]
    assert dump(with_alpha.engine, without=()) == before


def test_cases_opened_after_the_plan_stop_it_too(with_alpha: House):
    number = with_alpha.queued("uninstall", "alpha")
    with_cases(with_alpha, of="长春示例局")
    before = dump(with_alpha.engine)

    error = with_alpha.refused(lambda: with_alpha.carry_out(number))

    assert error["code"] == "in_use"
    assert with_alpha.operation(number).state == OperationState.FAILED
    assert dump(with_alpha.engine) == before


def test_once_the_cases_are_closed_it_goes_without_a_trace(ground: House):
    before = dump(ground.engine)
    ground.demo = True
    ground.install("alpha")
    with_cases(ground)
    assert not ground.plan("uninstall", "alpha").ready
    ground.write("UPDATE alpha_case SET open = false")

    number = ground.uninstall("alpha")

    assert ground.operation(number).state == OperationState.DONE
    assert differing(dump(ground.engine), before) == KEPT
    assert not [name for name in inspect(ground.engine).get_table_names() if "alpha" in name]


def test_dependants_go_along_first(ground: House):
    before = dump(ground.engine)
    copied(ground.addons, "gamma")
    for name in ("beta", "gamma"):
        ground.install(name)

    plan = ground.plan("uninstall", "alpha")
    ground.uninstall("alpha")

    assert [member.name for member in plan.members] == ["gamma", "beta", "alpha"]
    assert differing(dump(ground.engine), before) == KEPT


def test_a_companion_table_goes_alone(with_alpha: House):
    copied(with_alpha.addons, "gamma")
    before = dump(with_alpha.engine)
    with_alpha.install("gamma")
    with_alpha.write("INSERT INTO gamma_contact (unit_id, phone) SELECT id, '0431' FROM alpha_unit")

    with_alpha.uninstall("gamma")

    assert differing(dump(with_alpha.engine), before) == ["audit_entry", "platform_state"]


def test_a_pack_leaves_its_ground_as_it_was(with_alpha: House):
    before, bodies = portrait(with_alpha.engine), with_alpha.body(FORM)

    with_alpha.install("beta")
    with_alpha.uninstall("beta")

    after = portrait(with_alpha.engine)
    assert with_alpha.body(FORM) == bodies
    assert {key for key in after if after[key] != before[key]} == {"definitions"}
    retired = [row[0] for row in after["definitions"] if row[3] in ("1", "True")]
    assert retired == ["beta.approval", "beta.request"]


def test_the_farewell_hook_runs_while_the_tables_are_there(with_alpha: House, workshop: Workshop):
    old, new = 'session.add(AlphaMark(what="uninstall"))', FAREWELL
    edited(with_alpha.addons, "alpha/hooks.py", old, new)
    number = with_alpha.queued("uninstall", "alpha")

    assert workshop.carried_out(with_alpha, number) == 0

    assert "left5" in with_alpha.read("SELECT name FROM ab_role")


FAREWELL = """\
from sqlalchemy import text

    count = session.scalar(text("SELECT count(*) FROM alpha_unit"))
    session.execute(text(f"UPDATE ab_role SET name = 'left{count}' WHERE name = 'Public'"))"""


def test_definition_versions_stay_and_the_log_tells_all(with_beta: House):
    versions = with_beta.read(select(DefinitionVersion.id).order_by(DefinitionVersion.id))

    with_beta.uninstall("alpha")

    assert with_beta.read(select(DefinitionVersion.id).order_by(DefinitionVersion.id)) == versions
    assert {row[3] for row in portrait(with_beta.engine)["definitions"]} in ({"1"}, {"True"})
    actions = with_beta.read(select(AuditEntry.action).order_by(AuditEntry.id.desc()).limit(1))
    assert actions == ["plugin.uninstall"]


def test_a_plugin_that_comes_back_goes_on_with_its_numbers(with_beta: House):
    before = portrait(with_beta.engine)
    with_beta.uninstall("alpha")
    edited(with_beta.addons, "alpha/forms/request.yaml", "        max: 20", "        max: 25")

    plan = with_beta.plan("install", "beta")
    with_beta.install("beta")

    told = {step.key: step.effect.en for step in plan.steps if step.key}
    assert told["alpha.request"] == "in force, version 3"
    assert told["alpha.approval"] == "in force, version 1"
    numbers = {name: with_beta.number(name) for name in told}
    assert numbers == {"alpha.request": 3, "alpha.approval": 1, "beta.request": 2, "beta.approval": 1}
    after = portrait(with_beta.engine)
    assert {key for key in after if after[key] != before[key]} == {"definitions", "plugins"}


def test_the_same_plugin_that_comes_back_is_as_it_was(with_beta: House):
    before = portrait(with_beta.engine)
    with_beta.uninstall("alpha")

    with_beta.install("beta")

    assert portrait(with_beta.engine) == before


def test_a_required_plugin_stays(ground: House):
    before = dump(ground.engine, without=())

    plan = ground.plan("uninstall", "forms")

    assert not plan.ready
    assert "forms" in plan.obstacles[0].what.zh
    assert ground.refusal("uninstall", "forms")["problems"][0]["place"] == "forms"
    assert dump(ground.engine, without=()) == before


def test_a_required_plugin_stays_with_all_that_stands_on_it(with_alpha: House):
    plan = with_alpha.plan("uninstall", "forms")

    assert [member.name for member in plan.members] == ["alpha", "forms"]
    assert not plan.ready


def test_a_row_of_a_pack_still_referred_to_keeps_the_pack(with_beta: House):
    with_cases(with_beta, of="白山示例局", is_open=False)
    number = with_beta.queued("uninstall", "beta")
    before = dump(with_beta.engine)

    error = with_beta.refused(lambda: with_beta.carry_out(number))

    assert (error["code"], error["place"]) == ("in_use", "alpha_unit beta.baishan")
    assert "alpha_case" in error["zh"]
    assert "alpha_case" in error["en"]
    assert dump(with_beta.engine) == before


def test_a_role_somebody_else_names_stays(with_beta: House):
    with_beta.uninstall("beta")

    roles = with_beta.read("SELECT name FROM ab_role")
    assert "city_clerk" in roles
    assert "beta_clerk" not in roles


def test_a_role_somebody_holds_stays(with_beta: House):
    with_beta.write(
        "INSERT INTO ab_user (id, first_name, last_name, username, email, active)"
        " VALUES (7, '演示', '人员', 'demo', 'demo@example.org', true)"
    )
    with_beta.write(
        "INSERT INTO ab_user_role (id, user_id, role_id)"
        " SELECT 7, 7, id FROM ab_role WHERE name = 'beta_clerk'"
    )

    with_beta.uninstall("beta")

    assert "beta_clerk" in with_beta.read("SELECT name FROM ab_role")


def test_studio_changes_of_what_leaves_go_with_it(with_beta: House):
    changed(with_beta, phone="手机")

    plan = with_beta.plan("uninstall", "alpha")
    with_beta.uninstall("alpha")

    assert [text.en for text in plan.merged] == [f"the studio changes of {FORM} go with it"]
    assert with_beta.read(select(DefinitionLayer.id)) == []


def test_what_is_not_installed_cannot_leave(ground: House):
    assert ground.refusal("uninstall", "alpha")["code"] == "conflict"


def test_every_process_notices(with_beta: House):
    def versions():
        with with_beta.engine.connect() as connection:
            return versions_of(connection, None)

    before = versions()
    with_beta.uninstall("beta")
    middle = versions()
    with_beta.uninstall("alpha")

    assert (middle.registry, middle.code) == (before.registry + 1, before.code)
    assert versions().code == before.code + 1


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_plan_tells_what_would_be_deleted(with_alpha: House):
    with_cases(with_alpha, is_open=False)
    steps = deepcopy(with_alpha.plan("uninstall", "alpha").steps)

    told = {(str(step.kind), step.thing.en): step.effect.en for step in steps}
    assert told["drop", "table alpha_case"] == "deleted with its 5 rows"
    assert told["delete", "register alpha_unit"] == "5 rows deleted"
    assert told["retire", "approval chain “测试审批” alpha.approval"] == "retired; its versions stay"
    assert ("hook", "alpha: uninstall") in told
