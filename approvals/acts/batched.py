"""What became of each row of a batch: kept for a day, for whoever carried it out and for nobody else."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from approvals.acts.batching import Batch, Pick
from approvals.cases.asides import BatchRun
from kernel.errors import NotFound
from kernel.text import Text

KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done with a row, in words; or why not, and what to do about it."""

    pick: Pick
    words: Text
    remedy: Text | None = None
    """Only of a row that was refused."""


def keep_batch(
    session: Session, account: str, what: Batch, outcomes: Sequence[Outcome], *, now: datetime
) -> str:
    """The outcomes can be looked at again; those of days before are gone. Returns their key."""
    session.execute(delete(BatchRun).where(BatchRun.at < now - KEPT))
    key = secrets.token_hex(8)
    kept = BatchRun(
        key=key, account=account, at=now, what=what.value, rows=[_written(one) for one in outcomes]
    )
    session.add(kept)
    session.flush()
    return key


def batch_kept(session: Session, key: str, account: str, *, now: datetime) -> tuple[Batch, list[Outcome]]:
    """What the account did with the rows; somebody else's is not there."""
    mine = select(BatchRun).where(BatchRun.key == key, BatchRun.account == account)
    found = session.scalar(mine.where(BatchRun.at >= now - KEPT))
    if found is None:
        raise NotFound(
            Text("这次批量办理的结果已不再保留。", "What became of these cases is no longer kept."),
            remedy=Text(
                "结果只保留一天；办过的办件请看“我已办”。",
                "It is kept for a day; what you have done is listed under “Done by me”.",
            ),
            place=f"batch:{key}",
        )
    return Batch(found.what), [_read(one) for one in found.rows]


def _written(one: Outcome) -> dict[str, Any]:
    remedy = {} if one.remedy is None else {"remedy": [one.remedy.zh, one.remedy.en]}
    return {
        "pick": [one.pick.case, one.pick.seen, one.pick.step],
        "words": [one.words.zh, one.words.en],
    } | remedy


def _read(written: dict[str, Any]) -> Outcome:
    remedy = written.get("remedy")
    return Outcome(Pick(*written["pick"]), Text(*written["words"]), remedy and Text(*remedy))
