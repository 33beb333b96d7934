"""Alpha and beta are installed: everything they bring is there, and it is on record."""

from sqlalchemy import select

from kernel.install.operations import progress
from kernel.models import AuditEntry, DefinitionLayer, Plugin, PluginOperation, PluginRecord
from kernel.models.plugins import OperationState, PluginState
from kernel.versions import versions_of
from tests.conftest import TODAY
from tests.kernel.install.house import ACTOR, House
from tests.kernel.install.portraits import dump, portrait

UNITS = ["province", "changchun", "jilin", "siping", "own_window"]


def versions(house: House):
    """The counters every process compares itself with."""
    with house.engine.connect() as connection:
        return versions_of(connection, None)


def test_a_plugin_and_what_it_stands_on_are_installed_in_order(ground: House):
    ground.install("beta")

    rows = ground.read(
        select(Plugin.name, Plugin.version, Plugin.state, Plugin.has_code).order_by(Plugin.position),
        scalars=False,
    )
    assert rows == [
        ("approvals", "1.0.0", PluginState.INSTALLED, True),
        ("forms", "1.0.0", PluginState.INSTALLED, True),
        ("alpha", "1.0.0", PluginState.INSTALLED, True),
        ("beta", "1.0.0", PluginState.INSTALLED, False),
    ]


def test_the_plugin_remembers_its_folder_and_its_tables(ground: House):
    ground.install("alpha")

    alpha = ground.plugin("alpha")
    assert alpha is not None
    assert alpha.digest == ground.site.discovery().manifests["alpha"].digest
    assert alpha.installed_at == alpha.changed_at == TODAY
    assert alpha.manifest["tables"] == ["alpha_case", "alpha_mark", "alpha_unit"]
    assert alpha.manifest["depends"] == ["forms", "approvals"]
    assert alpha.manifest["required"] is False


def test_the_built_in_plugins_are_required(ground: House):
    manifests = ground.read(select(Plugin.manifest).order_by(Plugin.position))
    assert [manifest["required"] for manifest in manifests] == [True, True]


def test_rows_are_written_under_their_external_ids(ground: House):
    ground.install("alpha")

    rows = ground.read(
        "SELECT record.name, unit.name, unit.seats, record.noupdate FROM plugin_record AS record"
        " JOIN alpha_unit AS unit ON unit.id = record.row_id"
        " WHERE record.model = 'alpha_unit' AND record.plugin = 'alpha' ORDER BY record.id",
        scalars=False,
    )
    assert [row[0] for row in rows] == UNITS
    assert [row[1:3] for row in rows][::4] == [("示例省厅", 12), ("本地窗口", 1)]
    assert rows[3][2] is None
    assert [bool(row[3]) for row in rows] == [False, False, False, False, True]


def test_demo_rows_come_only_where_demo_is_on(ground: House):
    ground.install("alpha")
    assert ground.read("SELECT number FROM alpha_case") == []
    ground.uninstall("alpha")

    ground.demo = True
    ground.install("alpha")

    cases = ground.read(
        "SELECT number, alpha_unit.name FROM alpha_case JOIN alpha_unit ON alpha_unit.id = unit_id"
        " ORDER BY number",
        scalars=False,
    )
    assert cases == [("DEMO-0001", "长春示例局"), ("DEMO-0002", "吉林示例局")]
    assert ground.read(select(PluginRecord.demo).where(PluginRecord.model == "alpha_case")) == [True, True]


def test_layers_say_who_wrote_what_about_which_definition(with_alpha: House):
    with_alpha.install("beta")

    layers = with_alpha.read(
        select(
            DefinitionLayer.target,
            DefinitionLayer.plugin,
            DefinitionLayer.mode,
            DefinitionLayer.inherit,
            DefinitionLayer.place,
        ).order_by(DefinitionLayer.id),
        scalars=False,
    )
    assert layers == [
        ("alpha.request", "alpha", "base", None, "alpha/forms/request.yaml:2"),
        ("alpha.approval", "alpha", "base", None, "alpha/chains/approval.yaml:2"),
        ("alpha.request", "beta", "extension", "alpha.request", "beta/forms/request.yaml:2"),
        ("beta.request", "beta", "primary", "alpha.request", "beta/forms/request.yaml:14"),
        ("beta.approval", "beta", "primary", "alpha.approval", "beta/chains/approval.yaml:2"),
    ]


def test_definitions_are_in_force(ground: House):
    ground.install("beta")

    found = portrait(ground.engine)["definitions"]
    assert [row[:3] + row[4:5] for row in found] == [
        ("alpha.approval", "chain", "alpha", "1"),
        ("alpha.request", "form", "alpha", "1"),
        ("beta.approval", "chain", "beta", "1"),
        ("beta.request", "form", "beta", "1"),
    ]


