"""Rows that plugins bring as CSV: external ids, changes, `noupdate`."""

import hashlib
import json
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Table as SqlTable
from sqlalchemy import insert, select, update
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from kernel.datafiles.table import read_table
from kernel.errors import DataFileError
from kernel.install.plan import RecordChange, Records
from kernel.install.record_values import converted
from kernel.manifest import Manifest
from kernel.models import PluginRecord
from kernel.registry import Registry
from kernel.seams import REGISTER
from kernel.text import Text, listed

REFERENCE = "/id"


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One row of a plugin's CSV file."""

    plugin: str
    model: str
    name: str
    values: Mapping[str, str]
    place: str
    noupdate: bool
    demo: bool

    @property
    def digest(self) -> str:
        """Changes when the file says something else."""
        return hashlib.sha256(json.dumps(self.values, sort_keys=True).encode()).hexdigest()

    @property
    def change(self) -> RecordChange:
        """The row as a plan names it."""
        return RecordChange(self.model, f"{self.plugin}.{self.name}", self.place)


def rows_of(manifest: Manifest, *, demo: bool) -> list[RecordRow]:
    """Every CSV row of the plugin's data files, in file order; a name used twice is refused."""
    rows: dict[str, RecordRow] = {}
    for entry in (*manifest.data, *(manifest.demo if demo else ())):
        if not entry.file.endswith(".csv"):
            continue
        file = f"{manifest.name}/{entry.file}"
        table = read_table(manifest.folder / entry.file, file=file)
        for row in table.rows:
            found = RecordRow(
                manifest.name,
                table.model,
                row.id,
                row.values,
                f"{file}:{row.line}",
                entry.noupdate,
                entry.demo,
            )
            if row.id in rows:
                raise _twice(found, rows[row.id])
            rows[row.id] = found
    return list(rows.values())


def changes(rows: Iterable[RecordRow], known: Mapping[str, PluginRecord]) -> Records:
    """What the rows would do to what is installed."""
    created: list[RecordChange] = []
    changed: list[RecordChange] = []
    kept: list[RecordChange] = []
    rows = list(rows)
    for row in rows:
        record = known.get(row.name)
        if record is None:
            created.append(row.change)
        elif record.digest != row.digest:
            (kept if _is_kept(row, record) else changed).append(row.change)
    names = {row.name for row in rows}
    gone = [one for name, one in known.items() if name not in names and not (one.noupdate or one.demo)]
    return Records(tuple(created), tuple(changed), tuple(as_change(one) for one in gone), tuple(kept))


def as_change(record: PluginRecord) -> RecordChange:
    """The record as a plan names it."""
    return RecordChange(record.model, f"{record.plugin}.{record.name}", "")


def known_records(session: Session, plugin: str) -> dict[str, PluginRecord]:
    """The plugin's installed records by local name."""
    found = session.scalars(select(PluginRecord).where(PluginRecord.plugin == plugin))
    return {record.name: record for record in found}


def write(session: Session, registry: Registry, rows: Sequence[RecordRow], *, now: datetime) -> None:
    """The rows of one plugin are in their tables, and those its files no longer have are gone."""
    if not rows:
        return
    known = known_records(session, rows[0].plugin)
    for row in rows:
        record = known.get(row.name)
        if record is not None:
            keeps = _is_kept(row, record)
            _refuse_moved(row, record)
            record.noupdate, record.demo = row.noupdate, row.demo
            if keeps or record.digest == row.digest:
                continue
        _write_one(session, registry, row, record, now)
    session.flush()


def _is_kept(row: RecordRow, record: PluginRecord) -> bool:
    """Whether what the office made of the row stays: so the files say now, or so they said before."""
    return record.noupdate or row.noupdate


def _write_one(
    session: Session, registry: Registry, row: RecordRow, record: PluginRecord | None, now: datetime
) -> None:
    table: SqlTable = _model(registry, row).__table__
    values = _values(table, row, partial(_referred, session, row))
    try:
        if record is not None:
            session.execute(update(table).where(table.c.id == record.row_id).values(values))
            record.digest = row.digest
            return
        row_id = session.scalar(insert(table).values(values | _stamps(table, row, now)).returning(table.c.id))
    except (IntegrityError, DataError) as error:
        raise _rejected(row, error) from error
    session.add(
        PluginRecord(
            plugin=row.plugin,
            name=row.name,
            model=row.model,
            row_id=row_id,
            noupdate=row.noupdate,
            demo=row.demo,
            digest=row.digest,
        )
    )


