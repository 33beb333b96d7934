"""What nobody means to send: bad numbers, names, queries, bodies and content types, drawn from a seed."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

from werkzeug.datastructures import MultiDict

from tests.app.walk.addresses import Address, Form

ARGUMENT = re.compile(r"<(?:[^:<>]+:)?(\w+)>")
Pairs = list[tuple[str, str]]

WORDS: tuple[str, ...] = (
    "",
    " ",
    "0",
    "-1",
    "2147483648",
    "9" * 30,
    "9" * 5_000,
    "1e400",
    "NaN",
    "²",
    "true",
    "null",
    "[]",
    "\0",
    "a\r\nSet-Cookie: x=1",
    "\u202etxt.exe",
    "\ud7ff\ufffe😀𠮷",
    "é" * 300,
    "长" * 3_000,
    "../../../etc/passwd",
    "//evil.example/x",
    "https://evil.example/",
    "javascript:alert(1)",
    "'\"><script>alert(1)</script>",
    "' OR '1'='1",
    "{{7*7}}${7*7}",
    "%s%n%(x)s{0}",
    "=cmd|' /C calc'!A0",
    "0000-00-00",
    "2026-02-30",
    "9999-12-31",
    "10000-01-01",
    "2026-03-10T10:00:00+99:99",
)
RAW = ("%00", "%ff%fe", "%c0%ae%c0%ae", "..%2f..%2fetc%2fpasswd", "%", "%2e%2e", ".")
NAMES = (
    "page",
    "order",
    "q",
    "next",
    "view",
    "after",
    "psize_x",
    "page_x",
    "_flt_0_x",
    "_oc_x",
    "format",
    "lang",
)
OTHER_METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO")
TYPES = (
    "text/plain",
    "application/xml",
    "application/octet-stream",
    "multipart/form-data",
    "x",
    "application/json",
)


@dataclass(frozen=True, slots=True)
class Shot:
    """One request as it will be sent."""

    endpoint: str
    method: str
    path: str
    what: str
    options: Mapping[str, Any] = field(default_factory=dict)


def shots(
    rule: str,
    ways: Sequence[Address | Form],
    method: str,
    *,
    names: Sequence[str],
    draw: Random,
    token: str,
    number: int,
) -> list[Shot]:
    """So many requests to one route; the ways are what a browser would send."""
    kinds: Sequence[Callable[..., Shot]] = (
        (_path, _query, _method) if method == "GET" else (_path, _body, _body, _body, _typed, _file)
    )
    aim = _Aim(rule, tuple(ways), method, tuple(names) + NAMES, draw, token)
    return [draw.choice(kinds)(aim) for _ in range(number)]


@dataclass(frozen=True, slots=True)
class _Aim:
    rule: str
    ways: tuple[Address | Form, ...]
    method: str
    names: tuple[str, ...]
    draw: Random
    token: str

    @property
    def way(self) -> tuple[Address, Pairs]:
        """Some way that leads there, and the fields of its form."""
        found = self.draw.choice(self.ways)
        return (found, []) if isinstance(found, Address) else (found.address, list(found.fields))

    def shot(self, what: str, *, path: str = "", method: str = "", **options: Any) -> Shot:
        """A request; it carries the token where a script would put it."""
        way, _ = self.way
        headers = {"X-CSRFToken": self.token, **options.pop("headers", {})}
        return Shot(
            way.endpoint, method or self.method, path or way.path, what, {"headers": headers, **options}
        )


def _path(aim: _Aim) -> Shot:
    word = aim.draw.choice((*RAW, *(quote(word, safe="") for word in WORDS)))
    path = ARGUMENT.sub(lambda _found: word, aim.rule)
    _, fields = aim.way
    return aim.shot("path", path=path, data=_encoded(fields) if aim.method != "GET" else None)


def _query(aim: _Aim) -> Shot:
    asked = [(aim.draw.choice(aim.names), aim.draw.choice(WORDS)) for _ in range(aim.draw.randint(1, 4))]
    way, _ = aim.way
    bare = way.path.partition("?")[0]
    if aim.draw.random() < 0.1:
        return aim.shot("query of bytes", path=f"{bare}?{asked[0][0]}=%ff%fe&%c3%28=1&&=&;")
    return aim.shot("query", path=f"{bare}?{urlencode(asked, errors='replace')}")


def _method(aim: _Aim) -> Shot:
    return aim.shot("method", method=aim.draw.choice(OTHER_METHODS))


def _body(aim: _Aim) -> Shot:
    _, fields = aim.way
    changed = list(fields)
    for _ in range(aim.draw.randint(1, 3)):
        changed = aim.draw.choice((_without, _replaced, _doubled, _added))(changed, aim)
    if aim.draw.random() < 0.3:
        return aim.shot("json", json=_tree(dict(changed), aim.draw))
    return aim.shot("form", data=_encoded(changed))


def _typed(aim: _Aim) -> Shot:
    _, fields = aim.way
    kind = aim.draw.choice(TYPES)
    body = aim.draw.choice(
        (
            b"",
            b"{",
            b"[" * 20_000,
            b"\xff\xfe%zz=%zz&\0",
            json.dumps(dict(fields)).encode(),
            b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>',
            b"--x\r\nContent-Disposition: form-data\r\n\r\n",
            b"&".join([b"a=1"] * 3_000),
        )
    )
    return aim.shot(f"{kind} of {body[:12]!r}", data=body, content_type=kind)


def _file(aim: _Aim) -> Shot:
    _, fields = aim.way
    content = aim.draw.choice(
        (
            b"",
            b"\0" * 100,
            b"%PDF-1.4",
            b"PK\x03\x04" + b"\xff" * 64,
            b"\xff\xd8\xff\xe0",
            "编码".encode("gb18030"),
        )
    )
    name = aim.draw.choice(("x.csv", "../../x.xlsx", "a" * 300 + ".pdf", "x\0.png", "", "报表.xlsx"))
    target = aim.draw.choice([*dict(fields), "file", "upload"])
    posted: MultiDict[str, Any] = MultiDict((key, value) for key, value in fields if key != target)
    posted.add(target, (BytesIO(content), name))
    return aim.shot("file", data=posted, content_type="multipart/form-data")


def _without(fields: Pairs, aim: _Aim) -> Pairs:
    gone = aim.draw.choice(fields)[0] if fields else ""
    return [(name, value) for name, value in fields if name != gone]


def _replaced(fields: Pairs, aim: _Aim) -> Pairs:
    if not fields:
        return _added(fields, aim)
    where = aim.draw.randrange(len(fields))
    return [
        (name, aim.draw.choice(WORDS) if at == where else value) for at, (name, value) in enumerate(fields)
    ]


def _doubled(fields: Pairs, aim: _Aim) -> Pairs:
    return [*fields, (aim.draw.choice(fields)[0], aim.draw.choice(WORDS))] if fields else fields


def _added(fields: Pairs, aim: _Aim) -> Pairs:
    return [
        *fields,
        (aim.draw.choice((*aim.names, "\0", "", "x" * 2_000, "id", "__class__")), aim.draw.choice(WORDS)),
    ]


def _tree(flat: dict[str, Any], draw: Random) -> Any:
    odd: tuple[Any, ...] = (None, 10**30, -1, 1.5, True, [], {}, [[]], {"a": {"b": []}}, "x" * 5_000)
    return draw.choice(
        (flat, [flat], {**flat, **{name: draw.choice(odd) for name in list(flat)[:3]}}, draw.choice(odd))
    )


def _encoded(fields: Pairs) -> MultiDict[str, str]:
    return MultiDict(fields)
