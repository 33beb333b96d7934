"""The one way in which values are written as JSON, names in order, words as they are, nothing padded, and read; pure."""

import json
from collections.abc import Callable
from typing import Any

import msgspec
import orjson

_READ = msgspec.json.Decoder().decode
_PLAIN = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME


def jsontext(value: Any, default: Callable[[Any], Any] | None = None) -> str:
    """The value as JSON; `default` says what becomes of what JSON does not know."""
    try:
        return orjson.dumps(value, default, _PLAIN).decode()
    except orjson.JSONEncodeError:
        # numbers beyond 64 bits, and names that are no words; what is no JSON at all is refused here too
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=default)


def jsonvalue(text: str | bytes) -> Any:
    """The value that was written, with numbers of any size."""
    try:
        return _READ(text)
    except msgspec.MsgspecError:
        # what only the standard library takes for JSON, as an infinite number, and what is no JSON at all
        return json.loads(text)
