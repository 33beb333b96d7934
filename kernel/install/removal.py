"""Rows of CSV files that leave: never while something refers to them."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Table, delete
from sqlalchemy.orm import Session

from kernel.errors import Conflict, InUse
from kernel.install.records import RecordRow, as_change, changes
from kernel.install.references import Uses
from kernel.models import PluginRecord
from kernel.registry import Registry
from kernel.seams import REGISTER
from kernel.text import Text


def vanished(rows: Iterable[RecordRow], known: Mapping[str, PluginRecord]) -> list[PluginRecord]:
    """The records whose rows the files no longer have, the newest first: what refers goes before its ground."""
    gone = {change.name for change in changes(rows, known).deleted}
    found = [record for record in known.values() if as_change(record).name in gone]
    return sorted(found, key=lambda record: record.id, reverse=True)


def remove_unused(
    session: Session, registry: Registry, records: Iterable[PluginRecord]
) -> list[PluginRecord]:
    """The rows that nothing refers to are deleted; returns the records of those still in use."""
    removing, used = _Removing(session, registry, frozenset()), []
    for record in records:
        try:
            removing.remove(record)
        except InUse:
            used.append(record)
    session.flush()
    return used


def remove(session: Session, registry: Registry, records: Iterable[PluginRecord], gone: set[str]) -> None:
    """The rows of these records are deleted, unless their table goes anyway; a row in use is refused."""
    removing = _Removing(session, registry, frozenset(gone))
    for record in records:
        removing.remove(record)
    session.flush()


def refuse_unknown(registry: Registry, records: Iterable[PluginRecord]) -> None:
    """Raises for a row whose register is not there now: it could not be found, and would stay for ever."""
    for record in records:
        if not registry.has(REGISTER, record.model):
            raise Conflict(
                Text(
                    f"{record.plugin}.{record.name} 在登记簿 {record.model} 中，而提供它的插件现在无法载入。",
                    f"{record.plugin}.{record.name} is in {record.model}, whose plugin does not load now.",
                ),
                remedy=Text(
                    "请先修复那个插件，或连同它一起卸载。",
                    "Mend that plugin first, or uninstall it; this one goes along.",
                ),
                place=f"{record.model} {record.plugin}.{record.name}",
            )


class _Removing:
    """Deletes row by row; `gone` are tables that are dropped afterwards."""

    def __init__(self, session: Session, registry: Registry, gone: frozenset[str]) -> None:
        self.session = session
        self.registry = registry
        self.gone = gone
        self.uses = Uses(session.connection())

    def remove(self, record: PluginRecord) -> None:
        if self.registry.has(REGISTER, record.model):
            table: Table = self.registry.thing(REGISTER, record.model).__table__
            if table.name not in self.gone:
                self._refuse_used(table, record)
                self.session.execute(delete(table).where(table.c.id == record.row_id))
        self.session.delete(record)

    def _refuse_used(self, table: Table, record: PluginRecord) -> None:
        """Deletes of data rows never cascade: what still points at the row has to be dealt with first."""
        used = self.uses.of(table.name, record.row_id, without=self.gone)
        if used:
            other, count = used
            raise InUse(
                Text(
                    f"{record.plugin}.{record.name} 仍被 {other} 的 {count} 行引用，不能删除。",
                    f"{record.plugin}.{record.name} is in use by {count} rows of {other}.",
                ),
                remedy=Text("请先改动或删除这些行。", "Change or delete those rows first."),
                place=f"{record.model} {record.plugin}.{record.name}",
            )
