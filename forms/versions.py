"""The versions of forms that submissions are pinned to: their bodies are read once in a process."""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import Table, bindparam, select
from sqlalchemy.orm import Session

from forms.compiler import CompiledForm, compiled
from forms.registers import registers_of
from forms.seams import field_types
from kernel.db import connection_of
from kernel.functions import functions_of
from kernel.models import DefinitionVersion
from kernel.prepared import Prepared
from kernel.registry import Registry

VERSION = cast(Table, DefinitionVersion.__table__)
DIGEST = Prepared(select(VERSION.c.digest).where(VERSION.c.id == bindparam("id")))
BODY = Prepared(select(VERSION.c.body).where(VERSION.c.id == bindparam("id")))
MOST = 400

_bodies: dict[str, Mapping[str, Any]] = {}
"""By their digests: the id of a version says nothing of another database, nor after a transaction was undone."""


def form_at(session: Session, version_id: int, registry: Registry, *, locale: str = "zh") -> CompiledForm:
    """The version, compiled."""
    body = _body_of(session, version_id)
    types, functions = field_types(registry), functions_of(registry)
    registers = registers_of(session, body)
    return compiled(version_id, body, types, locale, functions=functions, registers=registers)


def _body_of(session: Session, version_id: int) -> Mapping[str, Any]:
    session.flush()
    connection = connection_of(session)
    digest: str = DIGEST.row(connection, {"id": version_id})[0]
    found = _bodies.get(digest)
    if found is None:
        [[found]] = BODY.typed(connection, {"id": version_id})
        while len(_bodies) >= MOST:
            _bodies.pop(next(iter(_bodies)), None)
        _bodies[digest] = found
    return found
