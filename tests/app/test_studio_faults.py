"""Where the faults of a text are."""

from app.studio.faults import faults_in
from kernel.errors import DataFileError, DefinitionError, Invalid, TongbanError
from kernel.text import Text

TEXT = "title: 表\nsections:\n  - name: one\n    fields:\n      - name: phone\n        type: phnoe\n"
WHAT, REMEDY = Text("错", "wrong"), Text("改", "mend")


def problem(place: str) -> TongbanError:
    """A problem at a place."""
    return DefinitionError(WHAT, remedy=REMEDY, place=place)


def lines(error: TongbanError, text: str = TEXT) -> list[tuple[int, str, str]]:
    """Line, what stands there, and path of each fault."""
    return [(one.line, one.source, one.path) for one in faults_in(error, text, name="alpha.form")]


def test_a_file_error_has_its_line() -> None:
    error = DataFileError(WHAT, remedy=REMEDY, place="alpha.form:2")
    assert lines(error) == [(2, "sections:", "")]


def test_a_line_beyond_the_end_has_no_words() -> None:
    error = DataFileError(WHAT, remedy=REMEDY, place="alpha.form:99")
    assert lines(error) == [(99, "", "")]


def test_problems_come_in_the_order_of_the_text() -> None:
    later, first = problem("sections[one].fields[phone].type"), problem("alpha.form title")
    error = DefinitionError(WHAT, remedy=REMEDY, place="alpha.form", problems=(later, first))
    assert lines(error) == [
        (1, "title: 表", "title"),
        (6, "type: phnoe", "sections[one].fields[phone].type"),
    ]


def test_what_is_not_there_leads_to_its_nearest_parent() -> None:
    error = DefinitionError(
        WHAT, remedy=REMEDY, place="alpha.form", problems=(problem("sections[one].title"),)
    )
    assert [line for line, _, _ in lines(error)] == [3]


def test_problems_of_another_definition_have_no_line_here() -> None:
    inner = problem("sections[one].fields[phone].type")
    error = DefinitionError(WHAT, remedy=REMEDY, place="beta.form", problems=(inner,))
    assert lines(error) == [(0, "", "sections[one].fields[phone].type")]


def test_a_missing_reason_is_not_in_the_text() -> None:
    assert lines(Invalid(WHAT, remedy=REMEDY, place="reason")) == [(0, "", "reason")]


def test_problems_in_a_text_that_cannot_be_read_have_no_line() -> None:
    error = DefinitionError(WHAT, remedy=REMEDY, place="alpha.form", problems=(problem("title"),))
    assert lines(error, "[a") == [(0, "", "title")]
