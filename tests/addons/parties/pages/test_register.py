"""Registering oneself over HTTP: what comes of it, what is refused, and what nobody learns by trying."""

import pytest

from addons.parties.identity.words import IdentityState
from tests.addons.parties.pages.newcomers import (
    ON_ROSTER,
    PASSWORD,
    Newcomer,
    proof,
    unknown_code,
    unknown_number,
)
from tests.addons.spine import Spine
from tests.app.offices import sign_in
from tests.stories.renewal import GUIDE
from tests.stories.visitor import Visitor

ON_ONE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def test_who_is_on_the_roster_registers_and_may_apply_at_once(office: Spine):
    newcomer = Newcomer(office)
    page = newcomer.registers(**proof(ON_ROSTER))
    assert page.shows("实名认证已通过")
    assert newcomer.signs_in().open("/my/identity").shows("已实名")
    assert newcomer.row()["state"] == IdentityState.VERIFIED
    assert not newcomer.visitor.open("/services").shows("还没有实名认证")  # type: ignore[union-attr]
    office.work()
    assert newcomer.visitor.open("/notices").shows("实名认证已通过")  # type: ignore[union-attr]


def test_who_registers_without_a_proof_may_look_and_not_file(shared: Spine):
    newcomer = Newcomer(shared)
    assert newcomer.registers().shows("还没有实名认证")
    page = newcomer.signs_in()
    assert page.open("/services").shows("可以查看，不能申请")
    assert page.open(GUIDE).shows("您还没有实名认证")
    assert not page.has_button("开始办理")
    assert page.follow("去实名认证").path == "/my/identity"


def test_an_application_by_its_address_is_refused_with_the_way_to_mend_it(shared: Spine):
    newcomer = Newcomer(shared)
    newcomer.registers(**proof(unknown_number()))
    client = newcomer.signs_in().client
    token = newcomer.visitor.open("/my/identity").tree.xpath("//input[@name='csrf_token']")[0].value  # type: ignore[union-attr]
    before = shared.rows("SELECT id FROM licensing_application")
    for certificate in ("1", "999999", ""):
        answer = client.post(f"{GUIDE}/begin", data={"certificate": certificate, "csrf_token": token})
        assert answer.status_code == 403
        assert "身份与实名" in answer.text
    assert shared.rows("SELECT id FROM licensing_application") == before


def test_whoever_cannot_be_proved_reads_the_same_words(shared: Spine):
    cases = {
        "nobody knows the number": ("陈默", unknown_number()),
        "the roster has another name": ("陈默", ON_ROSTER),
        "the person has an account": ("张小山", "220000198503120002"),
        "the person has another mobile": ("陈默", "220000197908080008"),
    }
    answers = {}
    for case, (name, number) in cases.items():
        newcomer = Newcomer(shared, name)
        page = newcomer.registers(**proof(number))
        answers[case] = page.everything.replace(newcomer.login, "…")
        assert newcomer.row()["state"] == IdentityState.WAITING, case
    assert len(set(answers.values())) == 1, answers


def test_the_login_name_is_drawn_and_says_nothing(shared: Spine):
    newcomer = Newcomer(shared)
    newcomer.registers(**proof(unknown_number()))
    assert newcomer.login.startswith("gr")
    assert newcomer.login[2:].isdigit()
    entry = shared.row(
        "SELECT actor, detail, address FROM audit_entry WHERE action = 'account.registered' AND actor = :name",
        name=newcomer.login,
    )
    assert "19900000031" not in str(entry)
    assert entry["address"].startswith("198.51.100.")


def test_whoever_is_proved_signs_in_by_number_too(shared: Spine):
    for typed, status in (
        ("220000198503120002", 302),
        ("19900000001", 302),
        (" 220000 19850312 0002", 302),
        ("220000199011110005", 422),
        ("19900000031", 422),
    ):
        answer = sign_in(shared.app.test_client(), typed)
        assert (typed, answer.status_code) == (typed, status)


def test_an_enterprise_is_claimed_with_the_account(shared: Spine):
    newcomer = Newcomer(shared)
    code = unknown_code()
    page = newcomer.registers("enterprise", credit_code=code, enterprise_name="新示范企业", office="220100")
    assert page.shows("企业申请已提交")
    assert newcomer.login.startswith("qy")
    claim = shared.row("SELECT * FROM parties_claim WHERE credit_code = :code", code=code)
    assert (claim["state"], claim["enterprise_id"]) == ("pending", None)
    assert newcomer.signs_in().open("/my/identity").shows("待审核")


