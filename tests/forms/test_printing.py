"""The filled form as a sheet of paper says it."""

from datetime import date

from forms.compiler import compiled
from forms.fieldtype import Offer
from forms.printing import PaperLine, Written, paper
from tests.forms.samples import TYPES, make_field, make_form, make_section
from tests.forms.test_page import Upload

TODAY = date(2026, 3, 10)
NOTHING = Written({}, {})
OPTIONS = [
    {"value": "a", "title": {"zh": "甲条", "en": "A"}},
    {"value": "b", "title": {"zh": "乙条", "en": "B"}},
]


def lines(*fields, stored=None, written=NOTHING, **options) -> list[PaperLine]:
    """The lines of a form with these fields."""
    form = compiled(1, make_form(make_section(*fields)), TYPES, **options)
    parts = paper(form, stored or {}, form.sections, written, today=TODAY)
    return [line for part in parts for line in part.lines]


def test_what_is_not_filled_in_has_its_place_too():
    told = lines(make_field("a", type="text"), make_field("b", type="text"), stored={"a": "甲"})
    assert [line.words for line in told] == ["甲", ""]


def test_what_is_hidden_or_asks_nothing_is_left_out():
    told = lines(
        make_field("h", type="heading"),
        make_field("a", type="yes_no"),
        make_field("b", type="text", visible_when="a"),
        stored={"a": False, "b": "乙"},
    )
    assert [line.words for line in told] == ["否"]


def test_rows_are_a_table():
    table = make_field(
        "t", type="rows", fields=[make_field("x", type="text"), make_field("n", type="integer")]
    )
    (line,) = lines(table, stored={"t": [{"x": "甲", "n": 3}, {"x": "乙"}]})
    assert len(line.columns) == 2
    assert line.rows == (("甲", "3"), ("乙", ""))


def test_what_is_declared_is_ticked_point_by_point():
    (done,) = lines(make_field("d", type="declaration", options=OPTIONS), stored={"d": True})
    (blank,) = lines(make_field("d", type="declaration", options=OPTIONS))
    assert done.points == ((True, "甲条"), (True, "乙条"))
    assert blank.points == ((False, "甲条"), (False, "乙条"))


def test_files_and_offered_choices_go_by_their_names():
    written = Written({3: Upload(3, "证明.pdf", 1, "")}, {"w": [Offer("220100", "长春市城乡建设委员会")]})
    told = lines(
        make_field("f", type="file", max_files=2),
        make_field("w", type="text"),
        stored={"f": [3, 4], "w": "220100"},
        written=written,
    )
    assert [line.files or line.words for line in told] == [("证明.pdf",), "长春市城乡建设委员会"]


def test_what_the_platform_brought_is_masked():
    (line,) = lines(make_field("p", type="phone", given=True), stored={"p": "13900000009"})
    assert "*" in line.words


def test_on_paper_a_question_may_be_called_otherwise_or_left_out():
    called = make_field("a", title="您的姓名", print_title="姓名")
    told = lines(called, make_field("b", no_print=True), stored={"a": "张", "b": "不印"})
    assert [(line.title, line.words) for line in told] == [("姓名", "张")]
