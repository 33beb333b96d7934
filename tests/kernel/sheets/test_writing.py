"""Sheets as they are written: read back by others, word for word, and nothing in them runs."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.sheets import Format, Value, csv_sheet, read_sheet, sheet, xlsx_sheet
from kernel.sheets.cells import UNPRINTABLE, plain

HEADINGS = ["姓名", "证件号码"]
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).filter(
    lambda words: not UNPRINTABLE.search(words) and "\r" not in words
)


def read_csv(content: bytes) -> list[list[str]]:
    """The cells as any reader of CSV finds them."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(content: bytes) -> list[list[tuple[str, object]]]:
    """The cells as openpyxl finds them, each with its type."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [[(cell.data_type, cell.value) for cell in row] for row in book.active.iter_rows()]


@given(st.lists(st.tuples(WORDS, WORDS), max_size=4))
def test_every_word_comes_back_from_csv(rows: list[tuple[str, str]]) -> None:
    found = read_csv(b"".join(csv_sheet(HEADINGS, rows)))

    assert [[plain(cell) for cell in row] for row in found] == [HEADINGS, *map(list, rows)]


@settings(max_examples=30)
@given(st.lists(st.tuples(WORDS, WORDS), max_size=4))
def test_every_word_comes_back_from_xlsx(rows: list[tuple[str, str]]) -> None:
    found = read_xlsx(b"".join(xlsx_sheet(HEADINGS, rows)))

    assert [[value or "" for _kind, value in row] for row in found] == [HEADINGS, *map(list, rows)]


def test_a_formula_is_text_in_a_workbook() -> None:
    found = read_xlsx(b"".join(xlsx_sheet(["a"], [["=HYPERLINK(1)"], ["#N/A"]])))

    assert found[1:] == [[("s", "=HYPERLINK(1)")], [("s", "#N/A")]]


def test_a_formula_is_guarded_in_csv() -> None:
    assert read_csv(b"".join(csv_sheet(["a"], [["=HYPERLINK(1)"], ["+86 431"]])))[1:] == [
        ["'=HYPERLINK(1)"],
        ["'+86 431"],
    ]


def test_numbers_stay_numbers_and_long_ones_keep_their_digits() -> None:
    rows: list[list[Value]] = [[-12], [91.5], [float("nan")], [220102199001011234]]
    found = read_xlsx(b"".join(xlsx_sheet(["a"], rows)))

    assert found[1:] == [[("n", -12)], [("n", 91.5)], [("s", "nan")], [("s", "220102199001011234")]]


def test_days_and_moments_are_those_of_a_spreadsheet_with_their_format() -> None:
    moment = datetime(2026, 3, 9, 16, 5, 30, tzinfo=UTC)
    content = b"".join(xlsx_sheet(["a"], [[date(2026, 3, 1)], [moment], [date(1899, 12, 31)]]))
    cells = [row[0] for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(min_row=2)]

    assert [(cell.data_type, cell.value) for cell in cells] == [
        ("d", datetime(2026, 3, 1)),  # noqa: DTZ001 a spreadsheet knows no zones
        ("d", datetime(2026, 3, 10, 0, 5, 30)),  # noqa: DTZ001
        ("s", "1899-12-31"),
    ]
    assert [cell.number_format for cell in cells[:2]] == ["yyyy\\-mm\\-dd", "yyyy\\-mm\\-dd\\ hh:mm"]


@given(st.dates(min_value=date(1900, 3, 1)))
def test_every_day_comes_back_as_it_was(day: date) -> None:
    assert read_sheet(b"".join(xlsx_sheet(["a"], [[day]]))).lines[0].cells == (day.isoformat(),)


@given(st.text(max_size=60))
def test_a_sheet_is_called_by_a_name_that_spreadsheets_take(name: str) -> None:
    [found] = openpyxl.load_workbook(io.BytesIO(b"".join(xlsx_sheet(["a"], [], name=name)))).sheetnames

    assert 0 < len(found) <= 31
    assert not set(found) & set("[]:*?/\\")
    assert not found.startswith("'")


def test_the_name_stays_as_it_is_where_it_can() -> None:
    for name, known in (("我的待办", "我的待办"), ("<A & B>", "<A & B>"), ("a/b", "a b"), ("", "Sheet1")):
        book = openpyxl.load_workbook(io.BytesIO(b"".join(xlsx_sheet(["a"], [], name=name))))
        assert book.sheetnames == [known]


def test_pieces_come_while_rows_are_still_being_made() -> None:
    made: list[int] = []

    def rows() -> Iterator[Sequence[Value]]:
        for number in range(60_000):
            made.append(number)
            yield [number * 7919 % 60_000]

    for kind in Format:
        made.clear()
        pieces = sheet(kind, ["n"], rows())
        next(pieces)
        assert len(made) < 60_000
