"""Rows of CSV files over several versions of their plugin."""

import pytest
from sqlalchemy import select

from kernel.models import PluginRecord
from tests.kernel.install.house import House
from tests.kernel.install.portraits import differing, dump
from tests.plugins.variants import edited, written

UNITS = "alpha/data/alpha_unit.csv"
CASES = "alpha/data/alpha_case.csv"
HEAD = "id,name,level,seats\n"


def with_case_file(house: House, rows: str) -> None:
    """Alpha brings cases of its own."""
    edited(
        house.addons,
        "alpha/__manifest__.py",
        '"security/access.csv"',
        '"data/alpha_case.csv", "security/access.csv"',
    )
    written(house.addons, CASES, f"id,number,open,unit_id/id\n{rows}")


def upgraded(house: House) -> None:
    """The folder as it is now."""
    house.done("upgrade", "alpha")


def numbers(house: House) -> dict[str, int]:
    """The rows of alpha's records by local name."""
    statement = select(PluginRecord.name, PluginRecord.row_id).where(PluginRecord.plugin == "alpha")
    return dict(house.read(statement, scalars=False))


def test_a_row_that_takes_the_name_of_one_that_goes(with_alpha: House):
    edited(with_alpha.addons, UNITS, "siping,四平示例局", "siping_city,四平示例局")

    upgraded(with_alpha)

    assert with_alpha.read("SELECT count(*) FROM alpha_unit WHERE name = '四平示例局'") == [1]
    assert "siping" not in numbers(with_alpha)
    assert "siping_city" in numbers(with_alpha)


def test_a_row_that_moves_away_from_one_that_goes(with_alpha: House):
    with_case_file(with_alpha, "one,A-1,false,siping\n")
    upgraded(with_alpha)
    edited(with_alpha.addons, UNITS, "siping,四平示例局,city,\n", "")
    edited(with_alpha.addons, CASES, "siping", "jilin")

    upgraded(with_alpha)

    cases = with_alpha.read(
        "SELECT number, alpha_unit.name FROM alpha_case JOIN alpha_unit ON alpha_unit.id = unit_id",
        scalars=False,
    )
    assert cases == [("A-1", "吉林示例局")]
    assert with_alpha.read("SELECT name FROM alpha_unit WHERE name = '四平示例局'") == []


def test_rows_that_go_together_whatever_their_order(with_alpha: House):
    with_case_file(with_alpha, "one,A-1,false,siping\n")
    upgraded(with_alpha)
    edited(with_alpha.addons, UNITS, "siping,四平示例局,city,\n", "")
    edited(with_alpha.addons, CASES, "one,A-1,false,siping\n", "")

    upgraded(with_alpha)

    assert with_alpha.read("SELECT count(*) FROM alpha_case") == [0]
    assert {"one", "siping"}.isdisjoint(numbers(with_alpha))


def test_an_id_stays_with_its_register(with_alpha: House):
    edited(with_alpha.addons, UNITS, "siping,四平示例局,city,\n", "")
    with_case_file(with_alpha, "siping,A-1,false,jilin\n")
    before = dump(with_alpha.engine)

    error = with_alpha.refusal("upgrade", "alpha")

    assert (error["code"], error["place"]) == ("data_file", f"{CASES}:2")
    assert "alpha_unit" in error["zh"]
    assert "alpha_case" in error["en"]
    assert differing(dump(with_alpha.engine), before) == []


def test_a_file_that_becomes_noupdate_leaves_its_rows_to_the_office(with_alpha: House):
    edited(
        with_alpha.addons,
        "alpha/__manifest__.py",
        '"data/alpha_unit.csv"',
        '{"file": "data/alpha_unit.csv", "noupdate": True}',
    )
    edited(with_alpha.addons, UNITS, "changchun,长春示例局,city,6", "changchun,长春示例局,city,8")
    upgraded(with_alpha)
    edited(with_alpha.addons, UNITS, "siping,四平示例局,city,\n", "")

    upgraded(with_alpha)

    found = dict(with_alpha.read("SELECT name, seats FROM alpha_unit", scalars=False))
    assert found["长春示例局"] == 6
    assert "四平示例局" in found


def test_a_file_that_is_no_longer_noupdate_is_written_from_the_next_upgrade_on(with_alpha: House):
    edited(
        with_alpha.addons,
        "alpha/__manifest__.py",
        '{"file": "data/start/alpha_unit.csv", "noupdate": True}',
        '"data/start/alpha_unit.csv"',
    )
    edited(with_alpha.addons, "alpha/data/start/alpha_unit.csv", "station,1", "station,2")
    with_alpha.write("UPDATE alpha_unit SET seats = 7 WHERE name = '本地窗口'")
    seats = "SELECT seats FROM alpha_unit WHERE name = '本地窗口'"

    upgraded(with_alpha)
    assert with_alpha.read(seats) == [7]

    upgraded(with_alpha)
    assert with_alpha.read(seats) == [2]


def test_a_row_of_demo_stays_when_demo_is_off(ground: House):
    ground.demo = True
    ground.install("alpha")
    ground.demo = False

    upgraded(ground)

    assert ground.read("SELECT number FROM alpha_case ORDER BY number") == ["DEMO-0001", "DEMO-0002"]


def test_references_reach_into_plugins_below(with_alpha: House):
    edited(
        with_alpha.addons,
        "beta/__manifest__.py",
        '"security/access.csv"',
        '"data/alpha_case.csv", "security/access.csv"',
    )
    rows = "own,B-1,true,baishan\ntheirs,B-2,true,alpha.jilin\n"
    written(with_alpha.addons, "beta/data/alpha_case.csv", f"id,number,open,unit_id/id\n{rows}")

    with_alpha.install("beta")

    cases = with_alpha.read(
        "SELECT number, alpha_unit.name FROM alpha_case JOIN alpha_unit ON alpha_unit.id = unit_id ORDER BY number",
        scalars=False,
    )
    assert cases == [("B-1", "白山示例局"), ("B-2", "吉林示例局")]


def test_a_row_the_office_deleted_comes_back_only_by_hand(with_alpha: House):
    with_alpha.write("DELETE FROM alpha_unit WHERE name = '吉林示例局'")
    edited(with_alpha.addons, UNITS, "jilin,吉林示例局,city,4", "jilin,吉林示例局,city,9")

    upgraded(with_alpha)

    assert with_alpha.read("SELECT count(*) FROM alpha_unit WHERE name = '吉林示例局'") == [0]
    with_alpha.uninstall("alpha")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_an_id_used_twice_in_a_plugin_is_refused(with_alpha: House):
    written(with_alpha.addons, "alpha/data/start/alpha_unit.csv", f"{HEAD}jilin,又一个,city,1\n")

    error = with_alpha.refusal("upgrade", "alpha")

    [problem] = error["problems"]
    assert problem["place"] == "alpha/data/start/alpha_unit.csv:2"
    assert f"{UNITS}:4" in problem["zh"]
