"""The shell's own access rules: who of the three administrators may do what, as the table beside says."""

from pathlib import Path

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from kernel import access
from kernel.datafiles.table import read_table
from kernel.models import AccessRule
from kernel.registry import Registry

OWNER = "app"
TABLE = Path(__file__).parent / "access.csv"
COLUMNS = ("role", "permission", "resource", "scope")


def synchronise(session: Session, registry: Registry) -> None:
    """The shell's rules are those of its table, and every role holds what the rules say."""
    from app.installation import declared

    _write(session)
    access.synchronise(session, declared(registry), plugins=registry.plugins)


def _write(session: Session) -> None:
    wanted = {
        tuple(row.values[name] for name in COLUMNS) for row in read_table(TABLE, file="app/access.csv").rows
    }
    own = AccessRule.plugin == OWNER
    rows = session.execute(
        select(AccessRule.role, AccessRule.permission, AccessRule.resource, AccessRule.scope).where(own)
    )
    if {tuple(row) for row in rows} == wanted:
        return
    quiet = {"synchronize_session": False}
    session.execute(delete(AccessRule).where(own), execution_options=quiet)
    session.execute(
        insert(AccessRule),
        [{"plugin": OWNER, **dict(zip(COLUMNS, row, strict=True))} for row in sorted(wanted)],
    )
    access.bump(session, role=True)
