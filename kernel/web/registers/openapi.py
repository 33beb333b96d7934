"""The OpenAPI document of the registers, made from their declarations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Boolean, Date, DateTime, Integer, Numeric

from kernel.columns import UtcDateTime
from kernel.text import Text
from kernel.web.registers.columns import Column
from kernel.web.registers.filters import Between, Choices, Contains, Filter
from kernel.web.registers.question import FROM, HAS, TO, WORDS
from kernel.web.registers.written_fields import fields_of

Spec = dict[str, Any]
VERSION = "1"
REFUSALS = {
    "401": Text("没有登录。", "Nobody is signed in."),
    "403": Text("没有权限。", "The account may not do this."),
    "404": Text("没有这条记录，或不在您的范围内。", "No such row, or out of your reach."),
    "422": Text("送来的内容不能用。", "What was sent cannot be used."),
}
SHARED = (
    ("page", {"type": "integer", "minimum": 1}, Text("第几页，从 1 起。", "The page, from 1.")),
    (
        "size",
        {"type": "integer", "minimum": 1, "maximum": 200},
        Text("每页条数，默认 50。", "Rows of a page."),
    ),
    ("order", {"type": "string"}, Text("按哪一列排序，前加 - 为倒序。", "A column; with - the other way.")),
)


@dataclass(frozen=True, slots=True)
class Described:
    """An interface that is no register's: its paths, and the schemas that they name."""

    paths: Spec
    schemas: Spec


def document(
    views: Iterable[Any], *, locale: str, title: str, address: str, others: Iterable[Described] = ()
) -> Spec:
    """What these registers and others offer over HTTP, described in a language."""
    paths: Spec = {}
    schemas: Spec = {"Error": _error()}
    for view in views:
        schemas[view.__name__] = _row(view, locale)
        base = f"/api/v1/{view.name}/"
        paths[base] = {"get": _list(view, locale)}
        paths[f"{base}search"] = {"post": _search(view, locale)}
        schemas[f"{view.__name__}Question"] = _question(view, locale)
        paths[f"{base}{{pk}}"] = {"get": _get(view, locale), "parameters": [_key(locale)]}
        if view.writing is not None:
            schemas[f"{view.__name__}Fields"] = _fields(view, locale)
            if view.writing.add is not None:
                paths[base]["post"] = _write(view, locale, Text("登记", "Add"), "201")
            if view.writing.edit is not None:
                paths[f"{base}{{pk}}"]["put"] = _write(view, locale, Text("修改", "Change"), "200")
    for one in others:
        paths |= one.paths
        schemas |= one.schemas
    return {
        "openapi": "3.0.3",
        "info": {"title": title, "version": VERSION, "description": _about(locale)},
        "servers": [{"url": address}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": "session"}},
        },
        "security": [{"session": []}],
    }


def _about(locale: str) -> str:
    return Text(
        "用浏览器登录后的会话调用；POST 与 PUT 须带 X-CSRFToken 请求头。行的范围与页面相同。",
        "Called with the session of a signed-in browser; POST and PUT carry the header X-CSRFToken. "
        "The rows in reach are those of the pages.",
    ).of(locale)


def _list(view: Any, locale: str) -> Spec:
    name = f"list_{view.name}"
    return _operation(
        view, name, Text("列出", "List"), locale, _page(view), parameters=_arguments(view, locale)
    )


def _search(view: Any, locale: str) -> Spec:
    name = f"search_{view.name}"
    return _operation(view, name, Text("搜索", "Search"), locale, _page(view)) | _body(view, "Question")


def _arguments(view: Any, locale: str) -> list[Spec]:
    shared = [_argument(name, schema, words.of(locale)) for name, schema, words in SHARED]
    return [argument for one in view.filters for argument in _filter(view, one, locale)] + shared


def _question(view: Any, locale: str) -> Spec:
    """What may be asked, in the body of a search."""
    asked = {one["name"]: one["schema"] | {"title": one["description"]} for one in _arguments(view, locale)}
    if view.search is not None:
        words = {"type": "string", "maxLength": 100, "title": view.search_hint.of(locale)}
        asked = {WORDS: words, **asked}
    return {"type": "object", "properties": asked, "required": []}


def _page(view: Any) -> Spec:
    """The answer to a list."""
    rows = {"type": "array", "items": _reference(view.__name__)}
    number = {"type": "integer"}
    return {
        "type": "object",
        "properties": {"count": number, "page": number, "size": number, "result": rows},
    }


