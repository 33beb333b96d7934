"""What scripts ask for while a page is filled in: rules as one types, keeping by itself, two pages of one draft."""

from collections.abc import Iterator
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.addons.portal.questions import with_questions
from tests.addons.spine import Spine, spine
from tests.stories.renewal import CHANGCHUN, Renewal
from tests.stories.visitor import Visitor

JSON = {"Accept": "application/json"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spine]:
    """One installation for all of them, whose form has rules that hang on what is typed."""
    with spine("sqlite", tmp_path_factory.mktemp("keeping")) as found:
        yield with_questions(found)


@pytest.fixture
def section(site: Spine) -> Iterator[Visitor]:
    """The section about employment of a fresh draft, which is gone afterwards."""
    page = Renewal(site).begin().press("信息无误，继续")
    yield page
    Visitor(page.client).open(draft(page)).follow("删除草稿").press("删除草稿")


def draft(page: Visitor) -> str:
    """The address of the draft."""
    return page.path.partition("/fill/")[0]


def sent(page: Visitor, what: str, **values: Any) -> TestResponse:
    """What a script of the page sends: everything that stands on it, these values over it."""
    form = next(one for one in page.tree.iter("form") if one.get("data-fill") is not None)
    held = {name: value for name, value in form.form_values() if not name.endswith("-upload")}
    return page.client.post(f"{page.path}/{what}", data=held | values, headers=JSON)


def value(page: Visitor, name: str) -> list[str]:
    """What stands in the field."""
    return list(page.tree.xpath(f"//input[@name='{name}']/@value"))


def test_rules_are_told_as_one_types_and_nothing_is_written(site: Spine, section: Visitor) -> None:
    before = site.row("SELECT answers, rough, revision FROM forms_submission")
    unanswered = sent(section, "state").get_json()
    away = sent(section, "state", away="yes", months="2").get_json()
    assert {"place", "appointment_of_category"} == set(unanswered["hidden"])
    assert (unanswered["optional"], unanswered["required"]) == (["months"], ["appointment"])
    assert away["hidden"] == ["appointment_of_category"]
    assert (away["optional"], away["required"]) == ([], ["appointment", "months"])
    assert away["computed"] == {"appointment_of_category": "", "days": "60"}
    assert site.row("SELECT answers, rough, revision FROM forms_submission") == before


def test_rules_tell_nothing_of_other_sections(section: Visitor) -> None:
    told = sent(section, "state").get_json()
    assert "renewed_to" not in told["computed"]


def test_what_is_typed_is_kept_as_it_is(section: Visitor) -> None:
    first = sent(section, "keep", phone="1990000")
    second = sent(section, "keep", phone="19900000009", _ground="", _seen=str(first.get_json()["seen"]))
    assert first.get_json()["said"] == "已自动保存 10:00"
    assert second.status_code == 200
    assert value(section.open(section.path), "phone") == ["19900000009"]


def test_page_that_was_overtaken_keeps_nothing(section: Visitor) -> None:
    sent(section, "keep", phone="19900000008")
    late = sent(section, "keep", phone="19900000009")
    assert late.status_code == 409
    assert "别的窗口" in late.get_json()["overtaken"]
    assert value(section.open(section.path), "phone") == ["19900000008"]


def test_what_was_saved_in_another_section_overtakes_nobody(section: Visitor) -> None:
    other = Visitor(section.client).open(f"{draft(section)}/fill/pledge")
    other.press("保存，以后再填", declaration=["checked"])
    assert sent(section, "keep", phone="19900000009").status_code == 200


def test_both_sides_are_shown_where_they_differ(section: Visitor) -> None:
    here = section.path
    sent(section, "keep", phone="19900000008", office=CHANGCHUN, away="no")
    page = section.press("保存并继续", status=409, phone="1990000", office="220200", away="no")
    rows = page.tree.xpath("//main//table/tbody/tr")
    told = [[" ".join(cell.text_content().split()) for cell in row] for row in rows]
    assert told == [
        ["手机号码", "19900000008", "1990000"],
        ["办理窗口", "长春市城乡建设委员会", "吉林市住房和城乡建设局"],
    ]
    page.press("保存，以后再填", phone="19900000009")
    assert value(page.open(here), "phone") == ["19900000009"]


def test_question_that_an_answer_reveals_is_asked_before_one_goes_on(section: Visitor) -> None:
    page = section.press("保存并继续", away="yes", appointment="05", office=CHANGCHUN, months="2")
    assert page.path.endswith("/fill/employment")
    assert page.shows("按您的回答，还要看看：派驻地点")
    assert not page.tree.xpath("//*[@id='place-field']/@hidden")
    assert page.press("保存并继续", place="四平").path.endswith("/fill/pledge")


def test_page_with_scripts_goes_on_at_once(section: Visitor) -> None:
    values: dict[str, Any] = {
        "away": "yes",
        "appointment": "05",
        "office": CHANGCHUN,
        "months": "2",
        "_live": "1",
    }
    assert section.press("保存并继续", **values).path.endswith("/fill/pledge")


@pytest.mark.parametrize("what", ["keep", "state"])
def test_draft_of_somebody_else_is_not_there(site: Spine, section: Visitor, what: str) -> None:
    page = Visitor(site.client("li")).open("/my/applications")
    token = page.tree.xpath("//input[@name='csrf_token']/@value")[0]
    theirs = site.client("li").post(f"{section.path}/{what}", data={"csrf_token": token}, headers=JSON)
    nothing = section.client.post(f"{section.path}/{what}", data={"phone": "1"}, headers=JSON)
    assert (theirs.status_code, nothing.status_code) == (404, 400)
    assert value(section.open(section.path), "phone") != ["1"]


def test_section_that_is_not_theirs_is_refused(section: Visitor) -> None:
    form = dict(
        next(one for one in section.tree.iter("form") if one.get("data-fill") is not None).form_values()
    )
    answer = section.client.post(f"{draft(section)}/fill/submission/keep", data=form, headers=JSON)
    assert (answer.status_code, answer.get_json()["place"]) == (403, "submission")


def test_draft_says_how_long_it_takes_where_the_form_does_not(section: Visitor) -> None:
    assert section.open(draft(section)).shows("填写约需 3 分钟")
