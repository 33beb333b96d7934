"""Lists narrowed to what somebody looks for: filters, order, saved views, names kept out of addresses."""

from urllib.parse import unquote

from sqlalchemy import update

from approvals.cases.view import TASK
from approvals.words import Verb
from kernel.db import transaction
from tests.approvals.pages.test_listing import counts, names
from tests.approvals.workbench_office import posted


def test_filters_narrow_the_list_and_each_chip_takes_one_away(office, li):
    office.begin("张建国")
    second = office.begin("李秀兰")
    office.decide(second.id, Verb.ACCEPT)
    answer = posted(li, "/work/narrow", {"fs": "decision", "view": "mine"})
    page = li.get(answer.location).text
    assert names(page) == ["李秀兰"]
    assert "去掉条件 审核" in page
    assert names(li.get("/work").text) == ["张建国", "李秀兰"]


def test_a_name_of_two_characters_is_found_and_stays_out_of_the_address(office, li):
    office.begin("赵敏")
    office.begin("张建国")
    answer = posted(li, "/work/narrow", {"person": "赵敏"})
    assert "赵敏" not in unquote(answer.location)
    page = li.get(answer.location).text
    assert names(page) == ["赵敏"]
    assert "去掉条件 人员“赵敏”" in page


def test_an_enterprise_is_a_condition_of_its_own(office, li):
    office.begin("赵敏")
    office.begin("张建国")
    firm = posted(li, "/work/narrow", {"firm": "示范建筑"}).location
    assert "示范建筑" not in unquote(firm)
    assert names(li.get(firm).text) == ["赵敏", "张建国"]
    assert names(li.get(posted(li, "/work/narrow", {"firm": "别家"}).location).text) == []
    both = posted(li, "/work/narrow", {"firm": "示范建筑", "person": "赵敏"}).location
    assert names(li.get(both).text) == ["赵敏"]


def test_limits_and_order(office):
    office.begin("先")
    office.clock.advance(days=8)
    endless = office.begin("后")
    # somebody who sat idle all the while would have been signed out
    li = office.clerk("li")
    assert names(li.get("/work?fl=overdue").text) == ["先"]
    assert names(li.get("/work?sort=new").text) == ["后", "先"]
    assert names(li.get("/work?sort=old").text) == ["先", "后"]
    assert names(li.get("/work?fl=none").text) == []
    assert "没有符合筛选的办件" in li.get("/work?fl=none").text
    with transaction(office.engine) as session:
        session.execute(update(TASK).where(TASK.c.case_id == endless.id).values(due_on=None))
    assert names(li.get("/work?fl=none").text) == ["后"]


def test_a_filter_shows_nothing_of_another_office(office, li):
    office.begin("远", office=220200)
    assert names(li.get("/work?fo=220200").text) == []


def test_a_view_is_saved_without_names_and_forgotten_again(office, li):
    narrowed = posted(li, "/work/narrow", {"fl": "overdue", "person": "赵敏"}).location
    fields = dict(part.split("=") for part in narrowed.partition("?")[2].split("&"))
    saved = posted(li, "/work/views", fields | {"name": "超期件"})
    assert saved.location == "/work?fl=overdue"
    page = li.get(saved.location).text
    assert "超期件" in page
    number = page.partition('name="id" value="')[2].partition('"')[0]
    assert posted(li, "/work/views/forget", {"id": number}).status_code == 302
    assert "超期件" not in counts(li.get("/work").text)


def test_a_saved_view_says_how_many_rows_it_has(office, li):
    office.decide(office.begin("张建国").id, Verb.ACCEPT)
    office.begin("李秀兰")
    posted(li, "/work/views", {"fs": "decision", "name": "待审核的"})
    posted(li, "/work/views", {"view": "done", "name": "办过的"})
    assert counts(li.get("/work").text) | {"待审核的": "1", "办过的": ""} == counts(li.get("/work").text)


def test_a_view_without_a_name_is_refused(office, li):
    answer = posted(li, "/work/views", {"fl": "overdue", "name": " "}, follow_redirects=True)
    assert "视图要有名称" in answer.text
