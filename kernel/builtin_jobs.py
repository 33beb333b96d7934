"""The jobs every installation has: the heartbeat, the seals of the audit log, the clearing of done work."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from kernel.audit import export_head, heads_folder, seal_all
from kernel.audit.sealing import seal_recent
from kernel.errors import NotFound
from kernel.jobs import Daily, Every, Hourly, Slot, forget_runs
from kernel.keys import KeyRing
from kernel.outbox import forget_done
from kernel.seams import job
from kernel.surroundings import surroundings_of
from kernel.text import Text

HEARTBEAT = "heartbeat"
PULSE = timedelta(minutes=5)
DONE_KEPT = timedelta(days=30)
RUNS_KEPT = timedelta(days=14)


@job(HEARTBEAT, title=Text("调度心跳", "Scheduler heartbeat"), schedule=Every(5), catch_up=1)
def heartbeat(session: Session, slot: Slot) -> None:
    """Shows that a scheduler runs: its row in the ledger is the pulse."""


@job("audit_seal", title=Text("封存审计日志", "Seal the audit log"), schedule=Every(1), catch_up=1)
def audit_seal(session: Session, slot: Slot) -> dict[str, Any]:  # noqa: ARG001 a job is called with both
    """Seals what was recorded since the last minute."""
    return {"sealed": seal_recent(session, _keys(session), surroundings_of(session).clock.now())}


@job(
    "audit_seal_late",
    title=Text("封存迟到的审计记录", "Seal late entries"),
    schedule=Daily("03:10"),
    catch_up=1,
)
def audit_seal_late(session: Session, slot: Slot) -> dict[str, Any]:  # noqa: ARG001 a job is called with both
    """Seals entries of transactions that stayed open for very long."""
    return {"sealed": seal_all(session, _keys(session), surroundings_of(session).clock.now())}


@job("audit_head", title=Text("导出审计链头", "Export the audit head"), schedule=Hourly(5), catch_up=1)
def audit_head(session: Session, slot: Slot) -> dict[str, Any]:  # noqa: ARG001 a job is called with both
    """Writes the day's head of the chain beside the database; keep copies of the files elsewhere."""
    around = surroundings_of(session)
    if around.folder is None:
        raise NotFound(
            Text("没有可以导出链头的数据目录。", "There is no data folder for the heads."),
            remedy=Text("请设置 DATA_DIR 后重启调度程序。", "Set DATA_DIR and restart the scheduler."),
            place="DATA_DIR",
        )
    path = export_head(session, _keys(session), heads_folder(around.folder), around.clock.now())
    return {"file": path.name if path else None}


@job("work_cleaning", title=Text("清理已完成的工作", "Clear done work"), schedule=Daily("03:30"), catch_up=1)
def work_cleaning(session: Session, slot: Slot) -> dict[str, Any]:  # noqa: ARG001 a job is called with both
    """Forgets deferred work done a month ago and runs of two weeks ago; dead letters stay."""
    now = surroundings_of(session).clock.now()
    return {
        "outbox": forget_done(session, before=now - DONE_KEPT),
        "runs": forget_runs(session, before=now - RUNS_KEPT),
    }


def _keys(session: Session) -> KeyRing:
    return surroundings_of(session).keys or KeyRing({})