def test_roles_hold_what_the_access_rules_say_and_no_more(ground: House):
    ground.install("beta")

    found = portrait(ground.engine)
    declared = [one for one in found["declared"] if one[0] in ("alpha", "beta")]
    assert declared == [("alpha", "can_edit", "AlphaCase"), ("alpha", "can_read", "AlphaCase")]
    # beta's can_list is declared by no page: the rule waits, nothing is granted
    assert [grant for grant in found["grants"] if grant[2] == "AlphaCase"] == [
        ("Admin", "can_edit", "AlphaCase"),
        ("Admin", "can_read", "AlphaCase"),
        ("beta_clerk", "can_read", "AlphaCase"),
        ("city_clerk", "can_read", "AlphaCase"),
        ("province_clerk", "can_edit", "AlphaCase"),
    ]
    assert ("can_list",) not in found["permissions"]
    assert ("beta", "beta_clerk", "can_read", "AlphaCase", "none") in found["rules"]


def test_hooks_run_before_and_after_the_rest(ground: House):
    ground.install("alpha")

    assert ground.read("SELECT what FROM alpha_mark ORDER BY id") == ["pre_init", "post_init"]


def test_the_audit_log_says_who_did_it(ground: House):
    ground.install("beta")

    entries = ground.read(
        select(AuditEntry.actor, AuditEntry.action, AuditEntry.thing, AuditEntry.detail, AuditEntry.at)
        .order_by(AuditEntry.id.desc())
        .limit(1),
        scalars=False,
    )
    members = [["alpha", "install", None, "1.0.0"], ["beta", "install", None, "1.0.0"]]
    assert entries == [(ACTOR, "plugin.install", "beta", {"members": members}, TODAY)]


def test_every_process_notices_a_plugin_with_code(ground: House):
    before = versions(ground)

    ground.install("alpha")

    after = versions(ground)
    assert after.registry == before.registry + 1
    assert after.role > before.role
    assert after.code == before.code + 1


def test_a_pack_of_data_needs_no_restart(with_alpha: House):
    before = versions(with_alpha)

    plan = with_alpha.plan("install", "beta")
    with_alpha.install("beta")

    after = versions(with_alpha)
    assert not plan.restart
    assert (after.registry, after.code) == (before.registry + 1, before.code)


def test_the_operation_keeps_its_plan_and_its_course(ground: House):
    number = ground.install("alpha")

    operation = ground.operation(number)
    assert operation.state == OperationState.DONE
    assert operation.finished_at == TODAY
    assert operation.error is None
    assert [member["name"] for member in operation.plan["members"]] == ["alpha"]
    assert [line["en"] for line in operation.log][:2] == ["Loading the plugins' code", "Migrating tables"]
    assert operation.log == progress(ground.site, number)
    assert all(line["zh"] and line["en"] and line["at"] for line in operation.log)


def test_a_plan_changes_nothing(ground: House):
    before = dump(ground.engine, without=())

    plan = ground.plan("install", "beta")

    assert plan.ready
    assert plan.steps
    assert dump(ground.engine, without=()) == before


def test_the_plan_tells_what_the_install_then_does(ground: House):
    plan = ground.plan("install", "beta")

    told = [(str(step.kind), step.plugin, step.thing.en, step.effect.en) for step in plan.steps]
    assert [(one.name, one.act, one.before, one.after) for one in plan.members] == [
        ("alpha", "install", None, "1.0.0"),
        ("beta", "install", None, "1.0.0"),
    ]
    assert ("migrate", "alpha", "alpha 0001_units", "Units, cases and marks.") in told
    assert ("create", "alpha", "register alpha_unit", "5 rows created") in told
    assert ("create", "beta", "register alpha_unit", "1 rows created") in told
    assert ("define", "beta", "form “乙的测试申请表” beta.request", "in force, version 1") in told
    assert ("hook", "alpha", "alpha: pre_init", "the plugin's hook runs") in told
    assert told[0][0] == "trial"
    assert told[-1][0] == "restart"


def test_an_operation_is_carried_out_once(ground: House):
    number = ground.install("alpha")
    before = dump(ground.engine, without=())

    error = ground.refused(lambda: ground.carry_out(number))

    assert (error["code"], error["place"]) == ("conflict", str(number))
    assert dump(ground.engine, without=()) == before


def test_two_houses_furnished_alike_hold_the_same(ground: House, with_alpha: House):
    ground.install("alpha")

    assert portrait(ground.engine) == portrait(with_alpha.engine)


def test_the_log_of_operations_grows_by_one_for_each(ground: House):
    first, second = ground.install("alpha"), ground.install("beta")

    assert ground.read(select(PluginOperation.id).order_by(PluginOperation.id.desc()).limit(2)) == [
        second,
        first,
    ]
