"""Properties as they are typed: what was not changed stays as it is written, what was is what the definition takes."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from app.shipped import shipped
from forms.definition import examined
from forms.designing import acts
from forms.designing.nodes import Kind, place_of, places
from forms.designing.properties import completed, fresh_field, options_or_register, properties_of
from forms.designing.ruling import ruling_of
from forms.designing.sheet import Clerk, sought_in
from forms.fieldtype import FieldType, Posted
from forms.seams import field_types
from forms.sheet import Entry, Property
from kernel.datafiles.yamlfile import documents_in
from kernel.designs.entries import sheet_posted
from kernel.designs.properties import plain as plain_of
from kernel.designs.sheets import Input, PropertySheet
from kernel.differences import MISSING
from kernel.expressions import FUNCTIONS
from kernel.functions import functions_of
from kernel.nodes import Body
from kernel.registry import Registry
from kernel.text import Text
from tests.forms.samples import TYPES, make_field, make_form, make_section

ROOT = Path(__file__).parents[3]
TITLE = Text("甲", "A")


def plain(_posted: Posted, _name: str) -> None:
    """A page without a builder of conditions."""


def one(entry: Entry, **keys: Any) -> Property:
    return Property("key", TITLE, entry, **keys)


def taken(found: Property, before: Mapping[str, Any], **posted: Any) -> Any:
    """The change of the key that comes of these inputs; faults as a list of their names."""
    inputs = MultiDict([("_has", "key")])
    for key, value in posted.items():
        name = f"p.key{'.' if key != 'key' else ''}{key.replace('__', '.') if key != 'key' else ''}"
        for item in value if isinstance(value, list) else [value]:
            inputs.add(name, item)
    sheet = sheet_posted([found], before, inputs, rule=plain)
    return sorted(sheet.faults) if sheet.faults else dict(sheet.changes)


@pytest.mark.parametrize(
    ("entry", "typed", "value"),
    [
        (Entry.WHOLE, " 12 ", 12),
        (Entry.NUMBER, "0.50", "0.50"),
        (Entry.NUMBER, "-3", "-3"),
        (Entry.DAY, "2026-03-10", "2026-03-10"),
        (Entry.MONTH, "2026-03", "2026-03"),
        (Entry.TEXT, "a", "a"),
        (Entry.AREA, "a\r\nb", "a\nb"),
        (Entry.LIST, "甲\n\n 乙 \n甲", ["甲", "乙"]),
        (Entry.RULE, "a == 1", "a == 1"),
        (Entry.FIELD, "other", "other"),
        (Entry.REGISTER, "pack.list", "pack.list"),
    ],
)
def test_what_is_typed_becomes_what_the_definition_takes(entry: Entry, typed: str, value: Any) -> None:
    assert taken(one(entry), {}, key=typed) == {"key": value}
    assert taken(one(entry), {"key": ["x"] if entry is Entry.LIST else "x"}, key="") == {"key": MISSING}


@pytest.mark.parametrize(
    ("entry", "typed"),
    [
        (Entry.WHOLE, "1.5"),
        (Entry.WHOLE, "一"),
        (Entry.WHOLE, "-1"),
        (Entry.WHOLE, "9" * 30),
        (Entry.NUMBER, "1e5"),
        (Entry.NUMBER, "½"),
        (Entry.DAY, "2026-02-30"),
        (Entry.DAY, "20260310"),
        (Entry.MONTH, "2026-13"),
        (Entry.WORD, "c"),
        (Entry.TEXT, "x\x00"),
        (Entry.AREA, "长" * 4_001),
    ],
)
def test_what_it_cannot_take_is_told_at_the_input(entry: Entry, typed: str) -> None:
    assert taken(one(entry, words=("a", "b")), {}, key=typed) == ["p.key"]


def test_text_in_two_languages_may_be_in_one() -> None:
    pair = one(Entry.PAIR)
    assert taken(pair, {}, zh="甲", en="A") == {"key": {"zh": "甲", "en": "A"}}
    assert taken(pair, {}, zh="甲", en="") == {"key": "甲"}
    assert taken(pair, {"key": "甲"}, zh="甲", en="") == {}
    assert taken(pair, {"key": "甲"}, zh="", en="") == {"key": MISSING}


def test_a_flag_is_true_or_left_out_and_words_are_those_listed() -> None:
    assert taken(one(Entry.FLAG), {}, key="1") == {"key": True}
    assert taken(one(Entry.FLAG), {"key": True}) == {"key": MISSING}
    assert taken(one(Entry.FLAG), {"key": False}) == {}
    words = one(Entry.WORDS, words=("a", "b", "c"))
    assert taken(words, {}, key=["b", "a", "x", "b"]) == {"key": ["b", "a"]}
    assert taken(words, {"key": ["a"]}) == {"key": MISSING}


def test_a_default_need_not_be_said() -> None:
    assert taken(one(Entry.WHOLE, default=20), {}, key="20") == {}
    assert taken(one(Entry.WORD, words=("a", "b"), default="a"), {"key": "b"}, key="b") == {}


def test_rows_keep_what_the_sheet_does_not_show() -> None:
    options = one(Entry.OPTIONS)
    before = {
        "key": [{"value": "a", "title": "甲", "parent": "x"}, {"value": "b", "title": "乙", "parent": "y"}]
    }
    swapped = taken(
        options, before, **{"0__value": "b", "0__title__zh": "乙", "1__value": "a", "1__title__zh": "甲"}
    )
    assert swapped == {"key": before["key"][::-1]}
    changed = taken(
        options, before, **{"0__value": "c", "0__title__zh": "丙", "1__value": "b", "1__title__zh": "乙"}
    )
    assert changed == {"key": [{"value": "c", "title": "丙", "parent": "x"}, before["key"][1]]}
    assert taken(options, before) == {"key": MISSING}


def test_a_fault_in_a_row_is_told_at_its_input() -> None:
    rows = one(Entry.ROWS, inner=(Property("most", TITLE, Entry.WHOLE), Property("words", TITLE, Entry.PAIR)))
    assert taken(rows, {}, **{"2__most": "5", "7__most": "五"}) == ["p.key.1.most"]
    assert taken(rows, {}, **{"2__most": "5", "7__words__zh": "甲"}) == {
        "key": [{"most": 5}, {"words": "甲"}]
    }


def test_rows_that_are_nodes_are_given_names() -> None:
    rows = Property("items", TITLE, Entry.ROWS, inner=(Property("name", TITLE, Entry.TEXT),))
    body = make_form(make_section(make_field("item_1")))
    found = completed({"items": [{"title": "甲"}, {"name": "own"}, {"title": "乙"}]}, [rows], body)
    assert [row["name"] for row in found["items"]] == ["item_2", "own", "item_3"]


def test_an_option_without_a_value_is_given_one() -> None:
    options = [{"title": "甲"}, {"value": "option_1", "title": "乙"}, {"title": "丙"}]
    found = completed({"key": options}, [one(Entry.OPTIONS)], make_form())
    assert [row["value"] for row in found["key"]] == ["option_2", "option_1", "option_3"]


def test_a_choice_draws_from_a_register_or_has_options_of_its_own() -> None:
    kind, options = TYPES["choice"], [{"value": "a", "title": "甲"}]
    drawn = options_or_register({"register": "x.y"}, {"options": options}, kind)
    assert drawn == {"register": "x.y", "options": MISSING}
    own = options_or_register({"register": MISSING}, {"register": "x.y"}, kind)
    assert own["options"] == plain_of(kind.usual["options"])
    kept = options_or_register({"register": MISSING, "options": options}, {"register": "x.y"}, kind)
    assert kept["options"] == options
    assert options_or_register({"title": "甲"}, {"register": "x.y"}, kind) == {"title": "甲"}


def test_an_option_says_under_which_answer_of_another_field_it_stands() -> None:
    city = make_field("city", type="choice", depends_on="province", options=[])
    options = [{"value": "22", "title": {"zh": "吉林", "en": "Jilin"}}]
    body = make_form(make_section(make_field("province", type="choice", options=options), city))
    (found,) = (one for one in properties_of(Kind.FIELD, city, TYPES, body) if one.key == "options")
    assert [one.key for one in found.inner] == ["value", "title", "parent"]
    assert found.inner[2].words == ("22",)
    assert not any(
        one.key == "options" for one in properties_of(Kind.FIELD, {**city, "register": "x.y"}, TYPES, body)
    )


def forms_of_ours() -> Iterator[Any]:
    """Every form that lies in the folders of our plugins."""
    for path in sorted((ROOT / "addons").glob("*/forms/*.yaml")):
        for document in documents_in(path.read_bytes(), file=str(path)):
            if isinstance(document.body, dict) and document.body.get("model") == "form":
                body = {key: held for key, held in document.body.items() if key not in ("model", "id")}
                if "sections" in body:
                    yield pytest.param(body, id=path.stem)


def posted_as_drawn(sheet: PropertySheet) -> MultiDict[str, str]:
    """What a browser posts of a sheet on which nobody has typed."""
    inputs = [one for tab in sheet.tabs for one in tab.inputs]
    found = MultiDict([("_has", one.key) for one in inputs])
    for one_ in inputs:
        _post(found, one_)
    return found


def _post(found: MultiDict[str, str], one_: Input) -> None:
    if one_.rows:
        for cell in (cell for row in one_.rows for cell in row):
            _post(found, cell)
    elif one_.entry == "pair":
        found.add(f"{one_.name}.zh", one_.value["zh"])
        found.add(f"{one_.name}.en", one_.value["en"])
    elif one_.entry == "flag":
        if one_.value:
            found.add(one_.name, "1")
    elif one_.entry == "words":
        for word in one_.value:
            found.add(one_.name, word)
    elif one_.entry not in ("columns", "options", "rows"):
        found.add(one_.name, one_.value)


@pytest.fixture(scope="module")
def registry() -> Registry:
    """Everything that comes with the platform."""
    return shipped(ROOT)


def clerk_of(body: Body, registry: Registry) -> Clerk:
    types = field_types(registry)
    return Clerk(body, types, ruling_of(body, types, functions_of(registry)))


@pytest.mark.parametrize("body", list(forms_of_ours()))
def test_every_form_of_ours_opens_and_a_sheet_that_is_only_looked_at_changes_nothing(
    body: Body, registry: Registry
) -> None:
    types = field_types(registry)
    assert examined(body, types, functions=functions_of(registry))[1] == []
    clerk = clerk_of(body, registry)
    nodes = [(place.kind, place.node) for place in places(body)]
    every: list[tuple[Kind, Body]] = [(Kind.FORM, body), *nodes]
    for kind, node in every:
        sheet = clerk.sheet("" if kind is Kind.FORM else node["name"])
        assert sheet is not None
        known = {one.key for tab in sheet.tabs for one in tab.inputs} | {"sections", "fields", "type"}
        assert set(node) <= known, "the sheet does not offer a property that the form uses"
        came = sheet_posted(properties_of(kind, node, types, body), node, posted_as_drawn(sheet), rule=plain)
        assert (came.changes, came.faults) == ({}, {})


def test_a_fresh_field_of_every_type_is_valid_and_all_it_says_is_on_its_sheet(registry: Registry) -> None:
    for name, kind in field_types(registry).items():
        node = fresh_field(name, kind)
        made = acts.added(make_form(), node, into="applicant")
        assert examined(made.body, field_types(registry))[1] == [], name
        properties = properties_of(Kind.FIELD, node, field_types(registry), made.body)
        assert set(node) - {"type", "fields"} <= {one.key for one in properties}, name
        sheet = clerk_of(made.body, registry).sheet(made.at)
        assert sheet is not None
        stored = place_of(made.body, made.at).node
        came = sheet_posted(properties, stored, posted_as_drawn(sheet), rule=plain)
        assert (came.changes, came.faults) == ({}, {}), name


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_posted_is_taken_or_told(data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from([one for one in Entry if one is not Entry.COLUMNS]))
    inner = (Property("a", TITLE, Entry.PAIR), Property("b", TITLE, Entry.WHOLE))
    found = one(entry, words=("x", "y"), inner=inner if entry is Entry.ROWS else ())
    names = st.sampled_from(
        ["p.key", "p.key.zh", "p.key.0.a.zh", "p.key.0.b", "p.key.999.b", "p.key.0.value"]
    )
    posted = MultiDict(
        [("_has", "key"), *data.draw(st.lists(st.tuples(names, st.text(max_size=20)), max_size=6))]
    )
    rows: list[dict[str, Any]] = [{}, {"key": None}, {"key": 3}, {"key": "x"}, {"key": [{"b": 1}, 2]}]
    before = data.draw(st.sampled_from(rows))
    sheet = sheet_posted([found], before, posted, rule=plain)
    assert not (sheet.changes and sheet.faults)
    types: dict[str, type[FieldType]] = {}
    clerk = Clerk(make_form(), types, ruling_of(make_form(), types, FUNCTIONS))
    assert clerk.sheet("") is not None


def test_what_is_looked_for_is_found_by_name_title_type_and_rule() -> None:
    body = make_form(
        make_section(
            make_field("phone", type="phone", title={"zh": "手机", "en": "Mobile"}),
            make_field("reason", visible_when='phone != ""'),
        )
    )

    def names(words: str) -> list[str]:
        return [name for name, _title in sought_in(body, TYPES, words)]

    assert names("手机") == ["phone"]
    assert names("MOBILE") == ["phone"]
    assert names("phone") == ["phone", "reason"]
    assert names("单行 reason") == ["reason"]
    assert names("nothing") == []
