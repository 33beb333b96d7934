"""The materials of a case, page by page: pointed at, pictures of pages, what the registers say beside them."""

import re

import pytest

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
