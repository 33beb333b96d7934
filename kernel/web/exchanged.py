"""JSON over HTTP: the object that was sent, as far as anybody can keep it, and the answer."""

from collections.abc import Iterator, Mapping
from json import JSONEncoder
from typing import Any

from flask import Response, request

from kernel.errors import Invalid
from kernel.text import Text
from kernel.web.inputs import NUL

dumped = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def answered(answer: Mapping[str, Any], *, status: int = 200) -> Response:
    """The object as the answer to this request."""
    return Response(dumped(answer), status, mimetype="application/json")


def object_sent() -> Mapping[str, Any]:
    """The JSON object in the body of this request."""
    try:
        given = request.get_json(silent=True)
    except RecursionError:
        given = None
    if not isinstance(given, dict):
        raise Invalid(
            Text("送来的不是 JSON 对象。", "What was sent is no JSON object."),
            remedy=Text(
                "请用 Content-Type: application/json 送一个对象。",
                "Send an object with Content-Type: application/json.",
            ),
            place="body",
        )
    _refuse_unkeepable(given)
    return given


def _refuse_unkeepable(given: Mapping[str, Any]) -> None:
    # half a character is no text either: no database and no answer can hold it
    if any(NUL in one or _is_half(one) for one in _texts(given)):
        raise Invalid(
            Text("送来的内容含有不能保存的字符。", "What was sent holds a character nobody can keep."),
            remedy=Text("请删去它后重试。", "Remove it and try again."),
            place="body",
        )


def _is_half(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _texts(given: Any) -> Iterator[str]:
    waiting = [given]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            waiting += one
