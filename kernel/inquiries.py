"""What is asked of the database beside something else: on PostgreSQL both go and come in one round trip."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import Connection

from kernel.prepared import Prepared, Work, answers

T = TypeVar("T")


class Inquiry(NamedTuple, Generic[T]):
    """Statements, and what is made of the rows of each."""

    asked: Sequence[Work]
    made: Callable[[Sequence[list[Any]]], T]

    def answered(self, connection: Connection) -> T:
        """The answer, asked for by itself."""
        return self.made(answers(connection, self.asked))


class Along(Generic[T]):
    """An inquiry that goes along with the first statement that is asked through here."""

    def __init__(self, connection: Connection, inquiry: Inquiry[T]) -> None:
        self._connection, self._inquiry = connection, inquiry
        self._found: Sequence[list[Any]] | None = None

    def rows(self, prepared: Prepared, parameters: Mapping[str, Any]) -> list[Any]:
        """Every row of the statement."""
        if self._found is not None:
            return prepared.rows(self._connection, parameters)
        rows, *self._found = answers(self._connection, [(prepared, parameters), *self._inquiry.asked])
        return rows

    @property
    def answer(self) -> T:
        """What the inquiry brought; asked by itself if nothing else was asked."""
        if self._found is None:
            self._found = answers(self._connection, self._inquiry.asked)
        return self._inquiry.made(self._found)
