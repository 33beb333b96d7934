"""The list as a sheet: chosen columns, a purpose on record, large ones in the background, only for who asked."""

import io
from datetime import date
from urllib.parse import unquote

from openpyxl import load_workbook
from sqlalchemy import select

from app.demo import PASSWORD
from approvals import exporters
from approvals.engine import Defect
from approvals.exporters import make_list
from approvals.pages import exporting
from approvals.words import Verb
from kernel.accounts import add_account
from kernel.db import transaction
from kernel.models import AuditEntry, RegisterExport
from kernel.surroundings import Surroundings, surround
from tests.app.offices import platform_of
from tests.approvals.pages.test_deputies import claimed
from tests.approvals.workbench_office import posted

FORM = {"columns": ["name", "step"], "purpose": "周会"}


def cells(content):
    """The sheet as rows."""
    return [list(row) for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]


def test_the_sheet_has_the_chosen_columns_of_the_narrowed_list(office, li):
    office.begin("张建国")
    office.begin("远", office=220200)
    answer = posted(li, "/work/export", FORM)
    assert cells(answer.data) == [["申请人", "步骤"], ["张建国", "受理"]]
    with transaction(office.engine) as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "export")).one()
        assert entry.detail["purpose"] == "周会"


def test_days_are_days_and_the_sheet_is_called_by_its_list(office, li):
    office.begin("张建国")
    office.clock.advance(days=8)
    li = office.clerk()
    form = FORM | {"columns": ["due", "came"], "view": "overdue"}
    answer = posted(li, "/work/export", form)
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert sheet.title == "超期"
    assert unquote(answer.headers["Content-Disposition"]).endswith("超期 2026-03-18.xlsx")
    due, came = next(sheet.iter_rows(min_row=2))
    assert (due.is_date, came.is_date) == (True, True)
    assert came.value.date() == date(2026, 3, 10)


def test_who_has_claimed_a_case_stands_there_by_name(office, li):
    case = claimed(office, "张建国", account="li")
    office.begin("李秀兰")
    rows = cells(posted(li, "/work/export", FORM | {"columns": ["name", "taken"]}).data)
    assert rows == [["申请人", "认领人"], ["张建国", "李明"], ["李秀兰", None]]
    assert office.case(case.id).state.open


def test_an_export_without_a_purpose_is_refused_and_keeps_the_columns(office, li):
    office.begin("张建国")
    refused = posted(li, "/work/export", FORM | {"purpose": ""})
    assert refused.status_code == 422
    assert "请写明导出的用途" in refused.text
    assert 'value="firm" checked' not in refused.text


def test_who_works_on_cases_need_not_be_allowed_to_take_them_away(office, li):
    with transaction(office.engine) as session:
        add_account(session, "he", name="何窗", password=PASSWORD, roles=("window_clerk",))
    he = office.clerk("he")
    assert he.get("/work").status_code == 200
    assert he.get("/work/export").status_code == posted(he, "/work/export", FORM).status_code == 403
    office.begin("张建国")
    assert "/work/export" in li.get("/work").text


def test_only_lists_of_what_is_theirs_to_do_are_offered_for_taking_away(office, li):
    case = office.begin("张建国").id
    office.begin("李秀兰")
    assert "/work/export" in li.get("/work").text
    office.decide(case, Verb.RETURN, defects=[Defect("form", "没有盖章")])
    for view in ("mending", "done"):
        assert "/work/export" not in li.get(f"/work?view={view}").text, view


def test_a_sheet_is_not_made_for_who_may_not_export_any_more(office, li, monkeypatch):
    monkeypatch.setattr(exporting, "AT_ONCE", 0)
    office.begin("张建国")
    answer = posted(li, "/work/export", FORM)
    monkeypatch.setattr(exporters, "EXPORT", ("can_fly", "Cases"))
    make(office, answer)
    assert "没有生成" in li.get(answer.location).text


def make(office, answer):
    """The scheduler makes the sheet that was asked for."""
    here = platform_of(office.app)
    number = int(answer.location.rsplit("/", 1)[1])
    with transaction(office.engine) as session:
        surround(session, Surroundings(office.registry, office.clock, here.keys, here.site.folder))
        make_list(session, {"export": number})
        return session.get_one(RegisterExport, number).rows


def test_a_large_list_is_made_in_the_background_for_who_asked(office, li, monkeypatch):
    monkeypatch.setattr(exporting, "AT_ONCE", 0)
    office.begin("张建国")
    answer = posted(li, "/work/export", FORM)
    assert answer.status_code == 302
    assert "正在生成" in li.get(answer.location).text
    assert make(office, answer) == 1
    assert "已生成" in li.get(answer.location).text
    with li.get(f"{answer.location}/file") as sheet:
        assert cells(sheet.data)[1] == ["张建国", "受理"]
        assert unquote(sheet.headers["Content-Disposition"]).endswith("我的待办 2026-03-10.xlsx")
    assert office.clerk("wang").get(answer.location).status_code == 404
