"""Who is told of what happens to a case that they follow: those who may still see it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from approvals.people.assignment import standing_of
from approvals.people.authority import may_see
from approvals.people.following import followers
from kernel.access import actor_of
from kernel.access.tables import USER
from kernel.registry import Registry


def watchers(session: Session, registry: Registry, case_id: int) -> list[str]:
    """The accounts that follow the case and are still of an office that has it or has had it."""
    names = followers(session, case_id)
    if not names:
        return []
    open_ones = select(USER.c.username, USER.c.id).where(USER.c.username.in_(names), USER.c.active.is_(True))
    ids = dict(session.execute(open_ones).all())
    return [
        name
        for name in names
        if name in ids
        and may_see(session, standing_of(session, registry, actor_of(session, ids[name])), case_id)
    ]
