"""A sheet through its four pages: chosen, matched, tried, carried in; and what is told on the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from kernel.db import transaction
from kernel.jobs import Slot
from kernel.sheets import read_sheet
from kernel.surroundings import surround
from kernel.web.registers.importing.work import clean
from tests import bringing
from tests.bringing import counts, table
from tests.kernel.web.registers.toolshed import NOW, THEIRS, Toolshed, toolshed

IMPORT = "/admin/tools/import"
SHEET = f"""编码,名称,类别,购置日期,联系电话,用不着
t1,锤子,手工,2026-02-30,13900005678,x
t2,锯子,hand,2026/3/1,13900005678,
t2,锯子二,手工,,,
t3,钻头,电动,2027年1月1日,,
{THEIRS},我的,手工,,,
,无名,手工,,,
t4,不祥,手工,,,
"""


@pytest.fixture
def shed(backend: str, tmp_path: Path) -> Iterator[Toolshed]:
    """The office, on both kinds of database."""
    with toolshed(backend, tmp_path) as found:
        yield found


def brought(shed: Toolshed, content: str | bytes, *, username: str = "keeper") -> TestResponse:
    """What is answered to a file."""
    return bringing.brought(shed.client(username), IMPORT, content)


def tried(shed: Toolshed, content: str | bytes, *, username: str = "keeper") -> str:
    """The address of the batch of this file, tried out."""
    return bringing.tried(shed.client(username), IMPORT, content)


def test_a_sheet_is_tried_mended_and_carried_in(shed: Toolshed) -> None:
    batch = tried(shed, SHEET)
    page = shed.client("keeper").get(batch).text

    assert counts(page) == [2, 5, 1]
    assert table(page) == [
        ("2", "购置日期", "2026-02-30", "错误 没有这一天。"),
        ("4", "编码", "t2", "错误 与第 3 行重复。"),
        ("5", "购置日期", "2027年1月1日", "提醒 日期在明年以后。"),
        ("6", "整行", "—", "错误 这一行不在您的管辖范围内，不能导入。"),
        ("7", "编码", "—", "错误 必填，这里是空的。"),
        ("8", "名称", "不祥", "错误 这个名称不能用。请换一个。"),
    ]
    assert "导入 2 行，跳过 5 行" in page
    assert shed.codes() == []
    assert not shed.rows("SELECT id FROM audit_entry WHERE action LIKE 'register.%'")

    problems = shed.client("keeper").get(f"{batch}/problems")
    sheet = read_sheet(problems.data)
    assert [line.cells[0] for line in sheet.lines] == ["t1", "t2", "t3", THEIRS, "", "t4"]
    assert (sheet.headings[-1], sheet.lines[0].cells[-1]) == ("问题", "没有这一天。")
    assert sheet.lines[0].cells[4] == "13900005678"

    assert shed.post("keeper", f"{batch}/carry").status_code == 302
    assert "正在导入" in shed.client("keeper").get(batch).text
    assert shed.post("keeper", f"{batch}/carry").status_code == 409
    assert shed.work().done == 1
    page = shed.client("keeper").get(batch).text
    assert counts(page) == [2, 5, 1]
    assert shed.codes() == ["T2", "T3"]
    assert len(table(page)) == 6
    [entry] = shed.rows("SELECT actor, thing, detail FROM audit_entry WHERE action = 'register.imported'")
    assert entry["actor"] == "keeper"
    assert shed.rows("SELECT COUNT(*) AS n FROM audit_entry WHERE action = 'register.added'")[0]["n"] == 2

    # the list of problems may be brought again as it is: its last column is nobody's
    assert counts(shed.client("keeper").get(tried(shed, problems.data)).text) == [1, 4, 1]


def test_a_sheet_edits_what_is_there_and_empty_cells_change_nothing(shed: Toolshed) -> None:
    for content in (
        "编码,名称,类别,联系电话,座数\nt1,锤,手工,13900005678,3",
        "Code,name,Seats\nT1,大锤,\nt2,,4",
    ):
        batch = tried(shed, content)
        shed.post("keeper", f"{batch}/carry")
        shed.work()
    [row] = shed.rows("SELECT * FROM toolshed_tool WHERE code = 'T1'")
    assert (row["name"], row["phone"], row["seats"]) == ("大锤", "13900005678", 3)
    page = shed.client("keeper").get(batch).text
    assert (counts(page), table(page)[0][:2]) == ([1, 1, 0], ("3", "名称"))

    batch = tried(shed, "编码,名称,类别\nt1,别的,手工\nt5,新的,手工\n")
    shed.post("keeper", f"{batch}/carry", only_new="1")
    shed.work()
    assert shed.codes() == ["T1", "T5"]
    assert shed.rows("SELECT name FROM toolshed_tool WHERE code = 'T1'") == [{"name": "大锤"}]
    assert "1 行系统里已有，没有更新" in shed.client("keeper").get(batch).text

    batch = tried(shed, "编码,名称,类别\nt1,大锤,手工\n")
    assert "1 行与现有内容相同" in shed.client("keeper").get(batch).text
    assert shed.client("keeper").get(batch).text.count("disabled") == 1
    assert shed.post("keeper", f"{batch}/carry").status_code == 422


def test_a_long_sheet_is_tried_and_carried_in_part_by_part(shed: Toolshed) -> None:
    rows = [f"t{number},件{number},手工" for number in range(450)]
    rows[420] = rows[5]
    batch = tried(shed, "编码,名称,类别\n" + "\n".join(rows))
    page = shed.client("keeper").get(batch).text
    assert ("正在核对" in page, "没有进展" in page) == (True, False)
    shed.platform.clock.advance(minutes=11)  # type: ignore[attr-defined]
    assert "没有进展" in shed.client("keeper").get(batch).text
    assert shed.work().done == 3
    page = shed.client("keeper").get(batch).text
    assert (counts(page), table(page)) == ([449, 1, 0], [("422", "编码", "t5", "错误 与第 7 行重复。")])
    assert shed.codes() == []

    shed.post("keeper", f"{batch}/carry")
    assert shed.work().done == 3
    assert len(shed.codes()) == 449


def test_who_loses_the_right_on_the_way_carries_in_no_more(shed: Toolshed) -> None:
    batch = tried(shed, "编码,名称,类别\nt1,锤,手工\n")
    shed.post("keeper", f"{batch}/carry")
    with shed.platform.database.engine.begin() as connection:
        connection.exec_driver_sql(
            "DELETE FROM access_rule WHERE role = 'keeper' AND permission = 'can_import'"
        )
    shed.work()

    assert shed.codes() == []
    assert shed.rows("SELECT zh FROM import_finding")[0]["zh"].startswith("您已没有导入")
    assert shed.rows("SELECT state, wrong FROM import_batch") == [{"state": "done", "wrong": 1}]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_sheet_is_its_owners_alone_and_lies_closed(shed: Toolshed) -> None:
    columns = brought(shed, SHEET).location
    batch = columns.removesuffix("/columns")

    for path in (columns, batch, f"{batch}/problems", f"{IMPORT}/999", f"{IMPORT}/{2**40}"):
        assert shed.client("other").get(path).status_code == 404
    for path in (columns, f"{batch}/carry"):
        assert shed.post("boss", path, code="0", name="1", kind="2").status_code == 404
    content = b"".join(row["rows"] for row in shed.rows("SELECT rows FROM import_part"))
    assert "锤子".encode() not in content
    assert "13900005678" not in shed.client("keeper").get(columns).text
    assert "139****5678" in shed.client("keeper").get(columns).text
    assert shed.client("keeper").get(f"{batch}/problems").status_code == 302

    for days, left in ((6, 1), (2, 0)):
        shed.platform.clock.advance(days=days)  # type: ignore[attr-defined]
        with transaction(shed.platform.database.engine) as session:
            surround(session, shed.around)
            assert clean(session, Slot("now", NOW)) == {"imports": 1 - left}
        for kept in ("import_batch", "import_part"):
            assert shed.rows(f"SELECT COUNT(*) AS n FROM {kept}") == [{"n": left}]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_cannot_be_imported_is_refused_before_a_row_is_tried(shed: Toolshed) -> None:
    for content, told in ((b"PK\x03\x04x", "不是完整的 xlsx"), (b"a\n", "只有标题行"), (b"", "没有内容")):
        answer = brought(shed, content)
        assert (answer.status_code, told in answer.text) == (422, True)
    nothing = shed.post("keeper", IMPORT)
    assert (nothing.status_code, "没有选择文件" in nothing.text) == (422, True)

    columns = brought(shed, SHEET).location
    for given, told in (
        ({"name": "1"}, "没有对应的列：编码。"),
        ({"code": "0", "name": "0"}, "编码、名称选了同一列。"),
        ({"code": "99", "name": "-1"}, "没有对应的列：编码。"),
    ):
        answer = shed.post("keeper", columns, **given)
        assert (answer.status_code, told in answer.text) == (422, True)
    blank = shed.client("keeper").get(f"{IMPORT}/blank")
    assert b"PK" in blank.data
    assert shed.codes() == []
