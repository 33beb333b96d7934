"""The materials of a case, page by page: pointed at, pictures of pages, what the registers say beside them."""

import re
from typing import Any

import pytest

from approvals.words import Verb
from tests.approvals.workbench_office import posted

PINS = re.compile(r'name="pin" value="([^"]*)"')
NEW = {"at": "form", "what": "没有盖章", "pin": "new", "shown": "2", "page": "1"}


def viewed(client, case: int, **more):
    """The page after a form was sent."""
    return posted(client, f"/work/{case}/materials", {"step": "acceptance", "seen": "2", **NEW, **more}).text


def test_a_file_is_turned_page_by_page(office, li):
    case = office.begin().id
    page = li.get(f"/work/{case}/materials?m=2").text
    assert ("第 1 / 2 页" in page, 'name="p" value="2"' in page) == (True, True)
    assert f'src="/work/{case}/materials/2/1.png"' in page
    assert f'src="/work/{case}/materials/2/2.png"' in li.get(f"/work/{case}/materials?m=2&p=99").text


def test_a_file_that_is_not_drawn_says_why_and_is_there_to_download(office, li, monkeypatch):
    case = office.begin().id
    assert "不逐页画出来" not in li.get(f"/work/{case}/materials?m=2").text
    monkeypatch.setattr("approvals.pages.viewing.leaves_of", lambda *_: None)
    page = li.get(f"/work/{case}/materials?m=2").text
    assert "超过 5 MB" in page
    assert '<a class="u inl" href="/files/2">' in page
    assert '<object class="mv-pdf" data="/files/2/view' in page


def test_a_click_on_the_page_comes_back_with_the_place_and_what_was_typed(office, li):
    case = office.begin().id
    page = viewed(li, case, **{"spot.x": "320", "spot.y": "64"})
    assert 'name="spot" value="500,100"' in page
    assert 'transform="translate(500 100)"' in page
    assert "没有盖章</textarea>" in page
    assert PINS.findall(page) == ["new"]


@pytest.mark.parametrize(
    ("more", "pin"),
    [
        ({"do": "add", "spot": "500,100"}, "2:1:500,100"),
        ({"do": "add", "cell": "9"}, "2:1:g9"),
        ({"do": "add", "page": "2"}, "2:2"),
        ({"p": "2", "cell": "1"}, "2:1:g1"),
        ({"do": "add", "shown": "77"}, ""),
    ],
)
def test_a_line_points_where_somebody_pointed_chose_or_looked(office, li, more, pin):
    assert PINS.findall(viewed(li, office.begin().id, **more)) == [pin, "new"]


def test_a_mark_is_drawn_on_its_page_only(office, li):
    case = office.begin().id
    first = {"at": ["form", "form"], "what": ["没有盖章", ""], "pin": ["2:2:30,40", "new"]}
    assert "translate(30 40)" not in viewed(li, case, **first)
    assert "translate(30 40)" in viewed(li, case, **first, p="2")


def test_the_picture_of_a_page_is_for_those_only_whose_case_it_is(office, li):
    case = office.begin().id
    picture = li.get(f"/work/{case}/materials/2/1.png")
    assert (picture.status_code, picture.mimetype) == (200, "image/png")
    assert picture.headers["Cache-Control"] == "private, max-age=600"
    for path in ("2/3", "2/0", "1/1", "77/1"):
        assert li.get(f"/work/{case}/materials/{path}.png").status_code == 404, path
    assert office.clerk("sun").get(f"/work/{case}/materials/2/1.png").status_code == 404


def test_what_the_register_knows_otherwise_is_marked(office, li):
    page = li.get(f"/work/{office.begin().id}/materials").text
    assert "1 项一致，1 项不一致" in page
    assert '<b class="t-bad">总经理</b>' in page
    assert "技术负责人" in page


def test_a_closed_case_is_not_compared_with_what_it_brought_about(office, li):
    case = office.begin().id
    assert "技术负责人" in li.get(f"/work/{case}").text
    office.decide(case, Verb.NOT_ACCEPT, opinion="不归我们")
    assert "技术负责人" not in li.get(f"/work/{case}").text
    assert "项不一致" not in li.get(f"/work/{case}/materials").text


