"""The head of the chain, exported each day as a signed file: a tail that is cut off shows."""

import hmac
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from kernel.audit.entries import head_of, seal_at
from kernel.audit.links import mac
from kernel.clock import local_day
from kernel.errors import Conflict, Invalid
from kernel.keys import KeyRing, Purpose
from kernel.text import Text

PATTERN = "audit-head-*.json"


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain ended at one moment."""

    day: str
    sequence: int
    entry_id: int
    seal: str
    exported_at: str
    key_id: str


def heads_folder(folder: Path) -> Path:
    """Where an installation with this data folder keeps its exported heads."""
    return folder / "audit"


def export_head(session: Session, keys: KeyRing, folder: Path, now: datetime) -> Path | None:
    """Today's file says where the committed chain ends; None before the first seal."""
    # a new head must never cover what an earlier one proves lost
    _refuse_lost(session, list(heads(keys, folder)))
    link = head_of(session)
    if link is None:
        return None
    key = keys.current(Purpose.AUDIT)
    day = local_day(now).isoformat()
    head = Head(day, link.sequence, link.entry_id, link.seal, now.isoformat(), key.id)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"audit-head-{day}.json"
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps({**asdict(head), "mac": mac(key.secret, asdict(head))}, indent=1))
    draft.replace(path)
    return path


def heads(keys: KeyRing, folder: Path) -> Iterator[Head]:
    """The exported heads, the oldest first; a file that was tampered with is refused."""
    for path in sorted(folder.glob(PATTERN)):
        written = _written(path)
        given = str(written.pop("mac", ""))
        try:
            head = Head(**written)
            expected = mac(keys.key(Purpose.AUDIT, head.key_id).secret, written)
        except TypeError:
            raise _forged(path) from None
        if not hmac.compare_digest(given, expected):
            raise _forged(path)
        yield head


def _refuse_lost(session: Session, known: list[Head]) -> None:
    for head in known:
        if seal_at(session, head.sequence) != head.seal:
            raise Conflict(
                Text(
                    f"审计日志在 {head.day} 导出的第 {head.sequence} 条已不在或已改写。",
                    f"Entry {head.sequence} of the audit log, exported on {head.day}, is gone or rewritten.",
                ),
                remedy=Text(
                    "请运行 verify-log，保全数据库与导出文件，并报告安全负责人。",
                    "Run verify-log, keep the database and the files, and tell the security officer.",
                ),
                place=f"audit-head-{head.day}.json",
            )


def _written(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise _forged(path) from None
    if not isinstance(found, dict):
        raise _forged(path)
    return found


def _forged(path: Path) -> Invalid:
    return Invalid(
        Text(f"导出的链头 {path.name} 被改动过。", f"The exported head {path.name} was tampered with."),
        remedy=Text(
            "请从异地副本取回原文件，再核验一次。", "Fetch the file from its copy elsewhere and verify again."
        ),
        place=str(path),
    )
