"""English that a new Chinese title leaves behind in a chain."""

from flask.testing import FlaskClient

from tests.app.plugin_office import post
from tests.approvals.pages.chain_boards import begun, sound


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
