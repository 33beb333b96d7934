"""Sheets as people hand them in: every usual kind is read, and what is too much or hostile is refused."""

import io
import re
import zipfile
from contextlib import suppress
from datetime import date, datetime, timedelta

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.errors import Invalid
from kernel.sheets import Format, lines, read_sheet, sheet, xlsxfile

MORNING = datetime.fromisoformat("2026-03-01") + timedelta(hours=8.5)
TEXT = "姓名,证件号码\r\n张三,220102199001011234\r\n\r\n李四,\r\n"
CELL = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8).map(str.strip)


def workbook(*rows: list[object], **sheets: list[list[object]]) -> bytes:
    """An xlsx as Excel would save it, with these rows in its first sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for title, more in sheets.items():
        added = book.create_sheet(title)
        for row in more:
            added.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def repacked(content: bytes, name: str, change: tuple[bytes, bytes]) -> bytes:
    """The archive with one part changed."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            body = old.read(part)
            new.writestr(part, body.replace(*change) if part == name else body)
    return kept.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_in_every_usual_encoding(encoding: str) -> None:
    found = read_sheet(TEXT.encode(encoding))

    assert found.headings == ("姓名", "证件号码")
    assert [(line.number, line.cells) for line in found.lines] == [
        (2, ("张三", "220102199001011234")),
        (4, ("李四", "")),
    ]


@pytest.mark.parametrize("divider", [",", "\t", ";"])
def test_the_divider_is_found_in_the_headings(divider: str) -> None:
    assert read_sheet(f'"a,b;"{divider}c\n1{divider}2'.encode()).lines[0].cells == ("1", "2")


def test_a_rare_character_of_a_name_survives_gb18030() -> None:
    assert read_sheet("姓名\n张𬱖".encode("gb18030")).lines[0].cells == ("张𬱖",)


def test_a_row_over_several_lines_is_known_by_its_first() -> None:
    found = read_sheet(b'a\n"1\n2"\n3\n')

    assert [(line.number, line.cells) for line in found.lines] == [(2, ("1\n2",)), (4, ("3",))]


def test_a_workbook_gives_words_as_people_see_them() -> None:
    rows: list[list[object]] = [
        ["文", "数", "小数", "日", "时刻", "是"],
        ["张三", 7.0, 7.5, date(2026, 3, 1), MORNING, True],
    ]
    found = read_sheet(workbook(*rows, other=[["x"]]))

    assert found.lines[0].cells == ("张三", "7", "7.5", "2026-03-01", "2026-03-01 08:30:00", "是")
    assert not found.lines[0].faults


def test_a_number_that_lost_its_digits_and_a_failed_formula_are_faults_of_their_cells() -> None:
    found = read_sheet(workbook(["a", "b"], [220102199001011234, "#N/A"]))

    assert found.lines[0].faults == {0: xlsxfile.MISREAD, 1: xlsxfile.FAILED}


def test_the_first_sheet_that_shows_is_read() -> None:
    book = openpyxl.Workbook()
    book.active.append(["hidden"])
    book.active.sheet_state = "hidden"
    book.create_sheet("shown").append(["a"])
    book["shown"].append([1])
    kept = io.BytesIO()
    book.save(kept)

    assert read_sheet(kept.getvalue()).headings == ("a",)


@settings(max_examples=30)
@given(st.lists(st.tuples(CELL, CELL).filter(any), min_size=1, max_size=4), st.sampled_from(list(Format)))
def test_what_we_write_we_read(rows: list[tuple[str, str]], kind: Format) -> None:
    found = read_sheet(b"".join(sheet(kind, ["甲", "乙"], rows)))

    assert [line.cells for line in found.lines] == rows


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "没有内容"),
        (b"\n\n", "没有内容"),
        ("姓名\n".encode(), "只有标题行"),
        (b"a,a\n1,2", "两列都叫"),
        (b"\xd0\xcf\x11\xe0old", "旧式 xls"),
        (b"PK\x03\x04broken", "不是完整的 xlsx"),
        (b"a\0b\n1", "不是能读的表格"),
        (b"\x81", "不是能读的表格"),
        (b'a\n"1', "引号没有配对"),
        (",".join(str(n) for n in range(101)).encode() + b"\n1", "超过 100 列"),
        (b"a\n" + b"1\n" * 20_001, "超过 20000 行"),
        (b"x" * (lines.LARGEST + 1), "超过 5 MB"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(content: bytes, words: str) -> None:
    with pytest.raises(Invalid, match=re.escape(words)) as refused:
        read_sheet(content)

    assert refused.value.place == "sheet"
    assert refused.value.remedy.zh
    assert refused.value.remedy.en


def test_a_cell_beyond_measure_is_a_fault_of_the_cell() -> None:
    found = read_sheet(b"a\n" + b"x" * 5_001)

    assert found.lines[0].faults == {0: lines.too_long_cell()}


def test_entities_in_a_workbook_are_refused() -> None:
    bomb = (b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet')

    with pytest.raises(Invalid, match="不是完整的 xlsx"):
        read_sheet(repacked(workbook(["a"], [1]), "xl/worksheets/sheet1.xml", bomb))


def test_a_workbook_that_unpacks_beyond_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsxfile, "LARGEST_OPENED", 10_000)

    with pytest.raises(Invalid, match="解开后太大"):
        read_sheet(workbook(["a"], ["x" * 20_000]))


def test_a_row_that_claims_to_be_far_away_ends_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (lines, xlsxfile):
        monkeypatch.setattr(module, "LAST_LINE", 3_000)
    far = (b'<row r="2"', b'<row r="999999999999"')

    with pytest.raises(Invalid, match="超过 20000 行"):
        read_sheet(repacked(workbook(["a"], [1]), "xl/worksheets/sheet1.xml", far))


@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda rest: b"PK\x03\x04" + rest))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(Invalid):
        assert read_sheet(content).lines


def test_a_heading_has_nothing_that_cannot_be_kept_and_is_not_endless() -> None:
    found = read_sheet(f"a\x01b,{'x' * 500}\n1,2".encode())

    assert found.headings == ("ab", "x" * lines.LONGEST_HEADING)
