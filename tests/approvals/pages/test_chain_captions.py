"""English that a new Chinese title leaves behind in a chain."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.app.offices import entered
from tests.app.plugin_office import plugin_office, post
from tests.approvals.pages.chain_boards import begun, sound


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One office for all tests here; each has a chain of its own on the board."""
    with plugin_office(tmp_path_factory.mktemp("chains")) as app:
        yield app


@pytest.fixture(scope="module")
def admin(studio: Flask) -> FlaskClient:
    """The administrator's browser."""
    return entered(studio, "admin")


@pytest.fixture(scope="module")
def other(studio: Flask) -> FlaskClient:
    """Another administrator's."""
    return entered(studio, "sysadmin")


def test_english_that_stays_behind_a_new_chinese_title_is_said_beside_it(
    admin: FlaskClient, other: FlaskClient
) -> None:
    board = sound(begun(admin))
    board.set("act_1", title__zh="审批", title__en="Decision")

    def sheet() -> str:
        return admin.get(f"/studio/chains/{board.name}?at=act_1").text

    post(other, f"{board.proposed().location}/publish", {}, page="/studio/")
    assert "英文名称仍是" not in sheet()
    assert board.set("act_1", title__zh="复核", title__en="Decision").status_code == 303, "it is saved"
    assert "英文名称仍是“Decision”，请一并修改。" in sheet()
    assert '<a href="#p-title-en">去改英文</a>' in sheet()
    board.set("act_1", title__zh="复核", title__en="Review")
    assert "英文名称仍是" not in sheet()
    fresh = board.added("act")
    usual = board.body(fresh)["title"]["en"]
    board.set(fresh, title__zh="另一步", title__en=usual)
    assert f"英文名称仍是“{usual}”" in admin.get(f"/studio/chains/{board.name}?at={fresh}").text
