"""A register in the browser: list, search, saved views, one row, exports; for each role its own rows."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from html import unescape
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select

from kernel.models import AuditEntry
from tests.app.offices import token
from tests.kernel.web.registers.office import DAYS, Shelf

LIST, FIND, KEEP, EXPORT = (f"/admin/days/{name}" for name in ("list/", "find", "keep", "export"))
OFF = DAYS - -(-DAYS // 3)
QUERIES = 6


def post(client: FlaskClient, address: str, **fields: Any) -> Any:
    return client.post(address, data={**fields, "csrf_token": token(client, LIST)})


def named(page: str) -> list[str]:
    """The days that a list shows."""
    return re.findall(r"<th[^>]*><a href=\"/admin/days/show/\d+\"><span class=\"nowrap\">(.*?)</span>", page)


@contextmanager
def statements(office: Shelf) -> Iterator[list[str]]:
    """Every statement that SQLite runs, whoever asks for it."""
    found: list[str] = []
    engine = office.platform.database.engine

    def watch(driver: Any, _record: Any) -> None:
        driver.set_trace_callback(found.append)

    office.platform.database.close()
    event.listen(engine, "connect", watch)
    yield found
    event.remove(engine, "connect", watch)
    office.platform.database.close()


def test_the_way_in_leads_to_the_first_register(office: Shelf) -> None:
    assert office.client("reader").get("/admin/").location == LIST
    assert office.client("stranger").get("/admin/").status_code == 404
    assert 'href="/admin/"' in office.client("reader").get(LIST).text
    assert 'href="/admin/"' not in office.client("stranger").get("/account", follow_redirects=True).text


def test_a_list_tells_rows_numbers_and_neighbours(office: Shelf) -> None:
    page = office.client("reader").get(LIST).text
    assert named(page)[:2] == ["2026-04-30", "2026-04-29"]
    assert len(named(page)) == 50
    assert f"共 {DAYS} 天" in page
    assert "第 1–50 天" in page
    assert "1 / 3" in page
    assert 'aria-sort="descending"' in page
    assert "第118天&lt;b&gt;" in page
    assert "<b>" not in "".join(re.findall(r"<td.*?</td>", page))
    assert len(named(office.client("reader").get(f"{LIST}?page=3").text)) == DAYS - 100


def test_each_role_has_its_own_rows(office: Shelf) -> None:
    assert f"共 {OFF} 天" in office.client("narrow").get(LIST).text
    assert office.client("stranger").get(LIST).status_code == 403
    assert "/login" in office.client("").get(LIST).location


def test_conditions_stand_as_chips_that_lead_away(office: Shelf) -> None:
    page = office.client("reader").get(f"{LIST}?kind=off&day.from=today&day.to=today%2B90").text
    chips = [
        re.sub(r"<.*?>", "", chip).strip() for chip in re.findall(r'<span class="chip on">(.*?)</span>', page)
    ]
    assert chips == ["类别 放假", "日期 90 天内"]
    assert f'href="{LIST}?kind=off"' in page
    assert "没有符合的日子" in office.client("reader").get(f"{LIST}?name.has=zzz").text


def test_the_words_of_a_search_stay_out_of_the_address(office: Shelf) -> None:
    client = office.client("reader")
    there = post(client, FIND, q="第4天", kind="off").location
    assert "%E7%AC%AC" not in there
    page = client.get(there).text
    assert named(page) == ["2026-01-05"]
    assert 'value="第4天"' in page
    assert client.get(f"{LIST}?s=rubbish").status_code == 422
    assert len(named(client.get(f"{LIST}?q=第3天").text)) == 50


@pytest.mark.parametrize("query", ["page=0", "order=secret", "kind=x", "day.from=soon", "page=" + "9" * 400])
def test_bad_questions_are_refused_in_words(office: Shelf, query: str) -> None:
    answer = office.client("reader").get(f"{LIST}?{query}")
    assert answer.status_code == 422
    assert "Traceback" not in answer.text


def test_a_page_beyond_the_reach_asks_for_a_condition(office: Shelf) -> None:
    assert "没有记录" in office.client("reader").get(f"{LIST}?page=101").text
    assert office.client("reader").get(f"{LIST}?page=2000000").status_code == 200


def test_a_view_is_saved_shown_and_forgotten_by_its_owner_only(office: Shelf) -> None:
    client = office.client("reader")
    assert post(client, KEEP, kind="work", name="上班的").status_code == 302
    page = client.get(f"{LIST}?kind=work").text
    assert ">上班的<" in page
    assert post(client, KEEP, kind="off", name="上班的").status_code == 409
    assert post(client, KEEP, kind="off", name=" ").status_code == 422
    assert ">上班的<" not in office.client("narrow").get(LIST).text
    (forget,) = re.findall(r"/admin/days/forget/\d+", page)
    assert post(office.client("narrow"), forget).status_code == 404
    assert post(client, forget).status_code == 302
    assert ">上班的<" not in client.get(LIST).text


def test_columns_are_chosen_once_or_for_good(office: Shelf) -> None:
    client = office.client("reader")
    once = client.post(
        KEEP, data={"cols": ["day", "source"], "once": "1", "csrf_token": token(client, LIST)}
    ).location
    assert once == f"{LIST}?cols=day,source"
    assert "国办发明电" in client.get(once).text
    assert "国办发明电" not in client.get(LIST).text
    post(client, KEEP, cols="day,source")
    assert "国办发明电" in client.get(LIST).text
    assert "国办发明电" not in office.client("narrow").get(LIST).text
    post(client, KEEP, reset="1")
    assert "国办发明电" not in client.get(LIST).text


def test_one_row_tells_every_column(office: Shelf) -> None:
    client = office.client("narrow")
    first = re.findall(r"/admin/days/show/\d+", client.get(LIST).text)[0]
    page = client.get(first).text
    for words in ("2026-04-30", "放假", "周末", "国办发明电", "№ 120"):
        assert words in page
    assert client.get("/admin/days/show/1").status_code == 404
    assert client.get("/admin/days/show/x").status_code == 404
    assert office.client("stranger").get(first).status_code == 403


def test_what_posts_without_a_token_is_refused(office: Shelf) -> None:
    for address in (FIND, KEEP, EXPORT, "/admin/days/pick", "/admin/days/forget/1"):
        assert office.client("reader").post(address, data={"name": "x"}).status_code == 400


def exported(office: Shelf, **fields: Any) -> Any:
    query = fields.pop("query", "")
    return post(office.client("reader"), f"{EXPORT}{query}", purpose="年度核对", **fields)


def test_a_sheet_holds_the_rows_that_may_leave_and_is_on_record(office: Shelf) -> None:
    answer = exported(office, format="csv")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[0] == ["日期", "类别", "名称", "依据"]
    assert len(rows) == 1 + OFF
    assert {row[1] for row in rows[1:]} == {"放假"}
    assert "attachment" in answer.headers["Content-Disposition"]
    with office.platform.database.transaction() as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry is not None
        assert (entry.actor, entry.action, entry.thing) == ("reader", "export", "register:days")
        assert entry.detail["purpose"] == "年度核对"
        assert entry.detail["rows"] == OFF


def test_a_workbook_of_the_columns_shown_and_the_rows_selected(office: Shelf) -> None:
    client = office.client("reader")
    chosen = [re.findall(r'name="pk" value="(\d+)"', client.get(LIST).text)[number] for number in (0, 1, 2)]
    there = client.post("/admin/days/pick", data={"pk": chosen, "csrf_token": token(client, LIST)}).location
    assert "将导出 2 天" in client.get(there).text
    answer = exported(office, format="xlsx", columns="shown", query=there.removeprefix(EXPORT))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("日期", "类别", "名称")
    assert [row[0] for row in rows[1:]] == [datetime(2026, 4, 30), datetime(2026, 4, 29)]  # noqa: DTZ001
    assert sheet.title in client.get(LIST).text
    assert sheet.title != "Sheet1"


def test_an_export_needs_a_purpose_and_the_right(office: Shelf) -> None:
    client = office.client("reader")
    refused = post(client, f"{EXPORT}?kind=off", format="csv", purpose=" ")
    assert refused.status_code == 422
    assert "请写明导出的用途" in refused.text
    assert post(client, EXPORT, format="exe", purpose="x").status_code == 422
    assert post(client, "/admin/days/pick").status_code == 422
    assert client.get(f"{EXPORT}?pk=x").status_code == 422
    assert office.client("narrow").get(EXPORT).status_code == 403
    assert "/admin/days/export" not in office.client("narrow").get(LIST).text


def test_the_list_speaks_english(office: Shelf) -> None:
    client = office.client("reader")
    post(client, "/language", locale="en")
    page = unescape(client.get(f"{LIST}?kind=off").text)
    post(client, "/language", locale="zh_Hans_CN")
    for words in ("Days", "Kind off", "Clear", "Export", "Columns", "第118天<B>"):
        assert words in page


@pytest.mark.parametrize("office", ["sqlite"], indirect=True)
def test_a_list_takes_six_queries_at_most(office: Shelf) -> None:
    client = office.client("reader")
    client.get(LIST)
    with statements(office) as found:
        client.get(f"{LIST}?kind=off")
    asked = [one for one in found if not one.startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA"))]
    assert 2 < len(asked) <= QUERIES, asked
