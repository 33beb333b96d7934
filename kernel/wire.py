"""Prepared statements of one connection to PostgreSQL, and what is asked in one round trip.

Around each statement the client library looks for placeholders, chooses types, decides whether to prepare it and
makes a cursor, which costs more than the statement itself. Here a statement is prepared once under a name of ours and
from then on only named; values are written and read by the library as ever.
"""

from collections.abc import Iterator, Sequence
from select import POLLIN, poll, select
from typing import Any, TypeAlias

from psycopg import Connection
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import OperationalError, error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult

Question: TypeAlias = tuple[str, Sequence[Any]]
"""A statement with its placeholders numbered, and a value for each."""

MOST = 500
"""So many statements stay prepared, or a few more until the next is asked; the one prepared first makes room."""
GOOD = frozenset({ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK})
BEGIN: Question = ("BEGIN", ())


class Wire:
    """A connection to PostgreSQL as statements that are asked again and again use it."""

    def __init__(self, driver: "Connection[Any]") -> None:
        self._driver = driver
        self._server = driver.pgconn
        self._adapted = Transformer(driver)
        self._heard = poll()
        self._heard.register(self._server.socket, POLLIN)
        self._names: dict[str, bytes] = {}
        self._made = 0
        self._forget_with(driver)

    def rows(self, sql: str, values: Sequence[Any]) -> list[Any]:
        """Every row as a tuple."""
        return self._read(self._all((sql, values))[-1])

    def rows_of_all(self, asked: Sequence[Question]) -> list[list[Any]]:
        """The same of each statement, in one round trip."""
        return [self._read(answer) for answer in self._all(*asked)[-len(asked) :]] if asked else []

    def touched(self, sql: str, values: Sequence[Any]) -> int:
        """How many rows the statement touched, or returned if it returns them."""
        answer = self._all((sql, values))[-1]
        return answer.ntuples if answer.nfields else answer.command_tuples or 0

    def rows_after(self, first: Question, sql: str, values: Sequence[Any]) -> list[Any]:
        """Every row as it stands once the first statement is done, in one round trip with it."""
        return self._read(self._all(first, (sql, values))[-1])

    def _all(self, *asked: Question) -> Sequence[PGresult]:
        """The answers to the questions, behind that to a BEGIN when they are the first of a transaction."""
        while len(self._names) > MOST:
            oldest = next(iter(self._names))
            self._server.exec_(b"DEALLOCATE " + self._names.pop(oldest))
        if self._server.transaction_status == TransactionStatus.IDLE and not self._driver.autocommit:
            asked = (BEGIN, *asked)
        if len(asked) > 1:
            return self._piped(asked)
        sql, values = asked[0]
        name = self._names.get(sql) or self._prepared(sql)
        return (_good(self._server.exec_prepared(name, self._written(values))),)

    def _piped(self, asked: Sequence[Question]) -> Sequence[PGresult]:
        named = [
            (self._names.get(sql) or self._prepared(sql), self._written(values)) for sql, values in asked
        ]
        server = self._server
        server.enter_pipeline_mode()
        try:
            for name, values in named:
                server.send_query_prepared(name, values)
            server.pipeline_sync()
            while server.flush():
                # more than the way to the server holds; it may have to say something before it takes the rest
                select([server.socket], [server.socket], [])
                server.consume_input()
            answers = list(self._answers())
        finally:
            server.exit_pipeline_mode()
        for answer in answers:
            _good(answer)
        if len(answers) < len(asked):
            raise OperationalError("the server has gone away")
        return answers

    def _answers(self) -> Iterator[PGresult]:
        """What the server says until it has said everything; an empty word parts one answer from the next."""
        while True:
            while self._server.is_busy():
                # to ask for the answer before it is there would keep every other thread waiting
                self._heard.poll()
                self._server.consume_input()
            answer = self._server.get_result()
            if answer is None:
                if self._server.status == ConnStatus.BAD:
                    return
                continue
            if answer.status == ExecStatus.PIPELINE_SYNC:
                return
            yield answer

    def _prepared(self, sql: str) -> bytes:
        self._made += 1
        name = b"tongban_%d" % self._made
        _good(self._server.prepare(name, sql.encode()))
        self._names[sql] = name
        return name

    def _forget_with(self, driver: Any) -> None:
        """When the library lets go of every statement, as after tables were changed, ours are gone as well."""
        deallocate = driver._deallocate

        def forgetting(name: bytes | None) -> Any:
            if name is None:
                self._names.clear()
            return deallocate(name)

        driver._deallocate = forgetting

    def _written(self, values: Sequence[Any]) -> Sequence[Any] | None:
        return self._adapted.dump_sequence(values, [PyFormat.TEXT] * len(values)) if values else None

    def _read(self, answer: PGresult) -> list[Any]:
        self._adapted.set_pgresult(answer)
        return self._adapted.load_rows(0, answer.ntuples, tuple)


def commit(connection: Any) -> None:
    """The transaction of the driver's connection is committed, if there is one."""
    driver = connection.dbapi_connection
    if driver.pgconn.transaction_status != TransactionStatus.IDLE:
        _good(driver.pgconn.exec_(b"COMMIT"))


def roll_back(connection: Any) -> None:
    """The transaction of the driver's connection is undone, if there is one."""
    driver = connection.dbapi_connection
    if driver.pgconn.transaction_status != TransactionStatus.IDLE:
        driver.rollback()


def _good(answer: PGresult) -> PGresult:
    if answer.status in GOOD:
        return answer
    error = error_from_result(answer)
    # what the server refuses has a state; without one the way to it is broken
    raise error if error.sqlstate else OperationalError(str(error))
