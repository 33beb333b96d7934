"""The calendar page: who may, what it shows, what it changes, what it says of bad input."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from kernel.calendar import bring_up_to_date, calendar
from kernel.models import AuditEntry
from kernel.workdays import Calendar
from tests.app.admin.rights import allow
from tests.app.offices import platform_of, submit

PAGE = "/admin/calendar/"
YEARS = (2004, 2026)
HOLIDAY = date(2026, 10, 1)
FORM = {"day": "2026-10-01", "kind": "working", "name": "国庆值班", "reason": "防汛"}


@pytest.fixture(autouse=True)
def seeded(app: Flask) -> None:
    """The calendar as the first start leaves it."""
    here = platform_of(app)
    with here.database.transaction() as session:
        bring_up_to_date(session, here.clock.now(), years=YEARS)


def post(client: FlaskClient, path: str, fields: dict[str, str]) -> TestResponse:
    return submit(client, f"{PAGE}{path}", fields, page="/profile")


def now(app: Flask) -> Calendar:
    with platform_of(app).database.transaction() as session:
        return calendar(session)


def last(app: Flask) -> AuditEntry:
    session = platform_of(app).database.session
    found = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    session.remove()
    return found


def words(answer: TestResponse) -> str:
    """The page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def test_a_year_is_shown_with_every_day_in_words(admin: FlaskClient) -> None:
    page = admin.get(f"{PAGE}?year=2026")
    assert page.text.count('class="card-t mon"') == 12
    assert len(re.findall(r'<a class="day ', page.text)) == 365
    assert "1 休 放假 国庆节" in words(page)
    assert "10 班 调休上班 国庆节调休上班" in words(page)
    assert "全年 248 个工作日" in page.text


def test_a_year_without_a_notice_says_so(admin: FlaskClient) -> None:
    assert "2027 年是暂定安排，还没有正式通知" in admin.get(f"{PAGE}?year=2027").text
    assert "2030 年还没有任何安排" in admin.get(f"{PAGE}?year=2030").text


def test_without_a_year_it_is_this_one(admin: FlaskClient) -> None:
    assert "2026 年是正式安排" in admin.get(PAGE).text


@pytest.mark.parametrize("year", ["1890", "2099", "abc", "20260", "²⁰²⁶"])
def test_an_unknown_year_is_told_and_this_one_shown(admin: FlaskClient, year: str) -> None:
    page = admin.get(PAGE, query_string={"year": year})
    assert page.status_code == 404
    assert f"没有“{year}”年的日历，可以看 2004 至 2036 年" in page.text
    assert "2026 年是正式安排" in page.text


def test_a_day_is_changed_on_record_and_restored(app: Flask, admin: FlaskClient) -> None:
    assert post(admin, "day", FORM).location == f"{PAGE}?year=2026&day=2026-10-01"
    assert now(app).is_working(HOLIDAY)
    entry = last(app)
    assert (entry.action, entry.actor, entry.detail["reason"]) == ("calendar.set", "admin", "防汛")
    assert entry.address == "127.0.0.1"
    page = words(admin.get(f"{PAGE}?day=2026-10-01"))
    assert "与通知不同" in page
    assert "现在 工作日 · 国庆值班 通知 放假 · 国庆节" in page

    assert post(admin, "day/restore", {"day": "2026-10-01"}).status_code == 302
    assert not now(app).is_working(HOLIDAY)
    assert last(app).action == "calendar.restore"


def test_a_day_nobody_changed_is_not_restored(admin: FlaskClient) -> None:
    answer = post(admin, "day/restore", {"day": "2026-10-01"})
    assert answer.status_code == 404
    assert "2026-10-01 没有另作规定" in answer.text


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        ("day", "2040-10-01", "2040-10-01 不在可以修改的年份内（2016 至 2036）"),
        ("day", "2005-10-01", "2005-10-01 不在可以修改的年份内（2016 至 2036）"),
        ("day", "2026-02-30", "请填写日期，例如 2026-10-01"),
        ("day", "", "请填写日期"),
        ("kind", "holiday", "请选择放假还是上班"),
        ("name", " ", "请写名称"),
        ("name", "长" * 101, "最多 100 个字"),
        ("reason", "", "请写明理由"),
        ("reason", "长" * 201, "最多 200 个字"),
    ],
)
def test_bad_input_is_told_and_nothing_is_lost(
    app: Flask, admin: FlaskClient, field: str, given: str, said: str
) -> None:
    answer = post(admin, "day", FORM | {field: given, "year": "2026"})
    assert answer.status_code == 422
    assert said in answer.text
    for name in ("day", "name", "reason"):
        value = given.strip() if name == field else FORM[name]
        assert re.search(rf'name="{name}" type="\w+" value="{re.escape(value)}"', answer.text), name
    assert not now(app).is_working(HOLIDAY)


