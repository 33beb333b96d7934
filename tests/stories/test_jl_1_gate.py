"""JL-1 at the gate: who may apply, when, and every bad act refused with what to do about it."""

import io

import pytest
from sqlalchemy import text

from addons.licensing.queries import matter
from kernel.db import session_factory, transaction
from tests.addons.spine import Spine
from tests.stories.renewal import CONFIRMED, GUIDE, MATTER, NUMBER, Renewal
from tests.stories.visitor import Visitor

pytestmark = pytest.mark.alike
EDGES = {
    "2026-02-27": "还没到办理时间",
    "2026-02-28": "",
    "2026-05-31": "",
    "2026-06-01": "已过办理时间",
}
"""Three months before 31 May 2026 there is no 31st: the window opens on the last day of February (T01)."""

ON_ONE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
"""For what no database has a say in."""


def change(office: Spine, statement: str) -> None:
    """What somebody else does meanwhile."""
    with transaction(office.engine) as session:
        session.execute(text(statement))


def guide_of(office: Spine, username: str = "zhang") -> Visitor:
    """The guide as the person sees it: what is in the way of their certificate."""
    return Visitor(office.client(username)).open(f"{GUIDE}?certificate=1")


@ON_ONE
@pytest.mark.parametrize("day", EDGES)
@pytest.mark.parametrize("at", ["00:00", "23:59"])
def test_window_takes_both_its_ends_and_no_day_beyond(office: Spine, day: str, at: str):
    """JL26-3.1.1a: within the three months before the expiry, midnight to midnight in Shanghai."""
    office.be(day, at)
    page = guide_of(office)
    assert page.has_button("开始办理") == (not EDGES[day])
    assert page.shows(EDGES[day])


@ON_ONE
def test_a_draft_cannot_be_begun_outside_the_window_by_its_address(office: Spine):
    """JL26-3.1.1a: the button is not the only door; the attempt is on record and makes no case."""
    page = guide_of(office)
    form = page.button("开始办理").getparent()
    office.be("2026-02-27")
    answer = page.client.post(f"{GUIDE}/begin", data=dict(form.form_values()))
    assert answer.headers["Location"].startswith(GUIDE)
    assert office.rows("SELECT id FROM licensing_application") == []
    tried = office.rows("SELECT actor, detail FROM audit_entry WHERE action = 'application.refused'")
    assert [row["actor"] for row in tried] == ["zhang"]
    assert "within_window" in str(tried[0]["detail"])


def test_employer_cannot_file_after_the_last_day(office: Spine):
    """JL26-3.1.1a: the window is measured when the employer submits; handed in on the 31st, filed on the 1st."""
    office.be("2026-05-31", "23:50")
    renewal = Renewal(office)
    renewal.hand_in()
    office.be("2026-06-01", "00:10")
    refused = renewal.confirm(status=422)
    assert refused.shows("已过办理时间，截止日是 2026-05-31")
    assert not renewal.visitor("clerk").open("/work").shows("张小山")


def test_service_opens_at_midnight_of_10_january_2026(office: Spine):
    """JL26-1.1: by date, without a deployment."""
    change(office, "UPDATE certificates_certificate SET valid_to = '2026-02-10' WHERE id = 1")
    office.be("2026-01-09", "23:59")
    before = guide_of(office)
    office.be("2026-01-10", "00:00")
    after = guide_of(office)
    assert before.shows("本事项自 2026-01-10 起办理")
    assert (before.has_button("开始办理"), after.has_button("开始办理")) == (False, True)


@ON_ONE
def test_every_category_of_the_notice_can_be_renewed(office: Spine):
    """JL26-3.1.0: principals, project managers and the three kinds of safety officers."""
    with session_factory(office.engine)() as session:
        found = matter(session, MATTER).matter
    takes = {
        one: found.takes(certificate_type="certificates.safety", category=one)
        for one in ["A", "B", "C1", "C2", "C3"]
    }
    assert takes == dict.fromkeys(takes, True)


@ON_ONE
def test_everything_in_the_way_is_told_at_once(office: Spine):
    """JL26-2.2b JL26-3.1.1b: too early, not verified and not employed there: three reasons, three remedies."""
    change(office, "UPDATE parties_person SET verified_at = NULL WHERE name = '张小山'")
    change(
        office,
        "UPDATE parties_employment SET ended_on = '2026-01-31'"
        " WHERE person_id = (SELECT id FROM parties_person WHERE name = '张小山')",
    )
    office.be("2026-02-27")
    page = guide_of(office)
    for words in ("还没到办理时间", "尚未实名认证", "现在不受聘于证书上的企业"):
        assert page.shows(words)
    assert page.shows("2026-02-28 至 2026-05-31 之间办理")
    assert not page.has_button("开始办理")


def test_second_application_for_the_same_certificate_is_refused(office: Spine):
    """JL26-1.3: one open case holds the certificate; the page leads to it."""
    renewal = Renewal(office)
    renewal.hand_in()
    page = guide_of(office)
    assert not page.has_button("开始办理")
    assert page.follow("查看进度").path == "/my/applications/1"