def _get(view: Any, locale: str) -> Spec:
    answer = {"type": "object", "properties": {"result": _reference(view.__name__)}}
    return _operation(view, f"get_{view.name}", Text("查看", "Show"), locale, answer)


def _write(view: Any, locale: str, act: Text, status: str) -> Spec:
    number: Spec = {"type": "object", "properties": {"id": {"type": "integer"}, "act": {"type": "string"}}}
    name = f"{act.en.lower()}_{view.name}"
    return _operation(view, name, act, locale, number, status=status) | _body(view, "Fields")


def _body(view: Any, schema: str) -> Spec:
    content = {"application/json": {"schema": _reference(f"{view.__name__}{schema}")}}
    return {"requestBody": {"required": True, "content": content}}


def _operation(
    view: Any, name: str, act: Text, locale: str, answer: Spec, *, status: str = "200", **more: Any
) -> Spec:
    refusals = {
        code: {
            "description": words.of(locale),
            "content": {"application/json": {"schema": _reference("Error")}},
        }
        for code, words in REFUSALS.items()
    }
    good = {"description": act.of(locale), "content": {"application/json": {"schema": answer}}}
    title = view.title.of(locale)
    summary = f"{act.of(locale)}{'' if locale.startswith('zh') else ' '}{title}"
    return {
        "operationId": name,
        "summary": summary,
        "tags": [title],
        "responses": {status: good, **refusals},
        **more,
    }


def _row(view: Any, locale: str) -> Spec:
    columns = {column.name: _column(column, locale) for column in view.columns if column.sheet}
    return {
        "type": "object",
        "title": view.title.of(locale),
        "properties": {"id": {"type": "integer"}, **columns},
    }


def _column(column: Column, locale: str) -> Spec:
    schema = {**_kind(column.sql), "title": column.title.of(locale), "nullable": True}
    if column.words:
        schema["enum"] = list(column.words)
        schema["description"] = _told(column.words, locale)
    return schema


def _fields(view: Any, locale: str) -> Spec:
    fields = fields_of(view.writing.form)
    return {
        "type": "object",
        "properties": {one.name: {"type": "string", "title": one.label.of(locale)} for one in fields},
        "required": [one.name for one in fields if one.required],
    }


def _filter(view: Any, one: Filter, locale: str) -> list[Spec]:
    title = (one.title or view.column(one.name).title).of(locale)
    if isinstance(one, Contains):
        return [_argument(one.name + HAS, {"type": "string"}, title)]
    if isinstance(one, Between):
        ends = ((FROM, Text("起", "from")), (TO, Text("止", "to")))
        return [
            _argument(one.name + end, {"type": "string"}, f"{title} {words.of(locale)}")
            for end, words in ends
        ]
    return [_choices(view, one, title, locale)]


def _choices(view: Any, one: Choices, title: str, locale: str) -> Spec:
    words = one.words if one.words is not None else view.column(one.name).words
    item: Spec = {"type": "string"}
    if words and not callable(words):
        item["enum"] = list(words)
        title = f"{title}: {_told(words, locale)}"
    return _argument(one.name, {"type": "array", "items": item}, title) | {"explode": True}


def _told(words: Mapping[str, Text], locale: str) -> str:
    return ", ".join(f"{code} = {said.of(locale)}" for code, said in words.items())


def _kind(sql: Any) -> Spec:
    kinds: tuple[tuple[Any, Spec], ...] = (
        (JSON, {"type": "object"}),
        (Boolean, {"type": "boolean"}),
        (Integer, {"type": "integer"}),
        (Numeric, {"type": "string", "format": "decimal"}),
        ((DateTime, UtcDateTime), {"type": "string", "format": "date-time"}),
        (Date, {"type": "string", "format": "date"}),
    )
    return next((dict(schema) for kind, schema in kinds if isinstance(sql.type, kind)), {"type": "string"})


def _error() -> Spec:
    words = {"type": "object", "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}}
    text = {"type": "string"}
    return {
        "type": "object",
        "properties": {"code": text, "message": words, "remedy": words, "place": text, "reference": text},
    }


def _argument(name: str, schema: Spec, words: str) -> Spec:
    return {"name": name, "in": "query", "schema": schema, "description": words}


def _key(locale: str) -> Spec:
    words = Text("记录的编号", "The number of the row").of(locale)
    return {"name": "pk", "in": "path", "required": True, "schema": {"type": "integer"}, "description": words}


def _reference(name: str) -> Spec:
    return {"$ref": f"#/components/schemas/{name}"}
