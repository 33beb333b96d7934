"""How the JSON interface of cases is written down for the OpenAPI document."""

from collections.abc import Mapping, Sequence
from typing import Any

from kernel.text import Text
from kernel.web.registers.openapi import REFUSALS, Spec

BASE = "/api/v1/cases"
TAG = Text("办件", "Cases")
CODES = {
    **REFUSALS,
    "404": Text("没有这个办件，或不是您的。", "No such case, or not yours."),
    "409": Text(
        "别人先办了、认领了，或办件已不在这一步；答复里写明由谁办理。",
        "Somebody else was first, or the case is no longer there; the answer says who did what.",
    ),
}
TEXT, NUMBER, FLAG = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}


def schema(locale: str, fields: Mapping[str, tuple[Spec, Text]], needed: Sequence[str]) -> Spec:
    """The object with these fields."""
    properties = {name: {**schema, "title": words.of(locale)} for name, (schema, words) in fields.items()}
    return {"type": "object", "title": TAG.of(locale), "properties": properties, "required": list(needed)}


def said_of(locale: str, name: str, summary: Text, answer: Spec) -> Spec:
    """What is answered, and how it may be refused."""
    refusals = {
        code: {"description": words.of(locale), "content": content_of(reference("Error"))}
        for code, words in CODES.items()
    }
    good = {"description": summary.of(locale), "content": content_of(answer)}
    return {
        "operationId": name,
        "summary": summary.of(locale),
        "tags": [TAG.of(locale)],
        "responses": {"200": good, **refusals},
    }


def rows_of(schema: str) -> Spec:
    """Rows of a list, a page of them."""
    rows = {"type": "array", "items": reference(schema)}
    return {"type": "object", "properties": {"result": rows, "after": TEXT, "size": NUMBER}}


def sent(schema: str) -> Spec:
    """That such an object is to be sent."""
    return {"requestBody": {"required": True, "content": content_of(reference(schema))}}


def content_of(schema: Spec) -> dict[str, Any]:
    """As JSON."""
    return {"application/json": {"schema": schema}}


def reference(name: str) -> Spec:
    """The schema of this name."""
    return {"$ref": f"#/components/schemas/{name}"}