def verdict(client, case: int, do: str, status: int = 200, **more):
    """The page after one of the buttons of the verdict; nothing is written besides."""
    fields = {"step": "acceptance", "seen": "2", **NEW, "what": "", "do": do, **more}
    answer = posted(client, f"/work/{case}/materials", fields)
    assert answer.status_code == status, answer.text
    return answer.text


def pressed(page: str) -> list[str]:
    """The verdict of the file that is looked at."""
    return re.findall(r'value="judge-(\w+)" aria-pressed="true"', page)


def test_a_file_is_found_in_order_for_every_colleague_and_on_record(office, li):
    case = office.begin().id
    assert pressed(verdict(li, case, "judge-fits")) == ["fits"]
    page = office.clerk("wang").get(f"/work/{case}/materials?m=2").text
    assert (pressed(page), "李明 ·" in page) == (["fits"], True)
    assert pressed(li.get(f"/work/{case}/materials?m=1").text) == []
    assert office.audited() == [("li", "case.verdict", f"case:{case}")]


def test_what_is_wrong_with_a_file_begins_the_list_of_defects(office, li):
    case = office.begin().id
    page = verdict(li, case, "add", what="没有盖章", spot="500,100,200,50")
    assert (pressed(page), "第 1 页框出处" in page) == (["unfit"], True)
    assert '<rect class="box" width="200" height="50"/>' in li.get(f"/work/{case}/materials?m=2").text
    sheet = li.get(f"/work/{case}/return").text
    assert re.findall(r'name="what"[^>]*>([^<]*)</textarea>', sheet) == ["没有盖章"]
    assert PINS.findall(sheet) == ["2:1:500,100,200,50"]
    typed = {"step": "acceptance", "seen": "2", "opinion": "请尽快"}
    assert PINS.findall(posted(li, f"/work/{case}/return", typed).text) == ["2:1:500,100,200,50"]
    assert "不符合" in li.get(f"/work/{case}?tab=materials").text


def test_the_last_thing_that_was_wrong_takes_the_verdict_with_it(office, li):
    case = office.begin().id
    verdict(li, case, "add", what="没有盖章")
    lines: dict[str, Any] = {"at": ["form", "form"], "what": ["没有盖章", ""], "pin": ["2:1", "new"]}
    assert pressed(verdict(li, case, "drop-0", **lines)) == []
    assert PINS.findall(li.get(f"/work/{case}/return").text) == [""]


@pytest.mark.parametrize(
    ("do", "more", "refused"),
    [
        ("judge-unfit", {}, (422, "没有写哪里不符合。")),
        ("judge-fits", {"what": "没有盖章"}, (409, "这份材料还记着 1 条问题")),
        ("judge-good", {}, (422, "没有选择结论。")),
        ("judge-fits", {"shown": "77"}, (409, "这份材料已不在这件申请里。")),
        ("add", {"what": "字" * 501}, (422, "最多 500 字")),
    ],
)
def test_what_cannot_be_found_of_a_file_is_refused_and_what_was_typed_stays(office, li, do, more, refused):
    case = office.begin().id
    page = verdict(li, case, do, refused[0], **more)
    assert refused[1] in page
    assert f"{more.get('what', '')}</textarea>" in page
    assert (pressed(page), office.audited()) == ([], [])


def test_who_may_not_return_the_case_judges_no_file_of_it(office, li):
    case = office.begin().id
    verdict(li, case, "add", what="没有盖章")
    office.decide(case, Verb.ACCEPT)
    office.decide(case, Verb.APPROVE, "decision")
    page = li.get(f"/work/{case}/materials?m=2").text
    assert ("没有盖章" in page, "drop-0" in page, "judge-" in page) == (True, False, False)
    assert "现在不由您退回补正" in verdict(li, case, "judge-fits", 403)
    assert verdict(office.clerk("sun"), case, "judge-fits", 404)