def _model(registry: Registry, row: RecordRow) -> Any:
    if not registry.has(REGISTER, row.model):
        known = listed(sorted(registry.names(REGISTER)))
        raise DataFileError(
            Text(f"没有名为“{row.model}”的登记簿。", f"There is no register “{row.model}”."),
            remedy=Text(
                f"CSV 的文件名就是登记簿的名称，可用：{known.zh}。",
                f"A CSV file is named after its register; there are: {known.en}.",
            ),
            place=row.place,
        )
    return registry.thing(REGISTER, row.model)


def refuse_unfit(session: Session, registry: Registry, row: RecordRow, coming: Container[str]) -> None:
    """Raises what its register would say of the row; `coming` are external ids that the same act brings."""

    def known(external: str) -> int:
        full = external if "." in external else f"{row.plugin}.{external}"
        return 0 if full in coming else _referred(session, row, external)

    _values(_model(registry, row).__table__, row, known)


def _values(table: SqlTable, row: RecordRow, referred: Callable[[str], int]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column, text in row.values.items():
        name = column.removesuffix(REFERENCE)
        if name not in table.c or name == "id":
            known = listed(one.name for one in table.c if one.name != "id")
            raise DataFileError(
                Text(
                    f"登记簿 {row.model} 没有“{name}”这一列。",
                    f"The register {row.model} has no column “{name}”.",
                ),
                remedy=Text(f"可用的列：{known.zh}。", f"Its columns are: {known.en}."),
                place=row.place,
            )
        if column.endswith(REFERENCE):
            values[name] = referred(text) if text else None
        else:
            values[name] = converted(table.c[name], text, row.place)
    return values


def _stamps(table: SqlTable, row: RecordRow, now: datetime) -> dict[str, Any]:
    stamps: dict[str, Any] = {"plugin": row.plugin, "created_at": now}
    return {name: value for name, value in stamps.items() if name in table.c and name not in row.values}


def _referred(session: Session, row: RecordRow, external: str) -> int:
    plugin, _, name = external.rpartition(".")
    found = session.scalar(
        select(PluginRecord.row_id).where(
            PluginRecord.plugin == (plugin or row.plugin), PluginRecord.name == name
        )
    )
    if found is None:
        raise DataFileError(
            Text(f"引用的“{external}”不存在。", f"The reference “{external}” does not exist."),
            remedy=Text(
                "请先写被引用的行，或在依赖中加上提供它的插件。",
                "Put the row before this one, or depend on the plugin that brings it.",
            ),
            place=row.place,
        )
    return found


def _refuse_moved(row: RecordRow, record: PluginRecord) -> None:
    """An external id stays with its register: its row's number means another row elsewhere."""
    if row.model != record.model:
        raise DataFileError(
            Text(
                f"外部标识“{row.name}”原属登记簿 {record.model}，不能改到 {row.model}。",
                f"The id “{row.name}” belongs to the register {record.model}, not {row.model}.",
            ),
            remedy=Text("请换一个标识。", "Choose another id."),
            place=row.place,
        )


def _twice(row: RecordRow, first: RecordRow) -> DataFileError:
    return DataFileError(
        Text(
            f"外部标识“{row.name}”用了两次，先见于 {first.place}。",
            f"The id “{row.name}” stands at {first.place} too.",
        ),
        remedy=Text("请换一个标识。", "Choose another id."),
        place=row.place,
    )


def _rejected(row: RecordRow, error: DBAPIError) -> DataFileError:
    cause = str(error.orig).split("\n")[0]
    return DataFileError(
        Text(
            f"数据库不接受“{row.name}”这一行（{cause}）。",
            f"The database refuses the row “{row.name}” ({cause}).",
        ),
        remedy=Text("请检查必填列和唯一性。", "Check required and unique columns."),
        place=row.place,
    )
