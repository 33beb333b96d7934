"""The chain versions that cases run on, compiled once in a process."""

from typing import Any, NamedTuple, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Table, bindparam, select

from approvals.chains.reading import read_chain
from approvals.engine import CompiledChain, compiled
from kernel.errors import NotFound
from kernel.functions import functions_of
from kernel.models import Definition, DefinitionVersion
from kernel.prepared import Prepared
from kernel.registry import Registry
from kernel.text import Text

DEFINITION = cast(Table, Definition.__table__)
VERSION = cast(Table, DefinitionVersion.__table__)
CURRENT = Prepared(
    select(DEFINITION.c.current_id).where(
        DEFINITION.c.name == bindparam("name"), DEFINITION.c.kind == "chain", DEFINITION.c.retired.is_(False)
    )
)
NUMBER = Prepared(
    select(VERSION.c.number, VERSION.c.id == DEFINITION.c.current_id)
    .join_from(VERSION, DEFINITION, DEFINITION.c.id == VERSION.c.definition_id)
    .where(VERSION.c.id == bindparam("id"))
)
BODY = select(VERSION.c.body).where(VERSION.c.id == bindparam("id"))

_compiled: WeakKeyDictionary[Engine, dict[int, CompiledChain]] = WeakKeyDictionary()


def current_version(connection: Connection, name: str) -> int:
    """The version on which a case of this chain begins now."""
    found = CURRENT.row(connection, {"name": name})
    if found is None or found[0] is None:
        raise NotFound(
            Text(f"没有可用的审批链“{name}”。", f"There is no chain “{name}” in force."),
            remedy=Text(
                "请安装提供它的插件，或恢复它。", "Install the plugin that brings it, or restore it."
            ),
            place=name,
        )
    return int(found[0])


def compiled_chain(connection: Connection, registry: Registry, version_id: int) -> CompiledChain:
    """The chain of the version; a version never changes, so it is compiled once."""
    kept = _compiled.setdefault(connection.engine, {})
    chain = kept.get(version_id)
    if chain is None:
        body: dict[str, Any] = connection.execute(BODY, {"id": version_id}).scalar_one()
        chain = kept[version_id] = compiled(read_chain(body, functions=functions_of(registry)))
    return chain


class Edition(NamedTuple):
    """Which version of its chain a case keeps, and whether cases begin on that one still."""

    number: int
    current: bool


def edition_of(connection: Connection, version_id: int) -> Edition:
    """The version as people count it."""
    number, current = NUMBER.row(connection, {"id": version_id})
    return Edition(int(number), bool(current))
