"""Pickers, photos and materials in an application, by a browser without scripts."""

from io import BytesIO
from typing import Any

import pytest

from tests.addons.portal.pages.test_filling import posted
from tests.addons.portal.picking import PAPERS, PLACES, widened
from tests.addons.spine import Spine
from tests.forms.test_photos import BLUE, portrait
from tests.stories.renewal import Renewal
from tests.stories.visitor import Visitor

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
SECTION = "/my/applications/1/fill/employment"


@pytest.fixture
def section(office: Spine) -> Visitor:
    """The section of a fresh draft that asks everything."""
    widened(office, *PLACES, PAPERS)
    return Renewal(office).begin().press("信息无误，继续")


def values(page: Visitor, name: str) -> list[str]:
    """What is chosen at a field."""
    chosen = page.tree.xpath(f"//*[@name='{name}']//option[@selected and @value!='']/@value")
    return chosen or page.tree.xpath(f"//input[@name='{name}' and (@checked or @type='hidden')]/@value")


def find(page: Visitor, name: str, **typed: Any) -> Visitor:
    """The picker's button was pressed, with what was typed."""
    return posted(page, **{"_find": name}, **typed)


def test_a_region_is_chosen_list_by_list_and_nothing_typed_is_lost(section: Visitor):
    page = find(section, "home", home=["220000"], phone="19900000009")
    assert len(page.tree.xpath("//select[@name='home']")) == 2
    assert "户籍地" not in page.refusal()
    page = find(page, "home", home=["220000", "220100"])

    page = find(page, "home", home=["220000", "220100", "220102"])

    assert values(page, "home") == ["220000", "220100", "220102"]
    assert page.tree.xpath("//input[@name='phone']/@value") == ["19900000009"]
    assert section.open(SECTION).tree.xpath("//select[@name='home']")
    assert page.open("/my/applications/1/check").shows("吉林省长春市南关区")


def test_a_province_alone_is_not_enough(section: Visitor):
    page = posted(section, _go="next", home=["220000"])

    assert "还没有选到最后一级" in page.refusal()
    assert values(page, "home") == ["220000"]


def test_ones_own_rows_are_listed_and_another_is_found_by_its_full_name(section: Visitor, office: Spine):
    firm = office.row("SELECT credit_code, name FROM parties_enterprise WHERE name NOT LIKE '%恒基%' LIMIT 1")
    assert "吉建安A（2023）0001234" in section.tree.xpath("//input[@name='held']/@value")

    page = find(section, "next_firm", **{"_find-next_firm": firm["name"]})
    assert page.shows(firm["credit_code"])
    page = posted(page, next_firm=firm["credit_code"], _go="later")

    assert page.open("/my/applications/1/check").shows(f"{firm['name']}（{firm['credit_code']}）")


def test_a_row_of_somebody_else_is_refused_like_one_that_is_not_there(section: Visitor, office: Spine):
    others = office.row("SELECT id FROM parties_person WHERE name = '李安娜'")["id"]
    job = office.row("SELECT id FROM parties_employment WHERE person_id = :id", id=others)["id"]
    for name, row in (("me", others), ("me", 999_999), ("job", job), ("held", "吉建安A（2023）0009999")):
        page = posted(section, _go="next", **{name: str(row)})
        told = page.tree.xpath(f"//*[@id='{name}-error']")
        assert told, name
        assert "不是您" in told[0].text_content() or "不在您可选的范围内" in told[0].text_content()
    assert "李安娜" not in section.open("/my/applications/1/check").text


def test_a_photo_is_told_what_was_measured_and_made_to_fit(section: Visitor, office: Spine):
    page = posted(section, **{"_upload": "photo", "photo-upload": (BytesIO(portrait(ground=BLUE)), "我.jpg")})
    assert "照片背景测得主要是蓝色" in page.refusal()

    page = posted(page, **{"_upload": "photo", "photo-upload": (BytesIO(portrait(kind="PNG")), "我.png")})

    assert "照片" not in page.refusal()
    assert page.shows("我.jpg")
    kept = office.row("SELECT made_for, size FROM forms_upload")
    assert kept["made_for"] == "photo:295x413:white:50"
    assert kept["size"] <= 50 * 1024


def test_materials_come_by_upload_at_the_window_or_one_of_two(section: Visitor):
    page = posted(section, _go="next")
    assert "《解聘证明》、《仲裁裁决书》还一项都没有交" in page.refusal()
    assert "身份证复印件还没有填" in page.refusal()

    page = posted(page, _go="next", id_scan="window", verdict="later")

    assert "身份证复印件" not in page.refusal()
    assert "解聘证明" not in page.refusal()
    check = page.open("/my/applications/1/check")
    assert check.shows("到窗口交纸质件")
    assert check.shows("容缺受理")


def test_what_is_on_record_is_marked_and_may_be_corrected(section: Visitor):
    assert section.shows("来自账户，可更正")
    assert section.tree.xpath("//input[@name='phone']/@value") == ["19900000001"]

    page = posted(section, _go="later", phone="19900000009").open("/my/applications/1/check")

    assert page.shows("已更正，原为 199****0001")
    assert section.open(SECTION).shows("您已更正，原为")
