"""The schema of the YAML language: what the reader takes it takes, and neither knows a key the other does not."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from app.shipped import language_of, shipped
from forms.definition import examined
from forms.designing.properties import COMMON, fresh_field, may_be_column
from forms.fieldtype import FieldType
from forms.language import language_of_bodies
from forms.seams import field_types
from forms.sheet import Entry, Property
from kernel.datafiles.yamlfile import documents
from kernel.designs.properties import inner_of, plain
from kernel.errors import NotFound
from kernel.functions import functions_of
from kernel.registry import Registry

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path
    for folder in ("addons", "tests/plugins")
    for path in (ROOT / folder).rglob("*.yaml")
    if path.read_text("utf-8").partition("model: ")[2].startswith("form\n")
)
STRANGE = "surprise"


@cache
def offered() -> Registry:
    """Everything that the product brings."""
    return shipped(ROOT)


@cache
def types() -> Mapping[str, type[FieldType]]:
    """Every type of fields, those of the addons among them."""
    return field_types(offered())


@cache
def of_bodies() -> Draft7Validator:
    """The validator of bodies."""
    return Draft7Validator(language_of_bodies(types()))


@cache
def of_files() -> Draft7Validator:
    """The validator of files."""
    return Draft7Validator(language_of(offered(), "form"))


def is_read(body: Mapping[str, Any]) -> bool:
    """Whether the reader finds nothing wrong."""
    return not examined(body, types(), functions=functions_of(offered()))[1]


def fresh(name: str) -> dict[str, Any]:
    """A form with one fresh field of the type."""
    field = {"name": "asked", **fresh_field(name, types()[name])}
    return {"title": "表", "sections": [{"name": "part", "title": "节", "fields": [field]}]}


def near(one: Property) -> st.SearchStrategy[Any]:
    """Values that the property takes, and some that it nearly takes."""
    match one.entry:
        case Entry.WHOLE:
            return st.sampled_from([one.least - 1, one.least, one.least + 1, one.most, one.most + 1])
        case Entry.FLAG:
            return st.sampled_from([True, False, "true"])
        case Entry.PAIR:
            return st.sampled_from(["说明", {"zh": "说明", "en": "Words"}, {"zh": "说明"}, 3])
        case Entry.RULE | Entry.NUMBER:
            return st.sampled_from(["today == today", "1.5", 3, True, []])
        case Entry.WORD:
            return st.sampled_from([*map(str, one.words), STRANGE])
        case Entry.WORDS:
            return st.lists(st.sampled_from([*map(str, one.words), STRANGE]), max_size=2)
        case Entry.DAY:
            return st.sampled_from(["2026-03-10", "10 March"])
        case Entry.MONTH:
            return st.sampled_from(["2026-03", "March"])
        case Entry.LIST:
            return st.lists(st.sampled_from(["A", "B", "C1"]), max_size=2)
        case Entry.ROWS | Entry.OPTIONS:
            rows = st.fixed_dictionaries({}, optional={inner.key: near(inner) for inner in inner_of(one)})
            return st.lists(rows, max_size=2)
        case Entry.COLUMNS:
            return st.just([{"name": "cell", "type": "text", "title": "列"}])
        case _:
            return st.sampled_from(["asked", "220000", "Ab 1", ""])


@st.composite
def bodies(draw: st.DrawFn) -> dict[str, Any]:
    """A form of one field whose properties are set at random."""
    name = draw(st.sampled_from(sorted(types())))
    body = fresh(name)
    field = body["sections"][0]["fields"][0]
    known = [one for one in (*types()[name].sheet, *COMMON) if one.key != "name"]
    for one in draw(st.lists(st.sampled_from(known), max_size=3, unique=True)):
        field[one.key] = draw(near(one))
    return body


def mappings(value: Any) -> Iterator[dict[str, Any]]:
    """Every mapping of a body but the texts in two languages."""
    if isinstance(value, dict) and value.keys() != {"zh", "en"}:
        yield value
    for held in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from mappings(held)


def test_the_schema_is_a_schema():
    Draft7Validator.check_schema(of_files().schema)
    Draft7Validator.check_schema(of_bodies().schema)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_form_of_the_packs_is_said_in_the_language(file: Path):
    found = [document.body for document in documents(file)]

    assert found
    for body in found:
        assert [error.message for error in of_files().iter_errors(body)] == []


def test_a_fresh_field_of_every_type_is_said_in_the_language():
    wrong = {name for name in types() if not is_read(fresh(name)) or not of_bodies().is_valid(fresh(name))}

    assert wrong == set()


@settings(max_examples=150, suppress_health_check=[HealthCheck.filter_too_much])
@given(body=bodies())
def test_what_the_reader_takes_the_schema_takes(body: dict[str, Any]):
    if is_read(body):
        assert [error.message for error in of_bodies().iter_errors(body)] == []


@settings(max_examples=80)
@given(data=st.data())
def test_a_key_that_the_reader_does_not_know_the_schema_does_not_know(data: st.DataObject):
    body = fresh(data.draw(st.sampled_from(sorted(types()))))
    places = list(mappings(body))
    data.draw(st.sampled_from(places))[STRANGE] = "1"

    _, problems = examined(body, types(), functions=functions_of(offered()))

    assert [problem.path.rpartition(".")[2] for problem in problems] == [STRANGE]
    assert not of_bodies().is_valid(body)


def test_columns_are_of_those_types_that_can_stand_in_a_row():
    for name, kind in types().items():
        body = fresh("rows")
        cell = {"name": "cell", **fresh_field(name, kind)}
        body["sections"][0]["fields"][0]["fields"] = [plain(cell)]

        assert of_bodies().is_valid(body) == may_be_column(kind) or not is_read(body), name


@pytest.mark.parametrize(
    ("operation", "good"),
    [
        ({"remove": "asked"}, True),
        ({"remove": "asked", "nodes": []}, False),
        ({"attributes": "asked", "set": {"required": True}}, True),
        ({"after": "asked", "nodes": [{"name": "more", "type": "text", "title": "名"}]}, True),
        ({"after": "asked", "nodes": [{"name": "more", "type": "text", "title": "名", STRANGE: 1}]}, False),
        ({"replace": "asked", "with": {"name": "asked", "type": "txet", "title": "名"}}, False),
    ],
)
def test_a_patch_says_one_of_the_six_verbs(operation: dict[str, Any], good: bool):
    body = {"model": "form", "id": "mine", "inherit": "pack.form", "mode": "extension", "patch": [operation]}

    assert of_files().is_valid(body) == good


def test_every_key_and_word_is_explained_in_both_languages():
    options = deepcopy(of_bodies().schema["definitions"]["field_choice"]["properties"])

    assert options["layout"]["description"] == "样式 / Shown as"
    assert options["layout"]["enumDescriptions"][0] == "自动（按选项多少） / By the number of options"
    assert all("description" in one for one in options.values())


def test_a_kind_without_a_schema_is_refused_by_name():
    with pytest.raises(NotFound, match="no_such"):
        language_of(offered(), "no_such")
