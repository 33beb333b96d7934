"""What refers to a row is asked of the database: by whatever column, from whatever plugin."""

import pytest
from sqlalchemy import Engine, text

from kernel.install.references import Uses

TABLES = (
    "CREATE TABLE house (id INTEGER PRIMARY KEY, code VARCHAR(9) UNIQUE, wing VARCHAR(9), floor INTEGER,"
    " parent INTEGER REFERENCES house (id), UNIQUE (wing, floor))",
    "CREATE TABLE by_id (number INTEGER PRIMARY KEY, house_id INTEGER REFERENCES house (id) ON DELETE CASCADE)",
    "CREATE TABLE by_code (number INTEGER PRIMARY KEY, code VARCHAR(9) REFERENCES house (code))",
    "CREATE TABLE by_two (number INTEGER PRIMARY KEY, w VARCHAR(9), f INTEGER,"
    " FOREIGN KEY (w, f) REFERENCES house (wing, floor))",
    "INSERT INTO house VALUES (1, 'one', 'east', 1, 1), (2, 'two', 'east', 2, 1), (3, 'three', 'west', 1, NULL)",
)


@pytest.fixture
def houses(engine: Engine) -> Engine:
    """Houses that other tables refer to in every way there is."""
    with engine.begin() as connection:
        for statement in TABLES:
            connection.execute(text(statement))
    return engine


def uses(engine: Engine, row_id: int, *, after: str = "", without: frozenset[str] = frozenset()):
    """The first table that refers to the row, once the statement has been carried out."""
    with engine.begin() as connection:
        if after:
            connection.execute(text(after))
        return Uses(connection).of("house", row_id, without=without)


def test_nothing_refers_to_a_row_that_stands_alone(houses: Engine):
    assert uses(houses, 3) is None
    assert uses(houses, 99) is None


@pytest.mark.parametrize(
    ("statement", "row", "table"),
    [
        ("INSERT INTO by_id VALUES (1, 3), (2, 3)", 3, "by_id"),
        ("INSERT INTO by_code VALUES (1, 'three'), (2, 'three')", 3, "by_code"),
        ("INSERT INTO by_two VALUES (1, 'west', 1), (2, 'west', 1)", 3, "by_two"),
    ],
    ids=["id", "code", "two columns"],
)
def test_every_way_of_referring_counts(houses: Engine, statement: str, row: int, table: str):
    assert uses(houses, row, after=statement) == (table, 2)
    assert uses(houses, row, without=frozenset({table})) is None


def test_a_row_that_refers_to_itself_is_not_in_its_own_way(houses: Engine):
    assert uses(houses, 1) == ("house", 1)
    assert uses(houses, 1, after="DELETE FROM house WHERE id = 2") is None
