"""Reads run by the driver itself, for statements that every request asks: SQLAlchemy costs more than the rows do."""

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

Row = tuple[Any, ...]


def fetched(connection: Connection, sql: str, values: Any) -> list[Row]:
    """Every row as the driver gives it; its errors are those of SQLAlchemy."""
    dbapi: Any = connection.dialect.loaded_dbapi
    try:
        driver: Any = connection.connection.driver_connection
        found: list[Row] = driver.execute(sql, values).fetchall()
    except dbapi.Error as error:
        raise DBAPIError.instance(None, None, error, dbapi.Error, dialect=connection.dialect) from error
    return found