def test_everything_wrong_is_told_at_once_and_what_was_typed_stays(shared: Spine):
    before = shared.rows("SELECT count(*) AS n FROM ab_user")
    page = Newcomer(shared).registers(
        "enterprise",
        status=422,
        name="冯",
        mobile="123",
        password="short",
        again="other",
        number="22000019940606000X",
        credit_code="9X",
        enterprise_name="示范企业",
    )
    for words in (
        "姓名应为",
        "手机号不正确",
        "至少要 10 个",
        "号码不正确",
        "单独同意",
        "信用代码不正确",
        "主管机构",
    ):
        assert page.shows(words), words
    fields = dict(page.button("注册").getparent().getparent().getparent().form_values())
    assert (fields["mobile"], fields["enterprise_name"]) == ("123", "示范企业")
    assert not fields.get("password")
    assert shared.rows("SELECT count(*) AS n FROM ab_user") == before


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"number": ON_ROSTER}, "没有勾选单独同意"),
        ({"again": "Newcomer-2027"}, "两次输入的密码不一致"),
        ({"number": "x" * 5000, "consent": "1"}, "号码不正确"),
        ({"document_type": "nonsense", "number": "1", "consent": "1"}, "号码不正确"),
        ({"name": "<script>"}, "不能用的符号"),
    ],
)
def test_bad_input_leaves_no_account(shared: Spine, typed: dict[str, str], words: str):
    before = shared.rows("SELECT count(*) AS n FROM ab_user")
    assert Newcomer(shared).registers(status=422, **typed).shows(words)
    assert shared.rows("SELECT count(*) AS n FROM ab_user") == before


def test_an_office_that_is_none_leaves_no_account_either(shared: Spine):
    before = shared.rows("SELECT count(*) AS n FROM ab_user")
    newcomer = Newcomer(shared)
    typed = {"credit_code": unknown_code(), "enterprise_name": "示范企业", "office": "no-such"}
    assert newcomer.registers("enterprise", status=422, **typed).shows("没有选择主管机构")
    assert shared.rows("SELECT count(*) AS n FROM ab_user") == before


@ON_ONE
def test_an_address_registers_so_many_in_an_hour_and_what_was_typed_stays(office: Spine):
    office.app.test_client()
    change(office, "registration_per_hour", 2)
    newcomer = Newcomer(office)
    for status in (200, 200, 429):
        page = newcomer.comes()
        page.client.environ_base["REMOTE_ADDR"] = "203.0.113.9"
        page.open("/register/person").press(
            "注册", status=status, name="冯一山", mobile="19900000031", password=PASSWORD, again=PASSWORD
        )
    assert page.answer is not None
    assert int(page.answer.headers["Retry-After"]) > 0
    assert page.shows("短时间内试得太多")
    office.be("2026-03-10", "11:30")
    assert newcomer.registers().shows("注册成功")


@ON_ONE
def test_registration_can_be_closed(office: Spine):
    change(office, "registration_open", False)
    assert Visitor(office.client()).open("/register").shows("现在不能自助注册")
    assert Visitor(office.client()).open("/register/person", status=403).shows("带证件到任一窗口")


def test_the_sign_in_leads_to_the_registration(shared: Spine):
    assert Visitor(shared.client()).open("/login").follow("注册个人账户").path == "/register/person"


def test_nobody_sees_the_login_name_of_another_browser(shared: Spine):
    Newcomer(shared).registers()
    assert Newcomer(shared).comes().open("/register/done").path == "/register"


def test_who_has_an_account_goes_on(shared: Spine):
    assert Visitor(shared.client("zhang")).open("/register").path == "/my/identity"


def change(office: Spine, name: str, value: object) -> None:
    """What an administrator changes in the settings."""
    from kernel.models import PlatformState, SettingValue

    with office.platform.database.transaction() as session:
        session.add(
            SettingValue(name=name, value=value, changed_at=office.clock.now(), changed_by="sysadmin")
        )
        session.query(PlatformState).update({"settings_version": PlatformState.settings_version + 1})
