"""Clerks at the window over HTTP: looked up by the card, verified with grounds, refused with a reason."""

import pytest

from addons.parties.identity.words import IdentityState
from tests.addons.parties.pages.newcomers import Newcomer, proof, unknown_number
from tests.addons.spine import Spine
from tests.app.offices import submit
from tests.stories.visitor import Visitor

WINDOW = "/admin/identities"
WAITING = "220000199011110005"
"""何新 of the demo."""


def looked_up(shared: Spine, number: str, clerk: str = "clerk") -> Visitor:
    """What a clerk finds by the card."""
    return Visitor(shared.client(clerk)).open(WINDOW).press("查找", number=number)


@pytest.mark.parametrize("clerk", ["window", "clerk", "province"])
def test_whoever_has_come_is_found_by_the_card_at_any_window(shared: Spine, clerk: str):
    page = looked_up(shared, WAITING, clerk)
    assert page.shows("何新")
    assert page.path == WINDOW
    assert WAITING not in page.everything


def test_the_demo_has_somebody_who_waits(shared: Spine):
    assert shared.registry.has("demo", "parties.identities")
    assert looked_up(shared, WAITING).shows("待核验")


def test_a_clerk_verifies_with_the_card_and_the_grounds(shared: Spine):
    newcomer, number = Newcomer(shared), unknown_number()
    newcomer.registers(**proof(number))
    page = looked_up(shared, number).follow(newcomer.login)
    assert page.press("核验通过", status=422, number=unknown_number(), reason="读卡一致").shows(
        "号码与账户填写的不一致"
    )
    assert page.press("核验通过", status=422, number=number, reason="好").shows("没有写明依据")
    done = page.press("核验通过", number=number, reason="二代证读卡一致")
    assert "冯一山 已实名认证" in done.everything
    assert (newcomer.row()["state"], newcomer.row()["document_cipher"]) == (IdentityState.VERIFIED, None)
    assert newcomer.signs_in().open("/my/identity").shows("已实名")


def test_who_is_refused_reads_why(shared: Spine):
    newcomer, number = Newcomer(shared), unknown_number()
    newcomer.registers(**proof(number))
    looked_up(shared, number).follow(newcomer.login).press("不予通过", reason="照片与来人不符")
    page = newcomer.signs_in().open("/my/identity")
    assert page.shows("照片与来人不符")
    assert page.has_button("提交核验")


def test_a_card_that_nobody_gave_is_told_with_what_to_do(shared: Spine):
    assert looked_up(shared, unknown_number()).shows("请本人先注册并填写证件")


@pytest.mark.parametrize("typed", ["", "123", "x" * 3000, "220000198503120003"])
def test_what_is_no_number_is_refused_at_its_field(shared: Spine, typed: str):
    page = Visitor(shared.client("clerk")).open(WINDOW)
    assert page.press("查找", status=422, number=typed).shows("号码不正确")


def test_what_is_not_there_is_not_found(shared: Spine):
    client = shared.client("clerk")
    assert client.get(f"{WINDOW}/999999").status_code == 404
    assert submit(client, f"{WINDOW}/999999/verify", {}, page=WINDOW).status_code == 404


def test_an_account_is_opened_by_the_card_and_not_by_counting(shared: Spine):
    number = shared.row("SELECT i.id FROM parties_identity i WHERE i.name = '何新'")["id"]
    client = shared.client("jilin")
    typed = {"number": WAITING, "reason": "二代证读卡一致"}
    assert client.get(f"{WINDOW}/{number}").status_code == 404
    assert submit(client, f"{WINDOW}/{number}/verify", typed, page=WINDOW).status_code == 404
    looked_up(shared, WAITING, "jilin")
    assert client.get(f"{WINDOW}/{number}").status_code == 200
    looked_up(shared, unknown_number(), "jilin")
    assert client.get(f"{WINDOW}/{number}").status_code == 404


@pytest.mark.parametrize("username", ["", "zhang", "hengji", "hexin", "admin"])
def test_nobody_else_verifies_anybody(shared: Spine, username: str):
    number = shared.row("SELECT i.id FROM parties_identity i WHERE i.name = '何新'")["id"]
    client = shared.client(username)
    assert client.get(f"{WINDOW}/{number}").status_code in {302, 403}
    page = "/profile" if username else "/login"
    answer = submit(client, f"{WINDOW}/{number}/verify", {"number": WAITING, "reason": "读卡一致"}, page=page)
    assert answer.status_code in {302, 403}
    assert shared.row("SELECT state FROM parties_identity WHERE id = :id", id=number)["state"] == "waiting"