@ON_ONE
def test_second_click_on_submit_is_led_to_the_first(office: Spine):
    """JL26-2.1a: handed in twice from the same page, one case."""
    renewal = Renewal(office)
    checked, twin = renewal.fill(), renewal.visitor("zhang")
    twin.open(checked.path)
    checked.press("确认并提交")
    again = twin.press("确认并提交")
    assert again.shows("不必重复提交")
    assert len(office.rows("SELECT id FROM approvals_case")) == 1


def test_second_of_two_clerks_is_told_who_was_first(office: Spine):
    """JL26-4.2a: both have the case open; one accepts it, then the other refuses to accept it."""
    renewal = Renewal(office).filed()
    change(
        office,
        "INSERT INTO parties_membership (user_id, office_id, duty, created_at) SELECT u.id, o.id, 'clerk',"
        " '2026-03-10 00:00:00' FROM ab_user u, parties_office o WHERE u.username = 'jilin' AND o.code = '220100'",
    )
    first, second = renewal.at_window("clerk"), renewal.at_window("jilin")
    first.press("受理")
    late = second.press("不予受理", opinion="不属于本事项。", status=409)
    assert late.shows("李明") or late.shows("clerk")
    assert renewal.application()["state"] == "open"


@ON_ONE
def test_stale_page_of_a_draft_is_not_saved_over_the_newer(office: Spine):
    """JL26-2.1a: two windows of the same person; the second save is told, and what was typed stays on the page."""
    renewal = Renewal(office)
    page = renewal.begin().press("信息无误，继续")
    twin = renewal.visitor("zhang").open(page.path)
    page.press("保存并继续", appointment="05", office="220100")
    late = twin.press("保存并继续", appointment="01", office="220200", status=409)
    assert late.shows("改过了")
    kept = office.row("SELECT answers FROM forms_submission ORDER BY id DESC LIMIT 1")
    assert "220100" in str(kept["answers"])


@ON_ONE
def test_somebody_elses_application_is_as_one_that_is_not_there(office: Spine):
    """JL26-2.1a: by its address, from another account."""
    renewal = Renewal(office)
    renewal.hand_in()
    number, other = renewal.application()["id"], office.client("li")
    for page in ("", "/check", "/fill/employment", "/withdraw"):
        theirs = other.get(f"/my/applications/{number}{page}")
        nobodys = other.get(f"/my/applications/999{page}")
        assert (theirs.status_code, nobodys.status_code) == (404, 404), page


@ON_ONE
def test_enterprise_that_is_not_the_employer_does_not_see_it(office: Spine):
    """JL26-3.1.1b: only the employing enterprise submits."""
    renewal = Renewal(office)
    renewal.hand_in()
    number = renewal.application()["id"]
    assert office.client("songhua").get(f"/enterprise/applications/{number}").status_code == 404


@ON_ONE
def test_wrong_file_is_refused_at_its_field(office: Spine):
    """JL26-3.1.3: nothing need be uploaded, and a text named .pdf is no PDF."""
    page = Renewal(office).begin().press("信息无误，继续")
    wrong = (io.BytesIO(b"no pdf at all"), "letter.pdf")
    refused = page.press(
        "保存并继续", status=422, appointment="05", office="220100", **{"supplement-upload": [wrong]}
    )
    assert refused.shows("不是")
    assert office.rows("SELECT id FROM forms_upload") == []


def test_certificate_changed_meanwhile_is_told_when_handing_in(office: Spine):
    """JL26-3.1.2c: the end that the applicant saw is not the end any more."""
    renewal = Renewal(office)
    checked = renewal.fill()
    change(office, f"UPDATE certificates_certificate SET revision = revision + 1 WHERE number = '{NUMBER}'")
    refused = checked.press("确认并提交", status=422)
    assert refused.shows("证书信息有变动")
    assert renewal.application()["state"] == "draft"


def test_certificate_extended_meanwhile_is_not_extended_twice(office: Spine):
    """JL26-3.9a: the decision was prepared on 31 May 2026; somebody has moved the end."""
    renewal = Renewal(office).filed()
    renewal.accept()
    change(office, f"UPDATE certificates_certificate SET valid_to = '2029-05-31' WHERE number = '{NUMBER}'")
    refused = renewal.at_window().press("同意", opinion="同意", status=409)
    assert refused.shows("证书")
    assert str(renewal.certificate()["valid_to"])[:10] == "2029-05-31"
    assert renewal.application()["state"] == "open"


@ON_ONE
def test_given_answers_cannot_be_posted_by_the_applicant(office: Spine):
    """JL26-3.1.1b: what the ledger says is not the applicant's to say."""
    page = Renewal(office).begin()
    page.press("信息无误，继续", status=422, valid_to="2026-12-31", enterprise_name="别的企业")
    kept = office.row("SELECT answers FROM forms_submission ORDER BY id DESC LIMIT 1")
    assert "别的企业" not in str(kept["answers"])
    assert "2026-05-31" in str(kept["answers"])


@ON_ONE
def test_employer_has_to_confirm_every_point(office: Spine):
    """JL26-3.1.1b: half a confirmation is none; what was typed stays."""
    renewal = Renewal(office)
    renewal.hand_in()
    task = renewal.visitor("hengji").open("/enterprise").follow("核对并提交")
    refused = task.press("确认并提交窗口", status=422, **{**CONFIRMED, "employer_declaration": ["employed"]})
    assert refused.shows("没有勾选")
    assert "何经办" in refused.answer.text  # type: ignore[union-attr]
