"""Whether the tables of a plugin are those that its models say."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine

from kernel.db import Base


def differences(engine: Engine, plugin: str) -> list[Any]:
    """What a revision of the plugin would still change; whatever other plugins' models say of its tables is theirs."""

    def ours(thing: Any, name: str | None, kind: str, *_: Any) -> bool:
        table = name if kind == "table" else thing.table.name
        return str(table).startswith(f"{plugin}_")

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        return list(compare_metadata(context, Base.metadata))
