"""Rows."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from forms.compiler import CompiledForm
from forms.definition import examined, read_form
from forms.fieldtype import AnswerError
from tests.forms.samples import OPTIONS, TYPES, make_field, make_form, make_section, make_type


def test_a_page_posts_rows_by_number_and_untouched_ones_do_not_count():
    kind, _ = make_type("rows")
    posted = MultiDict({"r-0-a": "1", "r-10-a": "3", "r-2-a": "2", "r-3-a": " ", "r-x-a": "4", "q-0-a": "5"})

    assert kind.gathered(posted, "r") == [{"a": "1"}, {"a": "2"}, {"a": "3"}]


COLUMNS = [
    make_field("unit"),
    make_field("term", type="date_range", required=True),
    make_field("paper", type="document", accepts=["passport"]),
    make_field("traits", type="choices", options=OPTIONS),
]
TABLE = make_form(make_section(make_field("work", type="rows", fields=COLUMNS)))
POSTED = MultiDict(
    [
        ("work-0-unit", "示范公司"),
        *(("work-0-term", day) for day in ("2020-01-01", "2021-01-01")),
        *(("work-0-paper", part) for part in ("passport", "E00000000")),
        *(("work-0-traits", part) for part in ("a", "b")),
        # a row that nobody touched: its list of one kind is posted all the same
        ("work-1-unit", ""),
        *(("work-1-term", "") for _ in range(2)),
        *(("work-1-paper", part) for part in ("passport", "")),
    ]
)


def test_cells_of_several_inputs_are_filled_in_kept_and_drawn_again():
    form = CompiledForm(read_form(TABLE, TYPES), "zh")
    raw = form.raw_from(POSTED, ["applicant"])

    outcome = form.normalised(raw, ["applicant"], today=date(2026, 3, 10))
    stored = form.stored(outcome.values)

    row = {"unit": "示范公司", "term": ["2020-01-01", "2021-01-01"]}
    assert outcome.faults == {}
    assert stored == {"work": [row | {"paper": ["passport", "E00000000"], "traits": ["a", "b"]}]}
    page = form.page(stored, {}, ["applicant"], today=date(2026, 3, 10)).fields
    assert page.count('name="work-0-term"') == 2
    assert 'value="2021-01-01"' in page
    assert 'id="work-0-paper-2"' in page
    assert "E00000000" in form.check_answers(stored, ["applicant"], today=date(2026, 3, 10))


def test_a_cell_of_several_inputs_tells_what_is_wrong_with_it():
    form = CompiledForm(read_form(TABLE, TYPES), "zh")

    outcome = form.normalised(
        {"work": [{"term": ["2021-01-01", "2020-01-01"]}]}, ["applicant"], today=date(2026, 3, 10)
    )

    assert outcome.problems.keys() == {"work.0.term"}


@pytest.mark.parametrize(
    ("type_name", "said"), [("file", "文件"), ("rows", "表格之外"), ("heading", "表格之外")]
)
def test_what_cannot_be_a_column_says_why_and_what_to_do(type_name: str, said: str):
    table = make_field("r", type="rows", fields=[make_field("c", type=type_name)])

    [problem] = examined(make_form(make_section(table)), TYPES)[1]

    assert problem.path == "sections[applicant].fields[r].fields[c].type"
    assert said in f"{problem.what.zh}{problem.remedy.zh}"


@pytest.mark.parametrize("raw", [[{}, {}, {}], "x", [1], {"a": 1}])
def test_what_is_no_list_of_so_many_rows_is_refused(raw: object):
    kind, _ = make_type("rows", max_rows=2)

    with pytest.raises(AnswerError):
        kind.normalised(raw)
