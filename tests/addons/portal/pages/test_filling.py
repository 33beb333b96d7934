"""A section filled in by a browser without scripts: nothing typed is lost, nothing of others is seen."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from tests.addons.spine import Spine
from tests.stories.renewal import Renewal
from tests.stories.visitor import Visitor

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
SECTION = "/my/applications/1/fill/employment"


def picture(colour: str | tuple[int, int, int] = "white") -> bytes:
    """A photograph of a paper."""
    content = BytesIO()
    Image.new("RGB", (40, 60), colour).save(content, "PNG")
    return content.getvalue()


def posted(visitor: Visitor, **values: Any) -> Visitor:
    """The section with these values, as a browser sends files with it."""
    form = next(one for one in visitor.tree.iter("form") if one.get("data-fill") is not None)
    held = {name: value for name, value in form.form_values() if not name.endswith("-upload")}
    answer = visitor.client.post(
        form.get("action"), data=held | values, follow_redirects=True, content_type="multipart/form-data"
    )
    return visitor._shown(answer, answer.status_code)


@pytest.fixture
def section(office: Spine) -> Visitor:
    """The section about employment of a fresh draft."""
    return Renewal(office).begin().press("信息无误，继续")


def test_what_is_missing_is_told_and_what_was_typed_stays(section: Visitor) -> None:
    page = section.press("保存并继续", status=422, phone="19900000009", appointment="05")
    assert "办理窗口" in page.refusal()
    assert page.tree.xpath("//input[@name='phone']/@value") == ["19900000009"]
    assert page.tree.xpath("//a[@href='#office']")


def test_what_is_no_answer_is_kept_as_it_was_typed(section: Visitor) -> None:
    section.press("保存并继续", status=422, phone="12345")
    again = section.open(SECTION)
    assert again.tree.xpath("//input[@name='phone']/@value") == ["12345"]


def test_what_is_left_for_later_is_not_asked_for(section: Visitor) -> None:
    page = section.press("保存，以后再填", phone="19900000009")
    assert page.path == "/my/applications/1"
    assert page.shows("已保存")
    assert page.open(SECTION).tree.xpath("//input[@name='phone']/@value") == ["19900000009"]


def test_page_that_is_stale_comes_back_with_what_was_typed(section: Visitor) -> None:
    other = Visitor(section.client).open(SECTION)
    other.press("保存，以后再填", phone="19900000008")
    page = section.press("保存并继续", status=409, phone="19900000009")
    assert page.shows("您刚才填的还在下面")
    assert page.tree.xpath("//input[@name='phone']/@value") == ["19900000009"]
    page.press("保存，以后再填")
    assert page.open(SECTION).tree.xpath("//input[@name='phone']/@value") == ["19900000009"]


def test_files_are_kept_and_the_wrong_one_is_told(section: Visitor) -> None:
    files = [(BytesIO(picture()), "任职文件.png"), (BytesIO(b"#!/bin/sh"), "run.png")]
    page = posted(section, **{"supplement-upload": files, "_upload": "supplement"})
    assert page.answer is not None
    assert page.answer.status_code == 422
    assert "PDF" in page.refusal()
    assert [link.text for link in page.tree.xpath("//ul[contains(@class, 'up')]//a")] == ["任职文件.png"]


def test_file_that_is_not_taken_is_told_also_when_the_rest_is_left_for_later(section: Visitor) -> None:
    page = posted(section, **{"supplement-upload": (BytesIO(b"#!/bin/sh"), "run.png"), "_go": "later"})
    assert page.answer is not None
    assert page.answer.status_code == 422
    assert "PDF" in page.refusal()


def test_file_leaves_by_its_button(section: Visitor) -> None:
    upload = {"supplement-upload": (BytesIO(picture()), "a.png"), "_upload": "supplement"}
    page = posted(section, **upload).press("移除")
    assert page.path == SECTION
    assert not page.tree.xpath("//ul[contains(@class, 'up')]")


def test_file_of_somebody_else_is_refused(office: Spine, section: Visitor) -> None:
    upload = {"supplement-upload": (BytesIO(picture("red")), "mine.png"), "_upload": "supplement"}
    posted(section, **upload)
    number = office.row("SELECT id FROM forms_upload ORDER BY id DESC LIMIT 1")["id"]
    theirs = Renewal(office, person="li").begin().press("信息无误，继续")
    page = posted(theirs, supplement=str(number), _go="next")
    assert "不是您上传的" in page.refusal()
    assert not page.tree.xpath("//a[starts-with(@href, '/files/')]")
    assert not page.open(theirs.path).tree.xpath("//a[starts-with(@href, '/files/')]")
    stale = posted(page, supplement=str(number), _seen="0", _ground="")
    assert stale.answer is not None
    assert stale.answer.status_code == 409
    # what stands elsewhere is overwritten by a button only, never by saving as one types
    assert not stale.tree.xpath("//form[@data-fill and @data-keep]")
    assert not stale.tree.xpath("//a[starts-with(@href, '/files/')]")


def test_no_more_files_are_kept_than_the_field_takes(office: Spine, section: Visitor) -> None:
    files = [(BytesIO(picture((number, 0, 0))), f"{number}.png") for number in range(9)]
    page = posted(section, **{"supplement-upload": files, "_upload": "supplement"})
    assert "最多 3 个文件" in page.refusal()
    assert office.row("SELECT count(*) AS kept FROM forms_upload")["kept"] == 3


def test_section_that_is_not_theirs_leads_back(section: Visitor) -> None:
    assert section.open("/my/applications/1/fill/employer").path == "/my/applications/1"
    assert section.open("/my/applications/1/fill/nothing").path == "/my/applications/1"


@pytest.mark.parametrize("path", [SECTION, "/my/applications/1", "/my/applications/1/check"])
def test_draft_of_somebody_else_is_not_there(office: Spine, section: Visitor, path: str) -> None:
    assert section.tree is not None
    theirs, nobodys = (office.client("li").get(path.replace("1", number, 1)) for number in ("1", "99"))
    assert theirs.status_code == nobodys.status_code == 404


def test_given_answer_cannot_be_posted(section: Visitor) -> None:
    page = posted(section, enterprise_name="别的公司", _go="later")
    assert not page.open(SECTION).shows("别的公司")


def test_discarded_draft_is_gone(section: Visitor) -> None:
    page = section.open("/my/applications/1").follow("删除草稿").press("删除草稿")
    assert page.path == "/my/applications"
    assert page.shows("草稿已删除")
    assert not page.links("/my/applications/1")
