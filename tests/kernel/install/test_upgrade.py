"""Alpha 1.1.0 comes over 1.0.0: the parent table is rebuilt, rows and definitions follow the files."""

import pytest
from sqlalchemy import inspect, text

from kernel.models.plugins import OperationState
from tests.kernel.install.house import House
from tests.kernel.install.portraits import differing, dump, portrait
from tests.kernel.install.workshop import Workshop
from tests.plugins.variants import edited, upgraded, with_version

CASES = (
    "INSERT INTO alpha_case (id, number, definition, open, unit_id)"
    " SELECT 100 + id, 'N-' || name, 'alpha.approval', :open, id FROM alpha_unit"
)


def with_cases(house: House, *, of: str = "", is_open: bool = True) -> None:
    """A case at every unit, or at one; this is what must not be lost."""
    statement = text(CASES + (" WHERE name = :name" if of else "")).bindparams(open=is_open)
    house.act_in(lambda session: session.execute(statement.bindparams(name=of) if of else statement))


def seats(house: House) -> dict[str, int]:
    """The units with their seats."""
    return dict(house.read("SELECT name, seats FROM alpha_unit", scalars=False))


def done(house: House, workshop: Workshop) -> None:
    """The upgrade, carried out by a process of its own with the code that lies in the folder."""
    number = house.queued("upgrade", "alpha")
    status = workshop.carried_out(house, number)
    assert status == 0, (house.folder / f"{number}.log").read_text()


def test_no_child_is_lost_when_its_parent_table_is_rebuilt(with_alpha: House, workshop: Workshop):
    with_cases(with_alpha)
    with_alpha.write("DELETE FROM alpha_case WHERE number = 'N-四平示例局'")
    before = with_alpha.read("SELECT number, unit_id FROM alpha_case ORDER BY number", scalars=False)
    upgraded(with_alpha.addons)

    done(with_alpha, workshop)

    after = with_alpha.read("SELECT number, unit_id FROM alpha_case ORDER BY number", scalars=False)
    assert len(before) == 4
    assert after == before
    columns = {column["name"]: column for column in inspect(with_alpha.engine).get_columns("alpha_unit")}
    assert str(columns["name"]["type"]) == "VARCHAR(80)"
    assert columns["seats"]["nullable"] is False


def test_children_still_go_with_their_parent_afterwards(with_alpha: House, workshop: Workshop):
    with_cases(with_alpha, of="长春示例局")
    upgraded(with_alpha.addons)
    done(with_alpha, workshop)

    with_alpha.write("DELETE FROM alpha_unit WHERE name = '长春示例局'")

    assert with_alpha.read("SELECT number FROM alpha_case") == []
    [key] = inspect(with_alpha.engine).get_foreign_keys("alpha_case")
    assert (key["referred_table"], key["options"]) == ("alpha_unit", {"ondelete": "CASCADE"})


def test_rows_follow_the_file(with_alpha: House, workshop: Workshop):
    upgraded(with_alpha.addons)

    done(with_alpha, workshop)

    assert seats(with_alpha) == {
        "示例省厅": 12,
        "长春示例局": 8,
        "吉林示例局": 4,
        "延边示例局": 5,
        "本地窗口": 1,
    }
    assert with_alpha.read(
        "SELECT name FROM plugin_record WHERE plugin = 'alpha' AND model = 'alpha_unit' ORDER BY name"
    ) == ["changchun", "jilin", "own_window", "province", "yanbian"]


def test_what_the_office_changed_in_a_noupdate_row_stays(with_alpha: House, workshop: Workshop):
    with_alpha.write("UPDATE alpha_unit SET name = '政务大厅窗口', seats = 3 WHERE name = '本地窗口'")
    with_alpha.write("UPDATE alpha_unit SET seats = 60 WHERE name = '长春示例局'")
    upgraded(with_alpha.addons)

    done(with_alpha, workshop)

    found = seats(with_alpha)
    assert found["政务大厅窗口"] == 3
    assert found["长春示例局"] == 8


def test_a_row_the_file_does_not_change_keeps_what_the_office_made_of_it(
    with_alpha: House, workshop: Workshop
):
    with_alpha.write("UPDATE alpha_unit SET seats = 99 WHERE name = '吉林示例局'")
    upgraded(with_alpha.addons)

    done(with_alpha, workshop)

    assert seats(with_alpha)["吉林示例局"] == 99


