"""The object that was sent as JSON: taken when anybody can keep it, refused with its place otherwise."""

import pytest
from flask import Flask

from kernel.errors import Invalid
from kernel.web.exchanged import answered, object_sent


def sent(body: bytes, kind: str = "application/json") -> object:
    with Flask(__name__).test_request_context("/", method="POST", data=body, content_type=kind):
        return dict(object_sent())


def test_an_object_is_taken_as_it_is():
    assert sent('{"name": "张三", "more": [1, null, {"a": true}]}'.encode()) == {
        "name": "张三",
        "more": [1, None, {"a": True}],
    }


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"3", b"{", b'"x"', b"\xff", b"[" * 100_000, b'{"a": "\\u0000"}', b'{"\\ud800": 1}'],
    ids=["nothing", "list", "number", "torn", "text", "bytes", "deep", "nul", "half"],
)
def test_what_is_no_object_or_cannot_be_kept_is_refused(body: bytes):
    with pytest.raises(Invalid) as refused:
        sent(body)
    assert refused.value.place == "body"


def test_what_is_not_said_to_be_json_is_none():
    with pytest.raises(Invalid):
        sent(b"{}", "text/plain")


def test_an_answer_is_json_in_its_own_letters():
    answer = answered({"name": "张三"}, status=201)
    assert (answer.status_code, answer.mimetype) == (201, "application/json")
    assert answer.get_data(as_text=True) == '{"name":"张三"}'
