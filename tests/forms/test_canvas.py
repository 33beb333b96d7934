"""The form as the designer shows it: drawn by the compiler, marked, and with its faults where they belong."""

from typing import Any

from forms.canvas import Canvas, Kind, canvas
from kernel.text import Text
from tests.forms.samples import TYPES


def field(name: str, type_name: str = "text", **more: Any) -> dict[str, Any]:
    """A field of a body."""
    return {"name": name, "type": type_name, "title": {"zh": f"{name}题", "en": name}, **more}


def drawn(*fields: dict[str, Any], locale: str = "zh", **more: Any) -> Canvas:
    """The canvas of a form with one section."""
    section = {"name": "first", "title": {"zh": "一", "en": "One"}, "fields": list(fields), **more}
    body = {"title": {"zh": "表", "en": "Form"}, "sections": [section]}
    return canvas(body, TYPES, locale=locale, reading=lambda text, _form: Text(f"若 {text}", f"if {text}"))


def test_questions_are_drawn_as_applicants_see_them() -> None:
    shown = drawn(field("phone", "phone", required=True)).sheets[0].items[0]
    assert 'id="phone-field"' in shown.shown
    assert (shown.title, shown.type_title, shown.required) == ("phone题", TYPES["phone"].title.zh, True)


def test_everything_is_said_in_the_language_of_the_reader() -> None:
    found = drawn(field("phone", "phone"), locale="en")
    assert (found.title, found.sheets[0].title, found.sheets[0].items[0].title) == ("Form", "One", "phone")


def test_rules_are_marks_with_how_they_read() -> None:
    found = drawn(
        field("kind"),
        field("reason", visible_when='kind == "b"', given=True, source={"zh": "台账", "en": "ledger"}),
        visible_when="today > today",
    )
    given, visible = found.sheets[0].items[1].marks
    assert (given.kind, given.words, given.text) == (Kind.GIVEN, "台账", "")
    assert (visible.kind, visible.words, visible.text) == (Kind.VISIBLE, '若 kind == "b"', 'kind == "b"')
    assert [(rule.at, rule.mark.text) for rule in found.rules] == [
        ("first", "today > today"),
        ("reason", 'kind == "b"'),
    ]


def test_a_fault_stands_at_its_own_field_and_the_others_are_drawn() -> None:
    found = drawn(field("good"), field("bad", visible_when="nobody == 1"), field("strange", "phnoe"))
    good, bad, strange = found.sheets[0].items
    assert (good.faults, bool(good.shown)) == ((), True)
    assert [fault.path for fault in bad.faults] == ["sections[first].fields[bad].visible_when"]
    assert bad.shown
    assert (strange.shown, strange.type_title, len(strange.faults)) == ("", "phnoe", 1)
    assert [node.name for node in found.troubled] == ["bad", "strange"]


def test_a_fault_of_a_column_stands_at_the_column() -> None:
    table = field("works", "rows", fields=[field("year", "integer"), field("place", "nowhere")])
    item = drawn(table).sheets[0].items[0]
    assert [bool(column.faults) for column in item.columns] == [False, True]
    assert (item.tabular, item.faults) == (True, ())


def test_what_has_no_name_is_told_at_its_owner() -> None:
    found = drawn({"type": "text", "title": "无名"})
    assert found.sheets[0].faults
    assert found.sheets[0].items[0].title == "无名"


def test_an_empty_form_is_a_fault_of_the_form() -> None:
    found = canvas({"title": "空"}, TYPES)
    assert (found.sheets, found.count, bool(found.faults)) == ((), 0, True)


def test_titles_are_escaped() -> None:
    found = drawn({**field("x"), "title": "<script>alert(1)</script>"})
    assert "<script>" not in found.sheets[0].items[0].shown
