"""JL-1 sent back: every defect at its field, told once, mended at once, and the clock stands meanwhile."""

import pytest

from approvals.engine import State
from tests.addons.spine import Spine
from tests.stories.renewal import JILIN, Renewal
from tests.stories.visitor import Visitor

pytestmark = pytest.mark.alike
POST = "与任职文件不一致，请改为安全总监。"
PHONE = "号码无法接通，请更正。"
ON_ONE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
"""For what no database has a say in."""


def returned(renewal: Renewal) -> Visitor:
    """The window has sent the application back with two defects, pinned to two fields."""
    sheet = renewal.at_window().press("一次性告知补正")
    sheet.press("再加一条")
    return sheet.press(
        "发出补正告知", at=["appointment", "phone"], what=[POST, PHONE], complete="1", to="filing"
    )


def mended(renewal: Renewal) -> Visitor:
    """Both are mended on the page of their section, and everything is handed back."""
    renewal.page().follow("去修改").press("保存修改", appointment="06", phone="19900000099")
    renewal.declare()
    return renewal.page().press("交回补正")


def due(renewal: Renewal) -> dict[str, str]:
    """The open steps and the last day of each."""
    found = renewal.office.row(
        "SELECT state FROM approvals_case WHERE id = :id", id=renewal.application()["case_id"]
    )
    return {one.step: one.due.on.isoformat() for one in State.from_json(found["state"]).open if one.due}


def test_both_defects_stand_at_their_fields_and_are_mended_at_once(office: Spine):
    """JL26-2.2c JL26-2.2b: the reason of the return is spelled out, all of it at once."""
    renewal = Renewal(office).filed()
    renewal.accept()
    returned(renewal)
    office.work()
    page = renewal.page()
    assert page.shows("请补正 2 处")
    assert page.shows(POST)
    assert page.shows(PHONE)
    section = page.follow("去修改")
    assert section.shows(POST)
    assert section.shows(PHONE)


@ON_ONE
def test_notice_of_the_return_says_all_of_it(office: Spine):
    """JL26-2.2c: both reasons, and by when: ten working days from 10 March."""
    renewal = Renewal(office).filed()
    returned(renewal)
    office.work()
    notice = office.row("SELECT body_zh FROM notices_notice WHERE title_zh = '请补正申请'")
    said = f"共 2 处：“职务”：{POST[:-1]}；“手机号码”：{PHONE[:-1]}。请于 2026-03-24 前补正。"
    assert said in notice["body_zh"]


def test_mended_application_goes_on_to_the_window_and_is_granted(office: Spine):
    """JL26-2.2c: returned, mended, confirmed by the employer again, accepted and granted."""
    renewal = Renewal(office).filed()
    renewal.accept()
    returned(renewal)
    mended(renewal)
    renewal.confirm()
    renewal.accept()
    renewal.approve()
    assert renewal.application()["outcome"] == "granted"
    assert str(renewal.certificate()["valid_to"])[:10] == "2029-05-31"


@ON_ONE
def test_nobody_is_held_to_what_they_declared_of_other_answers(office: Spine):
    """JL26-2.2c: applicant and employer declare anew what has been mended; no box comes back ticked."""
    renewal = Renewal(office).filed()
    returned(renewal)
    renewal.page().follow("去修改").press("保存修改", appointment="06", phone="19900000099")
    asked = renewal.page()
    assert asked.shows("每次交回都要重新承诺")
    assert asked.press("交回补正", status=422).shows("承诺事项还没有填")
    assert not asked.follow("去勾选").tree.xpath("//input[@name='declaration'][@checked]")
    renewal.declare()
    assert not renewal.page().shows("每次交回都要重新承诺")
    renewal.page().press("交回补正")
    task = renewal.visitor("hengji").open("/enterprise").follow("核对并提交")
    assert task.tree.xpath("//input[@name='employer_contact']/@value") == ["何经办"]
    assert not task.tree.xpath("//input[@name='employer_declaration'][@checked]")
    assert task.press("确认并提交窗口", status=422, employer_declaration=[]).shows("企业确认还没有填")
    renewal.confirm()
    assert renewal.visitor("clerk").open("/work").shows("张小山")


