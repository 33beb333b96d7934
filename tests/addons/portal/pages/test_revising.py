"""A draft whose form has a newer version: told, shown field by field, moved when the applicant says so."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from kernel import proposals, studio
from kernel.db import transaction
from kernel.definitions import current
from tests.addons.spine import Spine
from tests.stories.renewal import Renewal
from tests.stories.visitor import Visitor

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
FORM = "pack_jilin.renewal_form"
DRAFT = "/my/applications/1"
CHANGES = f"{DRAFT}/form-changes"


def revise(office: Spine, change: Callable[[dict[str, Any]], None]) -> None:
    """Another version of the form is in force."""
    with transaction(office.engine) as session:
        now = current(session, FORM)
        assert now is not None
        body = deepcopy(now.body)
        change(body)
        studio.change(
            *(session, office.registry, FORM, body),
            seen=now.number,
            actor="gao",
            reason="按新通知",
            now=office.clock.now(),
        )


def field(body: dict[str, Any], name: str) -> dict[str, Any]:
    """One field of the form."""
    found = [one for part in body["sections"] for one in part["fields"] if one["name"] == name]
    return dict_of(found[0])


def dict_of(node: Any) -> dict[str, Any]:
    """The node itself."""
    assert isinstance(node, dict)
    return node


def newer(body: dict[str, Any]) -> None:
    """The telephone goes, a landline has to be given, and the post is called otherwise."""
    employment = body["sections"][1]["fields"]
    employment[:] = [one for one in employment if one["name"] != "phone"]
    words = {"zh": "固定电话", "en": "Landline"}
    employment.append({"name": "landline", "type": "text", "title": words, "required": True})
    field(body, "appointment")["title"] = {"zh": "现任职务", "en": "Present post"}


@pytest.fixture
def draft(office: Spine) -> Visitor:
    """A draft in which employment is filled in, whose form has changed since."""
    page = Renewal(office).begin().press("信息无误，继续")
    page.press("保存，以后再填", phone="19900000009", appointment="05")
    revise(office, newer)
    return page.open(DRAFT)


def test_the_draft_is_told_and_moves_with_what_still_fits(office: Spine, draft: Visitor) -> None:
    assert draft.shows("这份表单有了新版本")
    page = draft.follow("看看改了什么")
    for words in ("固定电话", "需要补填", "不再需要", "19900000009", "现任职务", "保留"):
        assert page.shows(words), words

    page = page.press("改用第 2 版")

    assert page.path == DRAFT
    assert page.shows("有 1 项需要补填或重填")
    filling = page.open(f"{DRAFT}/fill/employment")
    assert filling.tree.xpath("//input[@name='landline']")
    assert not filling.tree.xpath("//input[@name='phone']")
    assert filling.shows("现任职务")
    again = filling.open(CHANGES)
    assert again.shows("19900000009")
    assert not again.press("知道了，继续填写").shows("表单已更新为")
    assert office.row("SELECT count(*) AS n FROM forms_carried")["n"] == 0


def test_who_does_not_move_hands_in_on_the_version_they_began(office: Spine, draft: Visitor) -> None:
    Renewal(office).hand_in(phone="19900000009")
    version = "SELECT v.number FROM forms_submission s JOIN definition_version v ON v.id = s.version_id"
    assert office.row(version)["number"] == 1
    assert not draft.open(DRAFT).shows("这份表单有了新版本")
    assert draft.open(CHANGES).path == DRAFT


def test_nobody_else_sees_or_moves_it(office: Spine, draft: Visitor) -> None:
    other = Visitor(office.client("li"))
    other.open(CHANGES, status=404)
    seen = draft.open(CHANGES).tree.xpath("//main//input[@name='csrf_token']/@value")
    assert seen
    for path in (CHANGES, f"{CHANGES}/seen"):
        token = other.open("/profile").tree.xpath("//input[@name='csrf_token']/@value")[0]
        assert other.client.post(path, data={"csrf_token": token, "_seen": "2"}).status_code == 404


def test_a_draft_on_the_newest_version_is_told_nothing(office: Spine) -> None:
    page = Renewal(office).begin()
    assert not page.open(DRAFT).shows("新版本")
    assert page.open(CHANGES).path == DRAFT


def test_who_publishes_is_told_of_fields_drafts_and_matters(office: Spine, draft: Visitor) -> None:
    with transaction(office.engine) as session:
        now = current(session, FORM)
        assert now is not None
        body = deepcopy(now.body)
        field(body, "landline")["required"] = False
        found = proposals.propose(
            *(session, office.registry, FORM, "form", body),
            seen=now.number,
            actor="bai",
            reason="不强求",
            now=office.clock.now(),
        )
        told = proposals.review(session, office.registry, found)
    said = {section.title.zh: section for section in told}
    assert set(said) == {"逐字段的差异", "涉及的草稿", "涉及的事项与办件"}
    [line] = said["逐字段的差异"].changes
    assert line.what.zh == "固定电话 · 必填"
    assert said["涉及的草稿"].told[0].words.zh == "1 份草稿"
    assert "证书延续" in said["涉及的事项与办件"].told[0].words.zh


def test_who_publishes_moves_the_drafts_and_applicants_are_told(office: Spine, draft: Visitor) -> None:
    page = Visitor(office.client("sysadmin")).open(f"/studio/definitions/{FORM}")
    page = page.press("旧版草稿都改用第 2 版")
    assert "1 份草稿正在改用第 2 版" in page.everything
    waiting = office.rows("SELECT topic FROM outbox_item WHERE done_at IS NULL")
    assert "forms.moving" in {row["topic"] for row in waiting}
    office.work()

    told = draft.open(DRAFT)

    assert told.shows("表单已更新为第 2 版，您填的内容已带过来")
    assert not told.press("知道了").shows("表单已更新为")
    assert not page.open(f"/studio/definitions/{FORM}").has_button("旧版草稿都改用第 2 版")


def test_who_is_not_eligible_is_told_before_filling_in_and_cannot_file(office: Spine) -> None:
    condition = {
        "holds": 'category == "B"',
        "message": {"zh": "只有项目负责人可以申请。", "en": "For B only."},
    }
    revise(office, lambda body: body.update(eligible=[condition]))

    page = Renewal(office).fill()

    draft = page.open(DRAFT)
    assert draft.shows("您现在不能办理这一事项")
    assert draft.shows("只有项目负责人可以申请。")
    refused = page.open(f"{DRAFT}/check").press("确认并提交", status=422)
    assert refused.shows("现在不能提交，有 1 项不符合")
    assert office.rows("SELECT number FROM licensing_application WHERE number IS NOT NULL") == []