def test_a_year_is_confirmed_by_naming_its_notice(app: Flask, admin: FlaskClient) -> None:
    answer = post(admin, "year", {"year": "2027", "source": "国办发明电〔2026〕7号"})
    assert answer.location == f"{PAGE}?year=2027"
    assert not now(app).is_provisional(date(2027, 3, 1))
    assert "依据：国办发明电〔2026〕7号" in admin.get(f"{PAGE}?year=2027").text
    assert last(app).action == "calendar.confirm"


@pytest.mark.parametrize(
    ("year", "source", "said"),
    [
        ("2027", "", "请填写通知的文号"),
        ("2027", "长" * 201, "最多 200 个字"),
        ("2040", "国办", "2040 不在可以修改的年份内"),
        ("明年", "国办", "没有“明年”年的日历"),
    ],
)
def test_a_year_is_not_confirmed_without_a_notice(
    app: Flask, admin: FlaskClient, year: str, source: str, said: str
) -> None:
    answer = post(admin, "year", {"year": year, "source": source})
    assert answer.status_code in (404, 422)
    assert said in answer.text
    assert source in answer.text
    assert now(app).is_provisional(date(2027, 3, 1))


def test_the_end_of_a_limit_is_calculated(admin: FlaskClient) -> None:
    page = words(admin.get(f"{PAGE}?start=2026-09-28&n=5"))
    assert "2026-09-28 起 5 个工作日，到期日 2026-10-10 周六" in page
    assert "到期日可能变动" not in page


def test_a_limit_that_runs_into_a_provisional_year_says_so(admin: FlaskClient) -> None:
    page = words(admin.get(f"{PAGE}?start=2026-12-28&n=20"))
    assert "期限经过 2027 年，那里还是暂定安排，到期日可能变动" in page


@pytest.mark.parametrize(
    ("start", "n", "said"),
    [
        ("昨天", "5", "请填写日期，例如 2026-10-01"),
        ("2026-09-28", "-1", "请填 0 到 5000 之间的整数"),
        ("2026-09-28", "五", "请填 0 到 5000 之间的整数"),
        ("2026-09-28", "", "请填 0 到 5000 之间的整数"),
        ("2026-09-28", "9999", "工作日数 9999 不在允许范围内"),
        ("9999-12-30", "5", "日期超出历法范围"),
    ],
)
def test_a_limit_that_cannot_be_calculated_says_why(
    admin: FlaskClient, start: str, n: str, said: str
) -> None:
    answer = admin.get(PAGE, query_string={"start": start, "n": n})
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{start}"' in answer.text
    assert f'value="{n}"' in answer.text


def test_a_day_that_is_none_is_told(admin: FlaskClient) -> None:
    answer = admin.get(f"{PAGE}?day=2026-02-31")
    assert answer.status_code == 422
    assert "请填写日期" in answer.text


def test_what_people_type_is_shown_as_text(admin: FlaskClient) -> None:
    post(admin, "day", FORM | {"name": "<script>x</script>"})
    page = admin.get(f"{PAGE}?day=2026-10-01").text
    assert "&lt;script&gt;x" in page
    assert "<script>x" not in page


def test_nobody_else_may(app: Flask, client: FlaskClient, clerk: FlaskClient) -> None:
    assert client.get(PAGE).status_code == 302
    assert clerk.get(PAGE).status_code == 403
    assert {path: post(clerk, path, FORM).status_code for path in ("day", "day/restore", "year")} == {
        "day": 403,
        "day/restore": 403,
        "year": 403,
    }
    assert not now(app).is_working(HOLIDAY)


def test_who_may_only_look_finds_no_form_and_no_act(app: Flask, clerk: FlaskClient) -> None:
    allow(app, "can_read", "Calendar")
    page = clerk.get(f"{PAGE}?year=2027&day=2027-10-01")
    assert page.status_code == 200
    assert f'action="{PAGE}day"' not in page.text
    assert "确认为正式" not in page.text
    assert post(clerk, "day", FORM).status_code == 403


def test_it_speaks_english(admin: FlaskClient) -> None:
    submit(admin, "/language", {"locale": "en"}, page="/")
    page = words(admin.get(f"{PAGE}?year=2027"))
    assert "2027 is provisional: there is no official notice yet." in page
    assert "January" in page
