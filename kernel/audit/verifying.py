"""Proves the audit log: every entry against its seal, the seals against each other and the exported heads."""

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from kernel.audit.entries import Link, chain, count_unsealed, unsealed
from kernel.audit.heads import Head, heads
from kernel.audit.links import START, seal_of
from kernel.db import session_factory
from kernel.keys import KeyRing, Purpose
from kernel.models import AuditEntry, AuditSeal
from kernel.text import Text

TOLERANCE = timedelta(hours=2)
"""How much older than entries sealed before it an honest entry may be: its transaction was open so long."""

REMEDY = Text(
    "请保全数据库与导出的链头，对照备份查明改动，并报告安全负责人。",
    "Keep the database and the exported heads, compare with a backup, and tell the security officer.",
)


class Fault(StrEnum):
    """What was done to the log."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    CUT_OFF = "cut_off"


@dataclass(frozen=True, slots=True)
class Finding:
    """The first broken place of the chain."""

    fault: Fault
    sequence: int
    entry_id: int | None
    what: Text
    remedy: Text = REMEDY


@dataclass(frozen=True, slots=True)
class Verdict:
    """How much was proved, and the first thing that was not."""

    sealed: int
    unsealed: int
    heads: int
    first: Finding | None

    @property
    def intact(self) -> bool:
        """Whether nothing was touched."""
        return self.first is None


def verify(engine: Engine, keys: KeyRing, heads_folder: Path) -> Verdict:
    """What the chain and the exported heads say of the log as it stands."""
    exported = list(heads(keys, heads_folder))
    with session_factory(engine)() as session:
        walk = _Walk(keys, {head.sequence: head for head in exported})
        first = walk.through(session) or walk.cut_off(exported) or _unsealed_past(session)
        return Verdict(walk.sequence, count_unsealed(session), len(exported), first)


class _Walk:
    """Goes along the chain until something is wrong."""

    def __init__(self, keys: KeyRing, exported: dict[int, Head]) -> None:
        self.keys = keys
        self.exported = exported
        self.sequence = 0
        self.previous = START
        self.latest: datetime | None = None

    def through(self, session: Session) -> Finding | None:
        with closing(chain(session)) as links:
            for link in links:
                if found := self._broken(link):
                    return found
                self.sequence, self.previous = link.sequence, link.seal
        return None

    def cut_off(self, exported: list[Head]) -> Finding | None:
        beyond = [head for head in exported if head.sequence > self.sequence]
        if not beyond:
            return None
        last = max(beyond, key=lambda head: head.sequence)
        return Finding(
            Fault.CUT_OFF,
            self.sequence + 1,
            None,
            Text(
                f"日志止于第 {self.sequence} 条，而 {last.day} 导出时已有 {last.sequence} 条：尾部被截去。",
                f"The log ends at {self.sequence}, but on {last.day} at {last.sequence}: its tail was cut.",
            ),
        )

    def _broken(self, link: Link) -> Finding | None:
        if link.sequence != self.sequence + 1:
            missing = self.sequence + 1
            return Finding(
                Fault.REMOVED,
                missing,
                None,
                Text(f"第 {missing} 条及其封印不见了。", f"Entry {missing} is gone with its seal."),
            )
        if link.entry is None:
            return _finding(Fault.REMOVED, link, Text("被删除", "was removed"))
        secret = self.keys.key(Purpose.AUDIT, link.key_id).secret
        expected = seal_of(secret, link.entry, sequence=link.sequence, previous=self.previous)
        if expected != link.seal:
            return _finding(
                Fault.CHANGED, link, Text("与封印不符：被改动", "does not fit its seal: it was changed")
            )
        head = self.exported.get(link.sequence)
        if head is not None and head.seal != link.seal:
            text = Text(
                f"与 {head.day} 导出的链头不符：被改写", f"differs from the head of {head.day}: rewritten"
            )
            return _finding(Fault.CHANGED, link, text)
        return self._backdated(link, link.entry.at)

    def _backdated(self, link: Link, at: datetime) -> Finding | None:
        if self.latest is not None and at < self.latest - TOLERANCE:
            text = Text(
                "的时间早于它前面的记录：是后来插入的",
                "is dated before those it follows: it was inserted later",
            )
            return _finding(Fault.INSERTED, link, text)
        self.latest = at if self.latest is None else max(at, self.latest)
        return None


def _unsealed_past(session: Session) -> Finding | None:
    """Entries that were not there when those of their time were sealed."""
    latest = session.scalar(
        select(func.max(AuditEntry.at)).join(AuditSeal, AuditSeal.entry_id == AuditEntry.id)
    )
    if latest is None:
        return None
    late = unsealed(session, until=latest - TOLERANCE, above=0, limit=1)
    if not late:
        return None
    return Finding(
        Fault.INSERTED,
        0,
        late[0].id,
        Text(
            f"记录 {late[0].id} 没有封印，却早于已封存的记录：是后来插入的。",
            f"Entry {late[0].id} has no seal, yet is older than sealed ones: it was inserted later.",
        ),
    )


def _finding(fault: Fault, link: Link, text: Text) -> Finding:
    what = Text(
        f"第 {link.sequence} 条（记录 {link.entry_id}）{text.zh}。",
        f"Entry {link.entry_id} at {link.sequence} {text.en}.",
    )
    return Finding(fault, link.sequence, link.entry_id, what)
