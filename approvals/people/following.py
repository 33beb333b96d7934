"""Cases that somebody keeps an eye on: they find them in one list, and are told of every act on them."""

from collections.abc import Collection
from datetime import datetime
from typing import cast

from sqlalchemy import Table, delete, exists, select
from sqlalchemy.orm import Session

from approvals.cases.persons import FOLLOWED_ONCE, Followed
from approvals.cases.view import TASK
from kernel.errors import Conflict
from kernel.once import inserted_once
from kernel.text import Text

FOLLOWED = cast(Table, Followed.__table__)
MOST = 200
"""So many cases somebody may follow: who follows everything follows nothing."""


def follow(session: Session, case_id: int, account: str, *, now: datetime) -> bool:
    """The account follows the case; False when it did before."""
    mine = select(FOLLOWED.c.id).where(FOLLOWED.c.account == account).order_by(FOLLOWED.c.id.desc())
    if session.scalar(mine.offset(MOST - 1).limit(1)) is not None:
        if follows(session, case_id, account):
            return False
        raise Conflict(
            Text(f"您已关注 {MOST} 个办件。", f"You follow {MOST} cases already."),
            remedy=Text("请先取消关注一些已办完的。", "Follow some no more that are done."),
            place="follow",
        )
    values = {"case_id": case_id, "account": account, "at": now}
    return inserted_once(session, Followed, unique=FOLLOWED_ONCE, values=values) is not None


def unfollow(session: Session, case_id: int, account: str) -> bool:
    """The account follows the case no more; False when it did not."""
    gone = delete(FOLLOWED).where(FOLLOWED.c.case_id == case_id, FOLLOWED.c.account == account)
    return session.scalar(gone.returning(FOLLOWED.c.id)) is not None


def follows(session: Session, case_id: int, account: str) -> bool:
    """Whether the account follows the case."""
    mine = select(FOLLOWED.c.id).where(FOLLOWED.c.case_id == case_id, FOLLOWED.c.account == account)
    return session.scalar(mine) is not None


def followed_by(
    session: Session, account: str, offices: Collection[int], *, limit: int = 50, after: int = 0
) -> list[tuple[int, int]]:
    """What the account follows at these offices, the latest first, each with a number to go on after."""
    there = select(TASK.c.id).where(
        TASK.c.case_id == FOLLOWED.c.case_id, TASK.c.office_id.in_(sorted(offices))
    )
    rows = select(FOLLOWED.c.id, FOLLOWED.c.case_id).where(FOLLOWED.c.account == account, exists(there))
    if after:
        rows = rows.where(FOLLOWED.c.id < after)
    rows = rows.order_by(FOLLOWED.c.id.desc()).limit(limit)
    return [(number, case) for number, case in session.execute(rows)]


def followers(session: Session, case_id: int) -> list[str]:
    """The accounts that follow the case, in the order in which they began to."""
    rows = select(FOLLOWED.c.account).where(FOLLOWED.c.case_id == case_id).order_by(FOLLOWED.c.id)
    return list(session.scalars(rows))