def test_the_plan_names_every_row_and_revision(with_alpha: House):
    upgraded(with_alpha.addons)

    plan = with_alpha.plan("upgrade", "alpha")

    told = {(str(step.kind), step.thing.en): step for step in plan.steps}
    assert told["migrate", "alpha 0002_rebuild"].effect.zh.startswith("Longer names")
    assert told["create", "register alpha_unit"].details == ("alpha.yanbian",)
    assert told["change", "register alpha_unit"].details == ("alpha.changchun",)
    assert told["delete", "register alpha_unit"].details == ("alpha.siping",)
    assert told["change", "records kept as they are here"].details == ("alpha.own_window",)
    revised = [step for step in plan.steps if step.kind == "revise"]
    assert [(step.key, step.effect.en) for step in revised] == [
        ("alpha.request", "v1 → v2; open cases keep theirs")
    ]
    assert not [step for step in plan.steps if step.kind == "hook"]


def test_a_row_still_referred_to_is_not_deleted(with_alpha: House, workshop: Workshop):
    with_cases(with_alpha, of="四平示例局", is_open=False)
    upgraded(with_alpha.addons)
    number = with_alpha.queued("upgrade", "alpha")
    before = dump(with_alpha.engine)

    assert workshop.carried_out(with_alpha, number) == 1

    operation = with_alpha.operation(number)
    assert operation.state == OperationState.FAILED
    assert operation.error is not None
    assert operation.error["code"] == "in_use"
    assert "alpha_case" in operation.error["zh"]
    assert "by 1 rows of alpha_case" in operation.error["en"]
    assert operation.error["place"] == "alpha_unit alpha.siping"
    assert differing(dump(with_alpha.engine), before) == []


def test_definitions_of_plugins_that_stand_on_it_move_along(with_beta: House, workshop: Workshop):
    assert "wanted_on" not in str(with_beta.body("beta.request"))
    upgraded(with_beta.addons)

    done(with_beta, workshop)

    fields = [field["name"] for field in with_beta.body("beta.request")["sections"][0]["fields"]]
    assert fields == ["beta_code", "person", "phone", "email", "reason", "wanted_on", "urgent"]
    # alpha.request had its second version from beta's extension
    assert [with_beta.number(f"{name}.request") for name in ("alpha", "beta")] == [3, 2]
    assert [with_beta.number(f"{name}.approval") for name in ("alpha", "beta")] == [1, 1]


def test_an_upgrade_that_breaks_a_plugin_standing_on_it_is_refused(with_beta: House):
    edited(
        with_version(with_beta.addons, "alpha", "1.2.0"),
        "alpha/forms/request.yaml",
        "- name: phone",
        "- name: mobile",
    )
    before = dump(with_beta.engine, without=())

    error = with_beta.refusal("upgrade", "alpha")

    assert error["problems"][0]["place"].startswith("beta/forms/request.yaml:")
    assert "phone" in error["problems"][0]["zh"]
    assert "phone" in error["problems"][0]["en"]
    assert dump(with_beta.engine, without=()) == before


def test_an_older_folder_is_refused(with_alpha: House):
    with_version(with_alpha.addons, "alpha", "0.9.0")

    plan = with_alpha.plan("upgrade", "alpha")

    [obstacle] = plan.obstacles
    assert not plan.ready
    assert obstacle.place == "alpha/__manifest__.py:6"
    assert "0.9.0" in obstacle.what.zh


def test_new_ground_is_installed_first(with_alpha: House):
    edited(with_alpha.addons, "alpha/__manifest__.py", '"approvals"]', '"approvals", "extra"]')
    extra = with_alpha.addons / "extra"
    extra.mkdir()
    (extra / "__manifest__.py").write_text(
        "{'name': 'extra', 'title': 'x', 'version': '1.0.0', 'license': 'MIT', 'depends': [], 'data': []}"
    )

    with_alpha.done("upgrade", "alpha")

    assert with_alpha.read("SELECT name FROM plugin ORDER BY position") == [
        "approvals",
        "extra",
        "forms",
        "alpha",
    ]


def test_an_upgrade_without_a_change_is_done_and_publishes_nothing(with_alpha: House):
    before = portrait(with_alpha.engine)

    number = with_alpha.done("upgrade", "alpha")

    assert with_alpha.operation(number).state == OperationState.DONE
    assert portrait(with_alpha.engine) == before


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_is_not_installed_cannot_be_upgraded(ground: House):
    error = ground.refusal("upgrade", "alpha")

    assert (error["code"], error["place"]) == ("conflict", "alpha")
