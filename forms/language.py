"""The YAML language of forms as a JSON Schema for editors: every key of every type of fields."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from forms.designing.properties import (
    ASKED,
    BROUGHT,
    CELL,
    CHECK,
    COMMON,
    FORM,
    PARENT,
    PRINTED,
    REQUIRED,
    SECTION,
    may_be_column,
)
from forms.fieldtype import FieldType
from forms.sheet import Entry, Property
from kernel.designs.properties import inner_of
from kernel.text import Text

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The draft that editors of YAML know best."""
TITLE = Text("通办的表单定义", "A form of Tongban")
LONGEST = 4_000
NAME = "^[a-z][a-z0-9_]{0,63}$"
ID = "^[a-z][a-z0-9_]{0,99}$"
FULL_ID = r"^[a-z][a-z0-9_]{0,39}\.[a-z][a-z0-9_]{0,99}$"
MOST_OPTIONS = 5_000
CLOSED = Property("closed", Text("不再供选择", "No longer offered"), Entry.FLAG)
FREE = frozenset({"filled_by"})
"""Keys whose words are the usual ones, but not the only ones."""
TEXT: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": r"\S"}
MODEL: Schema = {"const": "form"}
KIND = Text("定义类别：表单", "The kind of definition: a form")
OWN_ID = Text("在插件内的标识", "Its name within the plugin")


def language_of_bodies(types: Mapping[str, type[FieldType]]) -> Schema:
    """The schema of a form's body, as the text view of the designer has it."""
    return {
        "$schema": DRAFT,
        **_described(TITLE),
        **_of("form"),
        "definitions": _definitions(types, {}),
    }


def language_of_files(types: Mapping[str, type[FieldType]]) -> Schema:
    """The schema of a form in a file of a plugin: a whole one, or a patch on one that it inherits."""
    head = {"model": MODEL | _described(KIND), "id": {"type": "string", "pattern": ID} | _described(OWN_ID)}
    return {
        "$schema": DRAFT,
        **_described(TITLE),
        "type": "object",
        "required": list(head),
        "properties": {"model": MODEL},
        "if": {"required": ["inherit"]},
        "then": {"$ref": "#/definitions/patched"},
        "else": {"$ref": "#/definitions/form"},
        "definitions": {
            **_definitions(types, head),
            "patched": _patched(head),
            "operation": _operation(),
            "node": _node(),
        },
    }


def _definitions(types: Mapping[str, type[FieldType]], head: Schema) -> Schema:
    cells = {name: kind for name, kind in types.items() if may_be_column(kind)}
    form = _mapping(FORM, {"sections": _several("section")}, required=["sections"])
    section = _mapping(SECTION, {"fields": _several("field")}, required=["fields"])
    return {
        "text": TEXT,
        "words": {"oneOf": [TEXT, _closed({"zh": TEXT, "en": TEXT}, ["zh", "en"])]},
        "rule": {"type": ["string", "integer"], "maxLength": LONGEST},
        "form": {**form, "properties": {**head, **form["properties"]}},
        "section": section,
        "field": _of_any_type(types, "field"),
        "column": _of_any_type(cells, "column"),
        **{f"field_{name}": _of_type(name, kind, _keys_of(kind)) for name, kind in types.items()},
        **{
            f"column_{name}": _of_type(name, kind, (*CELL, *kind.sheet, REQUIRED))
            for name, kind in cells.items()
        },
    }


def _keys_of(kind: type[FieldType]) -> tuple[Property, ...]:
    return (*COMMON, *kind.sheet, *ASKED, CHECK, *BROUGHT, *PRINTED)


def _of_any_type(types: Mapping[str, type[FieldType]], stem: str) -> Schema:
    """A field: what else it may say hangs on its type."""
    return {
        "type": "object",
        "required": ["name", "type", "title"],
        "properties": {"type": _word(tuple(types), {name: kind.title for name, kind in types.items()})},
        "allOf": [
            {
                "if": {"required": ["type"], "properties": {"type": {"const": name}}},
                "then": {"$ref": f"#/definitions/{stem}_{name}"},
            }
            for name in types
        ],
    }


def _of_type(name: str, kind: type[FieldType], properties: Sequence[Property]) -> Schema:
    return _mapping(properties, {"type": {"const": name, **_described(kind.title)}}, required=["type"])


