"""The register of days: found, exported, set one by one, and brought as the sheet of a notice."""

import csv
import io
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from kernel.calendar import bring_up_to_date, calendar
from kernel.models import AuditEntry, Workday
from kernel.outbox import drain
from kernel.sheets import Format, sheet
from kernel.surroundings import Surroundings
from tests.app.offices import entered, platform_of
from tests.bringing import brought, counts, sent, table, tried

LIST, IMPORT = "/admin/calendar-days/list/", "/admin/calendar-days/import"
NOTICE = "国办发明电〔2026〕9号"
HEADINGS = ["日期", "安排", "名称", "依据"]
ROWS = [
    ["2027-02-06", "放假", "春节", NOTICE],
    ["2027年2月14日", "上班", "春节调休上班", NOTICE],
    ["2027-02-30", "放假", "春节", NOTICE],
    ["2027-02-07", "休息", "春节", NOTICE],
    ["2047-01-01", "放假", "元旦", NOTICE],
    ["2027-02-06", "放假", "春节", NOTICE],
    ["2027-02-08", "放假", "春节", ""],
]


@pytest.fixture
def sysadmin(app: Flask) -> FlaskClient:
    """The system administrator, with the calendar as the first start leaves it."""
    here = platform_of(app)
    with here.database.transaction() as session:
        bring_up_to_date(session, here.clock.now(), years=(2025, 2026))
    return entered(app, "sysadmin")


def worked(app: Flask) -> None:
    here = platform_of(app)
    around = Surroundings(here.registry, here.clock, here.keys, here.site.folder)
    drain(here.database.engine, here.registry, clock=here.clock, worker="w", surroundings=around)


def days_of(app: Flask) -> dict[date, str]:
    with platform_of(app).database.transaction() as session:
        rows = session.execute(select(Workday.day, Workday.kind).where(Workday.day >= date(2027, 2, 1)))
        return {day: kind for day, kind in rows if day.month == 2}


def acts(app: Flask, action: str) -> list[tuple[str, str]]:
    with platform_of(app).database.transaction() as session:
        rows = session.scalars(select(AuditEntry).where(AuditEntry.action == action))
        return [(row.actor, row.detail.get("reason", "")) for row in rows]


def test_days_are_found_by_year_kind_and_name(sysadmin: FlaskClient) -> None:
    assert "国庆节" in sysadmin.get(f"{LIST}?year=2026&kind=off").text
    makeup = sysadmin.get(f"{LIST}?year=2026&kind=working").text
    assert "调休上班" in makeup
    assert "2026-10-01" not in makeup
    assert "暂定" in sysadmin.get(f"{LIST}?standing=provisional").text
    words = sent(sysadmin, "/admin/calendar-days/find", q="春节").location
    assert "国庆" not in sysadmin.get(words).text.partition("<tbody>")[2]


def test_a_sheet_of_a_notice_is_tried_out_and_carried_in(app: Flask, sysadmin: FlaskClient) -> None:
    batch = tried(sysadmin, IMPORT, b"".join(sheet(Format.XLSX, HEADINGS, ROWS)), name="通知.xlsx")
    page = sysadmin.get(batch).text
    assert counts(page) == [2, 5, 0]
    assert [row[:2] for row in table(page)] == [
        ("4", "日期"),
        ("5", "安排"),
        ("6", "日期"),
        ("7", "日期"),
        ("8", "依据"),
    ]
    assert (days_of(app), acts(app, "calendar.set")) == ({}, [])

    sent(sysadmin, f"{batch}/carry")
    worked(app)
    assert days_of(app) == {date(2027, 2, 6): "off", date(2027, 2, 14): "working"}
    assert acts(app, "calendar.set") == [("sysadmin", NOTICE)] * 2
    with platform_of(app).database.transaction() as session:
        stands = calendar(session)
    assert stands.is_working(date(2027, 2, 14))

    again = tried(sysadmin, IMPORT, b"".join(sheet(Format.CSV, HEADINGS, ROWS[:2])))
    assert "2 行与现有内容相同" in sysadmin.get(again).text


def test_a_day_set_by_hand_says_why(app: Flask, sysadmin: FlaskClient) -> None:
    add = "/admin/calendar-days/add"
    told = {"day": "2026-12-25", "kind": "off", "name": "停电检修"}
    assert "必填" in sent(sysadmin, add, **told).text
    there = sent(sysadmin, add, **told, basis="供电公司通知").location
    page = sysadmin.get(there).text
    assert "供电公司通知" in page
    assert "/admin/calendar/?day=2026-12-25" in page
    assert acts(app, "calendar.set") == [("sysadmin", "供电公司通知")]
    twice = sent(sysadmin, add, **told, basis="又一次")
    assert "2026-12-25 已有安排" in twice.text
    far = sent(sysadmin, add, **told | {"day": "2050-01-01"}, basis="x")
    assert (far.status_code, "不在可以修改的年份内" in far.text) == (422, True)


def test_it_is_exported_as_it_can_be_brought_again(app: Flask, sysadmin: FlaskClient) -> None:
    answer = sent(sysadmin, "/admin/calendar-days/export?year=2026", format="csv", purpose="核对")
    rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert ("2026-10-01", "放假", "国庆节", "正式") in {
        (row["日期"], row["安排"], row["名称"], row["年度"]) for row in rows
    }
    assert acts(app, "export")[0][0] == "sysadmin"


@pytest.mark.parametrize("username", ["secadmin", "auditor", "clerk"])
def test_it_is_the_system_administrators(app: Flask, username: str) -> None:
    client = entered(app, username)
    for path in (LIST, "/admin/calendar-days/add", IMPORT, "/api/v1/calendar-days/"):
        assert client.get(path).status_code == 403
    assert brought(client, IMPORT, "日期\n2026-01-01\n").status_code == 403
