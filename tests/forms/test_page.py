"""The page: drawn once, filled by each request, everything escaped, everything labelled."""

import re
from datetime import date
from html.parser import HTMLParser
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.compiler import CompiledForm, compiled
from forms.definition import read_form
from tests.forms.samples import GOOD, PROPERTIES, TYPES, make_field, make_form, make_section

TODAY = date(2026, 3, 10)
EVIL = "\"><script>alert('1')</script>&"
MORE: dict[str, dict[str, Any]] = {"rows": {"fields": [make_field("cell", title=EVIL)]}}


class Upload(NamedTuple):
    """A file that was uploaded."""

    id: int
    name: str
    size: int
    address: str


class Tags(HTMLParser):
    """Every tag with its attributes, and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute twice: {attrs}"
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def every_type(title: str = "标题") -> CompiledForm:
    """A form with a field of each type."""
    fields = [
        make_field(
            f"f_{name}", type=name, title=title, help=title, **PROPERTIES.get(name, {}), **MORE.get(name, {})
        )
        for name in sorted(TYPES)
    ]
    return compiled(1, make_form(make_section(*fields)), TYPES)


def drawn(form: CompiledForm, values: dict[str, Any], **options: Any) -> str:
    """Errors and questions of the page with every fault of these values."""
    faults = form.normalised(values, form.sections, today=TODAY).faults
    return form.page(values, faults, form.sections, today=TODAY, **options).__html__()


@pytest.mark.parametrize(
    "values", [{}, {f"f_{name}": value for name, value in GOOD.items()}, {"f_phone": "1"}]
)
def test_every_control_has_its_label_and_every_reference_its_target(values: dict[str, Any]):
    page = Tags(drawn(every_type(), values))

    ids = [found["id"] for _, found in page.tags if "id" in found]
    assert len(set(ids)) == len(ids)
    labels = {found.get("for") for tag, found in page.tags if tag == "label"}
    for tag, found in page.tags:
        for target in (found.get("aria-describedby") or found.get("aria-labelledby") or "").split():
            assert target in ids
        if (found.get("href") or "").startswith("#"):
            assert (found.get("href") or "")[1:] in ids
        if tag in ("input", "select", "textarea") and found.get("type") not in (
            "hidden",
            "radio",
            "checkbox",
        ):
            assert found["id"] in labels


@settings(max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from([f"f_{name}" for name in sorted(TYPES)]), st.text(max_size=20) | st.just(EVIL)
    )
)
def test_nothing_that_was_typed_or_configured_becomes_markup(values: dict[str, Any]):
    plain, page = Tags(drawn(every_type(), {"f_phone": "1"})), Tags(drawn(every_type(EVIL), values))

    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in plain.tags}
    known = {name for _, found in plain.tags for name in found} | {"checked", "selected"}
    assert {name for _, found in page.tags for name in found} <= known


def test_what_was_typed_stands_in_its_control():
    page = drawn(
        every_type(),
        {
            "f_text": EVIL,
            "f_long_text": "<b>\nx",
            "f_yes_no": "no",
            "f_choices": ["b"],
            "f_declaration": ["a"],
        },
    )

    found = {(tags.get("id"), tags.get("value")): tags for _, tags in Tags(page).tags}
    assert ("f_text", EVIL) in found
    assert "&lt;b&gt;\nx</textarea>" in page
    for at in (("f_yes_no-2", "no"), ("f_choices-2", "b"), ("f_declaration", "a")):
        assert "checked" in found[at]
    assert "checked" not in found["f_yes_no", "yes"]


def test_stored_answers_fill_the_page_again():
    values = {f"f_{name}": value for name, value in GOOD.items()}
    page = Tags(drawn(every_type(), values, uploads={3: Upload(3, EVIL, 2_000_000, "/files/x")}))

    inputs = {tags.get("id") or f"#{tags.get('value')}": tags for tag, tags in page.tags if tag == "input"}
    assert inputs["f_date"]["value"] == "2026-03-10"
    assert inputs["f_decimal"]["value"] == "12.50"
    assert inputs["f_rows-0-cell"]["value"] == "a"
    assert {"checked"} <= inputs["f_yes_no"].keys() & inputs["f_declaration-2"].keys()
    assert inputs["#3"]["name"] == "f_file"
    assert f"{EVIL}" in page.text


def test_a_fault_is_told_at_its_field_and_in_the_summary():
    form = compiled(1, make_form(make_section(make_field("a", type="phone"), make_field("b"))), TYPES, "en")

    page = form.page(
        {"a": "1"}, form.normalised({"a": "1"}, ["applicant"], today=TODAY).faults, ["applicant"], today=TODAY
    )

    assert re.search(r'<a href="#a">This is not a telephone number\.', page.errors)
    assert page.fields.count("aria-invalid") == 1
    assert 'id="a-error"' in page.fields
    assert 'id="b-error"' not in page.fields


def test_the_summary_follows_the_page_and_names_each_field():
    cells = [make_field("n", type="integer", title="年龄")]
    rows = make_field("r", type="rows", fields=cells)
    form = compiled(
        1,
        make_form(
            make_section(make_field("a", required=True), rows, make_field("b", type="phone", title="电话"))
        ),
        TYPES,
    )
    values = {"b": "1", "r": [{"n": "1"}] * 10 + [{"n": "x"}] + [{"n": "1"}, {"n": "y"}], "z": "?"}

    faults = form.normalised(values, form.sections, today=TODAY).faults
    errors = form.page(values, faults, form.sections, today=TODAY).errors

    assert re.findall(r'href="#([^"]+)"', errors) == ["a", "r-10-n", "r-12-n", "b", "z"]
    assert "年龄：这不是整数" in errors
    assert "电话：" not in errors


@pytest.mark.parametrize("row", ["²", "٣", "9" * 5000, "-1", ""])
def test_a_row_that_there_is_not_is_told_like_any_stranger(row: str):
    form = compiled(1, make_form(make_section(make_field("a"))), TYPES)
    posted = {"a": "1", f"b.{row}.c": "1"}
    faults = form.normalised(posted, ["applicant"], today=TODAY).faults
    assert "表单里没有这一项" in form.page(posted, faults, ["applicant"], today=TODAY).errors


def test_files_stay_on_the_page_when_it_comes_back_with_faults():
    form = compiled(1, make_form(make_section(make_field("f", type="file", max_files=2))), TYPES)

    page = form.page(
        {"f": ["3", "x"]}, {}, form.sections, today=TODAY, uploads={3: Upload(3, "甲.pdf", 1, "")}
    )

    assert 'type="hidden" name="f" value="3"' in page.fields


def test_a_fault_in_a_row_is_told_at_its_cell_only():
    cells = [make_field("n", type="integer"), make_field("m", type="integer")]
    form = compiled(1, make_form(make_section(make_field("r", type="rows", fields=cells))), TYPES)

    page = drawn(form, {"r": [{"n": "1"}, {"n": "x", "m": "2"}]})

    assert re.findall(r'id="([^"]+)-error"', page) == ["r-1-n"]
    assert 'href="#r-1-n"' in page


def test_rows_asked_for_are_there_and_blank():
    form = compiled(1, make_form(make_section(make_field("r", type="rows", fields=[make_field("n")]))), TYPES)

    assert 'id="r-0-n"' in drawn(form, {})
    assert 'id="r-2-n"' in drawn(form, {"r": [{"n": "1"}, {"n": "2"}]}, more_rows={"r": 1})


def test_what_the_rules_hide_ask_for_and_compute_shows():
    form = compiled(
        1,
        make_form(
            make_section(
                make_field("on", type="yes_no"),
                make_field("why", visible_when="on == True", required_when="on == True"),
                make_field("twice", type="integer", compute="2 * n"),
                make_field("n", type="integer"),
            )
        ),
        TYPES,
    )

    off, on = (
        form.page({"on": said, "n": "4"}, {}, form.sections, today=TODAY).fields for said in ("no", "yes")
    )

    assert 'id="why-field" hidden' in off
    assert 'id="why-field" hidden' not in on
    assert off.count("（选填）") == 3
    assert on.count("（选填）") == 2
    assert re.search(r'<output [^>]*id="twice">8</output>', on)
    assert 'name="twice"' not in on


def test_the_browser_is_told_what_the_rules_say():
    fields = [
        make_field("n", type="integer"),
        make_field("why", visible_when="n > 3", required_when="n > 5"),
        make_field("big", type="yes_no", compute="n > 3"),
    ]
    form = compiled(1, make_form(make_section(*fields)), TYPES)

    assert form.state({"n": "4"}, today=TODAY) == {
        "hidden": [],
        "optional": ["why"],
        "computed": {"big": "是"},
    }
    assert form.state({"n": "x"}, today=TODAY)["hidden"] == ["why"]


def test_only_the_sections_asked_for_are_drawn_with_their_titles_when_there_are_several():
    form = compiled(
        1,
        make_form(make_section(make_field("a")), make_section(make_field("b"), name="two", help="说明")),
        TYPES,
    )

    one, both = (form.page({}, {}, names, today=TODAY).fields for names in (["two"], ["two", "applicant"]))

    assert 'name="a"' not in one
    assert "<h2" not in one
    assert both.index('name="a"') < both.index('name="b"')
    assert both.count("<h2") == 2


@pytest.mark.parametrize(
    ("locale", "source", "none"), [("zh", "来自台账", "未登记"), ("en", "Ledger", "not on record")]
)
def test_a_given_answer_is_read_and_not_asked(locale: str, source: str, none: str):
    fields = [
        make_field("day", type="date", given=True, title=EVIL, source={"zh": "来自台账", "en": "Ledger"}),
        make_field("call", type="phone", given=True),
        make_field("pick", type="choice", given=True, options=PROPERTIES["choice"]["options"]),
        make_field("text", given=True),
    ]
    form = compiled(1, make_form(make_section(*fields)), TYPES, locale)
    values = {"day": "2026-05-31", "call": "13912345678", "pick": "b", "text": None}

    page = Tags(form.page(values, {}, form.sections, today=TODAY).__html__())

    assert not [tag for tag, found in page.tags if tag in ("input", "select", "textarea") or "name" in found]
    assert len([tag for tag, _ in page.tags if tag == "output"]) == 4
    for words in (source, none, "139****5678", EVIL):
        assert words in page.text
    assert "选填" not in page.text
    assert "13912345678" not in page.text


def test_a_section_in_two_columns_has_its_wide_questions_across_both():
    body = make_form(
        make_section(
            make_field("a", type="yes_no", given=True),
            make_field("b"),
            make_field("c", type="long_text"),
            columns=2,
        )
    )
    page = CompiledForm(read_form(body, TYPES), "zh").page({}, {}, ["applicant"], today=TODAY).fields

    assert page.count('<div class="fld-cols">') == 1
    assert page.count('<div class="wide">') == 1
    assert page.index('<div class="wide">') > page.index('id="b-field"')
    plain = CompiledForm(read_form(make_form(), TYPES), "zh").page({}, {}, ["applicant"], today=TODAY).fields
    assert "fld-cols" not in plain
