"""The clerks' list over HTTP: the views and their numbers, the order, the search, page by page."""

import re
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert
from werkzeug.test import TestResponse

from approvals.cases.view import TASK
from approvals.engine import Defect
from approvals.lists.mended import LOOKED
from approvals.words import Verb
from kernel.db import transaction
from tests.approvals.clerks import FAR
from tests.approvals.workbench_office import Office, posted

TABS = re.compile(
    r'<a href="/work[^"]*"[^>]*>(?:<span class="w-name">)?([^<]+?)(?:</span>)? ?(?:<span class="cnt[^"]*">([^<]+)</span>)?</a>'
)
ROW = re.compile(
    r'<a class="case-li plain-li" href="([^"]+)"[^>]*data-case>.*?class="a">([^<]+)</span>', re.DOTALL
)
DEFECTS = (Defect("applicant.phone", "号码少一位"), Defect("form", "没有盖章"))


def rows(html: str) -> list[tuple[str, str]]:
    """Address and name of every case in the list."""
    return ROW.findall(html)


def names(html: str) -> list[str]:
    """The names in the list."""
    return [name for _, name in rows(html)]


def looked_for(client: FlaskClient, words: str) -> TestResponse:
    """The list that a search leads to."""
    return posted(client, "/work/find", {"q": words}, follow_redirects=True)


def counts(html: str) -> dict[str, str]:
    """The numbers beside the views."""
    return dict(
        TABS.findall(html[html.index('class="side"') : html.index("</nav>", html.index('class="side"'))])
    )


def test_the_most_urgent_case_comes_first_with_its_time_left(office):
    office.begin("先")
    office.clock.advance(days=2)
    office.begin("后")
    office.clock.advance(days=6)
    page = office.clerk().get("/work").text
    assert names(page) == ["先", "后"]
    assert "超期 1 天" in page
    assert "剩 1 天" in page


def test_of_many_cases_that_are_mended_the_number_says_that_there_may_be_more(office):
    case = office.begin("补正").id
    office.decide(case, Verb.RETURN, defects=DEFECTS)
    row = {"case_id": case, "step": "x", "state": "open", "matter": "m", "mending": True}
    row |= {"party_kind": "person", "party_id": 1, "opened_at": office.clock.now()}
    with transaction(office.engine) as session:
        session.execute(insert(TASK), [row | {"seq": seq} for seq in range(100, 100 + LOOKED)])
    assert counts(office.clerk().get("/work").text)["补正中"] == f"{LOOKED + 1}+"
    assert counts(office.clerk("sun").get("/work").text)["补正中"] == "", "none of these is theirs"


def test_the_views_say_how_many_they_hold(office):
    back = office.begin("补正")
    office.decide(back.id, Verb.RETURN, defects=DEFECTS)
    assert counts(office.clerk().get("/work").text)["补正中"] == "1"
    office.begin("超期")
    office.clock.advance(days=8)
    office.decide(back.id, Verb.RESUBMIT, "filing", "zhang")
    office.begin("今天")
    office.clock.advance(days=7)
    li = office.clerk()
    assert counts(li.get("/work").text) == {
        "我的待办": "3",
        "待认领": "0",
        "今天到期": "2",
        "3 天内到期": "2",
        "超期": "1",
        "补正中": "0",
        "补正已回": "1",
        "抄送我的": "0",
        "我关注的": "",
        "我已办": "",
        "统计": "",
        "代理设置": "",
        "常用语": "",
        "标签": "",
    }
    assert names(li.get("/work?view=today").text) == ["补正", "今天"]
    assert names(li.get("/work?view=overdue").text) == ["超期"]
    assert names(li.get("/work?view=back").text) == ["补正"]


def test_an_empty_list_says_what_it_means(office, li):
    assert "待办已清空" in li.get("/work").text
    assert "“超期”里没有办件" in li.get("/work?view=overdue").text


def test_what_somebody_has_done_is_listed_the_latest_first(office, li):
    first, second, third = office.begin("一"), office.begin("二"), office.begin("三")
    for case in (second, first):
        office.clock.advance(minutes=1)
        office.decide(case.id, Verb.ACCEPT)
    office.decide(third.id, Verb.ACCEPT, who="wang")
    assert names(li.get("/work?view=done").text) == ["一", "二"]


def test_cases_are_found_by_number_and_by_name_among_ones_own(office, li):
    office.begin("张建国", number="220100-260303-0187")
    office.begin("张建华", office=FAR)
    assert names(looked_for(li, "220100-260303-0187").text) == ["张建国"]
    assert names(looked_for(li, "张建").text) == ["张建国"]
    assert "没有“李四”" in looked_for(li, "李四").text


def test_no_address_says_whom_one_looks_for(office, li):
    case = office.begin("张建国", number="220100-260303-0187")
    found = looked_for(li, "张建国")
    assert list(found.request.args) == ["s"]
    assert quote("张建国") not in found.text
    assert found.request.args["s"] in found.text
    assert names(li.get(f"/work/{case.id}", query_string=found.request.args).text) == ["张建国"]


@pytest.mark.parametrize("token", ["x", "", "长", "A" * 60])
def test_a_token_that_does_not_open_leads_to_the_list(office, li, token):
    office.begin("张建国")
    assert names(li.get("/work", query_string={"s": token}).text) == ["张建国"]


def test_a_long_list_goes_on_where_the_page_before_ended(office):
    for number in range(53):
        office.begin(f"第{number}")
        office.clock.advance(minutes=1)
    # somebody who sat idle all the while would have been signed out
    li = office.clerk("li")
    page = li.get("/work").text
    assert len(names(page)) == 50
    following = re.search(r'href="([^"]+)" rel="next"', page)
    assert following
    second = li.get(following[1].replace("&amp;", "&")).text
    assert names(second) == ["第50", "第51", "第52"]
    assert "回到开头" in second


@pytest.mark.parametrize(
    "query",
    [
        "view=nothing",
        "after=x~y",
        "after=~99999999999999999999",
        "view=done&after=1~2",
        "view=done&after=9999-12-31T23:59:59-23:59~1",
        "view=done&after=0001-01-01T00:00:00%2B23:59~1",
    ],
)
def test_an_address_that_makes_no_sense_shows_the_list(office, li, query):
    assert li.get(f"/work?{query}").status_code == 200


def test_an_office_is_all_that_its_clerk_works_for(office: Office):
    office.begin("近")
    office.begin("远", office=FAR)
    assert names(office.clerk("li").get("/work").text) == ["近"]
    assert names(office.clerk("sun").get("/work").text) == ["远"]
