"""Ten plugins of data with twenty definitions each, installed one after the other as people install them.

The floor writes the same bodies as definitions with their first versions, by hand with SQLAlchemy Core, one
transaction for each plugin. It reads no file, proves nothing, and keeps no plan, layer, operation or audit entry.
"""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert, select, update

from app.serve.prepare import perform
from kernel.db import transaction
from kernel.definitions import digest_of
from kernel.install.plan import Act
from kernel.models import Definition, DefinitionVersion
from tests.bench.bodies import make_chain, make_form
from tests.bench.frame import Figure, Seconds, measure, pace
from tests.bench.grounds import TITLES, backends, folder, plugin_folder, standing

PLUGINS, DEFINITIONS = 10, 20
MOST_ROUNDS = 5
Bodies = list[tuple[str, str, dict[str, Any]]]


def figure() -> list[Figure]:
    """On each kind of database, every round on a fresh one."""
    with folder() as place:
        for name in names():
            plugin_folder(place, name, bodies())
        return [measured(backend, place) for backend in backends()]


def names() -> list[str]:
    """The plugins."""
    return [f"bench_{number}" for number in range(PLUGINS)]


def bodies() -> Bodies:
    """What one plugin brings: as many forms as chains."""
    forms = [("form", f"f{number}", make_form(f"表单 {number}")) for number in range(DEFINITIONS // 2)]
    return forms + [
        ("chain", f"c{number}", make_chain(f"审批 {number}")) for number in range(DEFINITIONS // 2)
    ]


def measured(backend: str, place: Path) -> Figure:
    """Ours and the floor on one kind of database."""

    def ours() -> Seconds:
        with standing(backend, place) as here:
            start = time.perf_counter()
            for name in names():
                perform(here, Act.INSTALL, name)
            return Seconds(time.perf_counter() - start)

    def floor() -> Seconds:
        with standing(backend) as here:
            start = time.perf_counter()
            for name in names():
                write(here.database.engine, name, bodies())
            return Seconds(time.perf_counter() - start)

    return measure(
        f"install: {PLUGINS} plugins of {DEFINITIONS} definitions, {TITLES[backend]}",
        floor=floor,
        ours=ours,
        rounds=min(MOST_ROUNDS, pace.rounds),
        repeats=1,
    )


def write(engine: Engine, plugin: str, found: Bodies) -> None:
    """The definitions and their versions, in four statements."""
    now = datetime.now(UTC)
    with transaction(engine) as session:
        session.execute(
            insert(Definition),
            [{"name": f"{plugin}.{name}", "kind": kind, "plugin": plugin} for kind, name, _ in found],
        )
        ids = {row.name: row.id for row in session.execute(select(Definition.name, Definition.id))}
        session.execute(
            insert(DefinitionVersion),
            [
                {
                    "definition_id": ids[f"{plugin}.{name}"],
                    "number": 1,
                    "digest": digest_of(body),
                    "body": body,
                    "published_at": now,
                    "published_by": "bench",
                    "reason": "install",
                }
                for _, name, body in found
            ],
        )
        newest = select(DefinitionVersion.id).where(DefinitionVersion.definition_id == Definition.id)
        session.execute(
            update(Definition).where(Definition.plugin == plugin).values(current_id=newest.scalar_subquery()),
            execution_options={"synchronize_session": False},
        )
