"""One's own identity over HTTP: said, corrected, taken back; enterprises claimed and withdrawn."""

from kernel.settings import reading as settings
from tests.addons.parties.pages.newcomers import ON_ROSTER, Newcomer, proof, unknown_code, unknown_number
from tests.addons.spine import Spine
from tests.app.offices import submit
from tests.stories.visitor import Visitor


def test_a_document_is_given_later_and_proved_at_once(shared: Spine):
    newcomer = Newcomer(shared, "陶林")
    newcomer.registers(mobile="19900000033")
    page = newcomer.signs_in().open("/my/identity")
    page.press("提交核验", number="220000198908190009", consent="1")
    assert page.shows("实名认证已通过，现在可以在线申请")
    assert page.shows("220***********0009")
    assert not page.has_button("提交核验")


def test_who_waits_reads_where_to_go_and_corrects_what_was_wrong(shared: Spine):
    newcomer = Newcomer(shared)
    newcomer.registers(**proof(unknown_number()))
    page = newcomer.signs_in().open("/my/identity")
    assert page.shows(f"到窗口报登录名 {newcomer.login}")
    first = newcomer.row()["document_blind"]
    page.press("提交核验", number=unknown_number(), consent="1")
    assert page.shows("带证件原件到任一窗口核验")
    assert newcomer.row()["document_blind"] not in (None, first)


def test_no_look_without_a_consent_of_its_own(shared: Spine):
    newcomer = Newcomer(shared)
    newcomer.registers()
    page = newcomer.signs_in().open("/my/identity")
    assert page.press("提交核验", status=422, number=ON_ROSTER).shows("没有勾选单独同意")
    assert page.press("提交核验", status=422, number="").shows("请填写证件号码")
    assert (
        shared.rows("SELECT id FROM parties_consent WHERE user_id = :id", id=newcomer.row()["account"]) == []
    )


def test_what_was_said_goes_with_the_consent(shared: Spine):
    newcomer = Newcomer(shared)
    newcomer.registers(**proof(unknown_number()))
    page = newcomer.signs_in().open("/my/identity").press("撤回同意并删除证件信息")
    assert page.shows("证件信息已删除")
    assert (newcomer.row()["document_cipher"], newcomer.row()["document_mask"]) == (None, None)
    assert not page.has_button("撤回同意")


def test_an_account_is_looked_at_so_often_in_a_day(shared: Spine):
    newcomer = Newcomer(shared)
    newcomer.registers()
    page = newcomer.signs_in().open("/my/identity")
    for _ in range(settings.defaults(shared.registry)["identity_per_day"]):
        page.press("提交核验", number=unknown_number(), consent="1")
    page.press("提交核验", status=429, number=unknown_number(), consent="1")
    assert page.shows("短时间内试得太多")


def test_a_claim_is_made_and_withdrawn(shared: Spine):
    newcomer, code = Newcomer(shared), unknown_code()
    newcomer.registers()
    page = newcomer.signs_in().open("/my/identity")
    page.press("提交申请", credit_code=code, enterprise_name="示范企业", office="220200")
    assert page.shows("待审核")
    assert page.press(
        "提交申请", status=422, credit_code=code, enterprise_name="示范企业", office="220200"
    ).shows("正在审核")
    page.open("/my/identity").press("撤回 示范企业")
    assert page.shows("已撤回")


def test_the_claim_of_another_is_as_one_that_is_not_there(shared: Spine):
    claim = shared.row("SELECT id FROM parties_claim WHERE credit_code = '92999999000000005W'")["id"]
    for number in (claim, 999_999):
        answer = submit(
            shared.client("zhang"), f"/my/identity/claims/{number}/withdraw", {}, page="/my/identity"
        )
        assert answer.status_code == 404
    assert shared.row("SELECT state FROM parties_claim WHERE id = :id", id=claim)["state"] == "pending"


def test_who_is_on_record_sees_it_masked(shared: Spine):
    page = Visitor(shared.client("zhang")).open("/my/identity")
    assert page.shows("220***********0002")
    assert "220000198503120002" not in page.everything


def test_clerks_have_no_such_page(shared: Spine):
    assert shared.client("clerk").get("/my/identity").status_code == 403