def _mapping(properties: Iterable[Property], more: Schema, *, required: Sequence[str] = ()) -> Schema:
    """A mapping with these properties and no others."""
    listed = list(properties)
    wanted = [one.key for one in listed if one.required]
    return _closed({**{one.key: _entry(one) for one in listed}, **more}, [*wanted, *required])


def _closed(properties: Schema, required: Iterable[str]) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(dict.fromkeys(required)),
        "additionalProperties": False,
    }


def _entry(one: Property) -> Schema:
    """What may stand under the key of the property."""
    found = {**_value(one), **_described(one.title, one.hint)}
    return found if one.default in (None, "") else {**found, "default": one.default}


def _value(one: Property) -> Schema:
    match one.entry:
        case Entry.WHOLE:
            return {"type": "integer", "minimum": one.least, "maximum": one.most}
        case Entry.FLAG:
            return {"type": "boolean"}
        case Entry.PAIR:
            return _of("words")
        case Entry.RULE | Entry.NUMBER:
            # a number is a rule without names: 5 as well as "0.5"
            return _of("rule")
        case Entry.WORD if one.key in FREE:
            return {"anyOf": [_word(one.words, one.named), TEXT]}
        case Entry.WORD:
            return _word(one.words, one.named)
        case Entry.WORDS:
            return {"type": "array", "items": _word(one.words, one.named), "uniqueItems": True}
        case Entry.LIST:
            return {"type": "array", "items": TEXT, "uniqueItems": True}
        case Entry.COLUMNS:
            return _several("column")
        case Entry.OPTIONS:
            rows = _mapping((*inner_of(one), PARENT, CLOSED), {})
            return {"type": "array", "items": rows, "minItems": 1, "maxItems": MOST_OPTIONS}
        case Entry.ROWS:
            least = 1 if one.required else 0
            return {"type": "array", "items": _mapping(one.inner, {}), "minItems": least}
        case _:
            return {**TEXT, "pattern": NAME} if one.key == "name" else _of("text")


def _of(name: str) -> Schema:
    # not a bare reference: the description that stands beside one is not read
    return {"allOf": [{"$ref": f"#/definitions/{name}"}]}


def _several(name: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/definitions/{name}"}, "minItems": 1}


def _word(words: Sequence[str], named: Mapping[Any, Text]) -> Schema:
    said = [_both(named[word]) if word in named else str(word) for word in words]
    return {"enum": [str(word) for word in words], "enumDescriptions": said}


def _described(title: Text, hint: Text | None = None) -> Schema:
    return {"description": "\n".join(_both(one) for one in (title, hint) if one)}


def _both(text: Text) -> str:
    return text.zh if text.zh == text.en else f"{text.zh} / {text.en}"


def _patched(head: Schema) -> Schema:
    inherit = {"type": "string", "pattern": FULL_ID}
    said = Text("所继承的定义", "The definition that is inherited")
    mode = _word(
        ("primary", "extension"),
        {
            "primary": Text("派生新定义", "A definition of its own"),
            "extension": Text("就地修改", "An amendment in place"),
        },
    )
    return _closed(
        {
            **head,
            "inherit": inherit | _described(said),
            "mode": mode,
            "patch": {"type": "array", "items": {"$ref": "#/definitions/operation"}},
        },
        [*head, "inherit", "mode"],
    )


def _operation() -> Schema:
    """One of the six verbs, on a node by its name."""
    nodes: Schema = {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/node"}}
    values = {"type": "object", "minProperties": 1}
    keys = {"type": "array", "items": {"type": "string"}, "minItems": 1}
    return {
        "oneOf": [
            _closed({"before": TEXT, "nodes": nodes}, ["before", "nodes"]),
            _closed({"after": TEXT, "nodes": nodes}, ["after", "nodes"]),
            _closed({"inside": TEXT, "nodes": nodes, "in": TEXT}, ["inside", "nodes"]),
            _closed({"replace": TEXT, "with": {"$ref": "#/definitions/node"}}, ["replace", "with"]),
            _closed({"remove": TEXT}, ["remove"]),
            _closed({"attributes": TEXT, "set": values, "unset": keys}, ["attributes"]),
        ]
    }


def _node() -> Schema:
    """What a patch brings: a field when it has a type, a section when it has fields, else an item of a list."""
    section = {"if": {"required": ["fields"]}, "then": {"$ref": "#/definitions/section"}}
    return {
        "type": "object",
        "required": ["name"],
        "if": {"required": ["type"]},
        "then": {"$ref": "#/definitions/field"},
        "else": section,
    }
