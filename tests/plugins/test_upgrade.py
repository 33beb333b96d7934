"""The revision that rebuilds alpha's parent table, on both databases."""

from pathlib import Path

from sqlalchemy import Engine, inspect, text

from kernel.migrations import schema_connection, upgrade
from tests.plugins import variants


def migrate(engine: Engine, folder: Path) -> None:
    """The tables of alpha and gamma are at their newest revision."""
    with schema_connection(engine) as connection:
        for name in ("alpha", "gamma"):
            upgrade(connection, name, folder / name / "migrations")


def test_a_rebuilt_parent_keeps_its_rows_and_the_children_that_would_cascade(engine: Engine, tmp_path: Path):
    folder = variants.copied(tmp_path, "alpha", "beta", "gamma")
    migrate(engine, folder)
    with engine.begin() as connection:
        connection.execute(
            text("INSERT INTO alpha_unit VALUES (1, '甲', 'city', NULL), (2, '乙', 'city', 3)")
        )
        connection.execute(
            text(
                "INSERT INTO alpha_case VALUES (1, 'A-1', 'alpha.approval', true, 1), (2, 'A-2', 'alpha.approval', true, 2)"
            )
        )
        connection.execute(text("INSERT INTO gamma_contact VALUES (1, '0431-82752527')"))

    migrate(engine, variants.upgraded(folder))

    with engine.begin() as connection:
        assert [*connection.execute(text("SELECT id, seats FROM alpha_unit ORDER BY id"))] == [(1, 0), (2, 3)]
        assert connection.scalar(text("SELECT count(*) FROM alpha_case")) == 2
        assert connection.scalar(text("SELECT count(*) FROM gamma_contact")) == 1
        columns = {column["name"]: column for column in inspect(connection).get_columns("alpha_unit")}
        assert columns["seats"]["nullable"] is False
        assert getattr(columns["name"]["type"], "length", None) == 80
        connection.execute(text("DELETE FROM alpha_unit WHERE id = 1"))
        assert connection.scalar(text("SELECT count(*) FROM alpha_case")) == 1
        assert connection.scalar(text("SELECT count(*) FROM gamma_contact")) == 0
