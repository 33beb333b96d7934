"""The list of fields as a sheet."""

from io import BytesIO

from openpyxl import load_workbook

from forms.definition import read_form
from forms.interchange.listing import written
from tests.forms.samples import OPTIONS, TYPES, make_field, make_form, make_section

FORM = make_form(
    make_section(
        make_field("post", type="choice", options=OPTIONS, required=True, title="=1+1"),
        make_field("other", visible_when='post == "b"', required_when='post == "b"'),
        make_field("name", given=True, source={"zh": "实名信息", "en": "Identity"}),
        make_field("count", type="integer", compute="len(people)"),
        make_field("people", type="rows", fields=[make_field("who", required=True)]),
    )
)


def lines(locale: str) -> list[list[str]]:
    sheet = load_workbook(BytesIO(written(read_form(FORM, TYPES), locale))).active
    assert sheet is not None
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_every_field_stands_on_a_line_with_its_rules_in_words():
    head, post, other, name, count, people, who = lines("zh")

    assert head[:4] == ["分节", "名称", "标签", "类型"]
    assert post[4:5] + post[8:] == ["是", "a=甲; b=乙", "select_one", "radio"]
    assert other[6:8] == ["=1+1是“乙”"] * 2 or other[6:8] == ["=1+1 是“乙”"] * 2
    assert name[5] == "实名信息"
    assert count[5] == "people 的个数"
    assert (people[1], who[1]) == ("people", "people.who")


def test_words_that_look_like_a_formula_are_kept_from_being_run():
    sheet = load_workbook(BytesIO(written(read_form(FORM, TYPES), "zh"))).active

    assert sheet is not None
    assert sheet["C2"].value == "=1+1"
    assert sheet["C2"].data_type != "f"


def test_the_sheet_speaks_the_language_of_the_reader():
    assert lines("en")[0][:2] == ["section", "name"]
    assert lines("en")[3][5] == "Identity"