@ON_ONE
def test_what_is_as_it_was_is_told_before_it_is_handed_back_and_may_be_explained(office: Spine):
    """JL26-2.2b: nothing is forgotten on the way back; where the office is mistaken, the applicant says so once."""
    renewal = Renewal(office).filed()
    returned(renewal)
    renewal.page().follow("去修改").press("保存修改", phone="19900000099")
    renewal.declare()
    assert renewal.page().shows("已改 1 处。")
    assert len(renewal.page().tree.xpath("//*[@class='defect done']")) == 1
    refused = renewal.page().press("交回补正", status=422)
    assert refused.shows("“职务”还没有改")
    assert not refused.shows("“手机号码”还没有改")
    long = refused.press("交回补正", status=422, why="说" * 501)
    assert long.shows("理由有 501 字，最多 500 字")
    long.press("交回补正", why="任职文件写的就是技术负责人。")
    renewal.confirm()
    assert renewal.at_window().follow("动态").shows("任职文件写的就是技术负责人。")


def test_clock_of_the_decision_stands_while_it_is_mended(office: Spine):
    """JL26-2.2c: ten working days pass with the applicant; the window has as many days left as before."""
    renewal = Renewal(office).filed()
    renewal.accept()
    before = due(renewal)["decision"]
    returned(renewal)
    office.be("2026-03-24")
    mended(renewal)
    renewal.confirm()
    renewal.accept()
    assert (before, due(renewal)["decision"]) == ("2026-04-08", "2026-04-22")


@ON_ONE
def test_return_without_a_reason_is_refused(office: Spine):
    """JL26-2.2c: a return says what is wrong."""
    renewal = Renewal(office).filed()
    sheet = renewal.at_window().press("一次性告知补正")
    refused = sheet.press("发出补正告知", status=422, at=["phone"], what=[""], complete="1")
    assert refused.shows("补正")
    assert "filing" not in due(renewal)


def test_what_an_office_did_stays_its_own_when_another_window_is_chosen(office: Spine):
    """JL26-2.2c: Changchun returned it; the applicant goes to Jilin City instead, which decides now."""
    renewal = Renewal(office).filed()
    returned(renewal)
    renewal.page().follow("去修改").press("保存修改", appointment="06", phone="19900000099", office=JILIN)
    renewal.declare()
    renewal.page().press("交回补正")
    renewal.confirm()
    page = renewal.page()
    assert page.shows("窗口受理：退回补正2026-03-10 10:00 · 长春市城乡建设委员会")
    assert page.shows("· 吉林市住房和城乡建设局办理 ·"), "where it waits now"
    assert page.shows("窗口受理吉林市住房和城乡建设局")
    assert page.follow("补正告知书").shows(POST), "what was asked can still be read"


@ON_ONE
def test_return_that_is_not_declared_complete_is_refused(office: Spine):
    """JL26-2.2b: the clerk confirms that nothing will be asked for later."""
    renewal = Renewal(office).filed()
    sheet = renewal.at_window().press("一次性告知补正")
    refused = sheet.press("发出补正告知", status=422, at=["phone"], what=[PHONE])
    assert refused.shows("请确认已列全")


def test_employer_returns_with_the_reason_at_the_field(office: Spine):
    """JL26-2.2c JL26-3.1.1b: the employer finds the window wrong; nothing is filed yet."""
    renewal = Renewal(office)
    renewal.hand_in()
    task = renewal.visitor("hengji").open("/enterprise").follow("核对并提交").follow("有不符，退回本人")
    task.press("退回本人", status=200, **{"at:office": "请改选吉林市窗口。"})
    page = renewal.page()
    assert page.shows("请改选吉林市窗口。")
    page.follow("去修改").press("保存修改", office=JILIN)
    renewal.declare()
    renewal.page().press("交回补正")
    renewal.confirm()
    assert renewal.visitor("jilin").open("/work").shows("张小山")


@ON_ONE
def test_employer_cannot_return_without_saying_why(office: Spine):
    """JL26-2.2c: at least one place has to be named."""
    renewal = Renewal(office)
    renewal.hand_in()
    task = renewal.visitor("hengji").open("/enterprise").follow("核对并提交").follow("有不符，退回本人")
    assert task.press("退回本人", status=422).shows("请至少在一处写明哪里不对")
