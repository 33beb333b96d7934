"""One of the words that a parameter brings, however many: the counterpart of `kernel.prepared.Among` for texts."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ARRAY, Dialect, Text, TypeDecorator, bindparam
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import TypeEngine

from kernel.jsontext import jsontext
from kernel.prepared import Among


class _Words(TypeDecorator[Any]):
    """Any number of words in one parameter."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(ARRAY(Text()) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Collection[str] | None, dialect: Dialect) -> Any:
        words = list(value or ())
        return words if dialect.name == "postgresql" else jsontext(words)


class AmongWords(Among):
    """The column is one of the words that the parameter brings."""

    inherit_cache = False

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        super().__init__(column, name)
        self.numbers = bindparam(name, type_=_Words())
