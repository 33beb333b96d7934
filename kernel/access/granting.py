"""Grants and withdraws roles: never to oneself, never two separated duties, never the last holder's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from kernel import audit
from kernel.access.derived import PUBLIC
from kernel.access.roles import DUTIES, Duty, duties_of, role_of
from kernel.access.scoping import Actor
from kernel.access.tables import GROUP_ROLE, ROLE, USER, USER_GROUP, USER_ROLE
from kernel.errors import Conflict, NotAllowed, NotFound
from kernel.registry import Registry
from kernel.text import Text
from kernel.versions import bump


@dataclass(frozen=True, slots=True)
class Grantor:
    """Who grants, when and from where."""

    actor: Actor
    registry: Registry
    now: datetime
    address: str = ""


def grant_role(session: Session, user_id: int, role: str, *, by: Grantor) -> bool:
    """The account holds the role; whether it did not before."""
    _refuse_self(by, user_id)
    role_id = _role(session, role)
    username = _locked(session, user_id)
    held = roles_of(session, user_id)
    if role in held:
        return False
    refuse_joined(by.registry, {*held, role}, place=username)
    session.execute(insert(USER_ROLE).values(user_id=user_id, role_id=role_id))
    _noted(session, "role.granted", user_id, {"username": username, "role": role}, by)
    return True


def withdraw_role(session: Session, user_id: int, role: str, *, by: Grantor) -> bool:
    """The account does not hold the role any more; whether it did before."""
    _refuse_self(by, user_id)
    role_id = _role(session, role)
    username = _locked(session, user_id)
    duty = role_of(by.registry, role).duty
    if duty is not None:
        refuse_last(session, by.registry, user_id, duty, place=username)
    mine = (USER_ROLE.c.user_id == user_id) & (USER_ROLE.c.role_id == role_id)
    if session.execute(delete(USER_ROLE).where(mine).returning(USER_ROLE.c.id)).first() is None:
        return False
    _noted(session, "role.withdrawn", user_id, {"username": username, "role": role}, by)
    return True


def roles_of(session: Session, user_id: int) -> frozenset[str]:
    """The names of the roles the account holds, through groups too, closed or not."""
    own = select(USER_ROLE.c.role_id).where(USER_ROLE.c.user_id == user_id)
    groups = select(USER_GROUP.c.group_id).where(USER_GROUP.c.user_id == user_id)
    shared = select(GROUP_ROLE.c.role_id).where(GROUP_ROLE.c.group_id.in_(groups))
    return frozenset(session.scalars(select(ROLE.c.name).where(ROLE.c.id.in_(own) | ROLE.c.id.in_(shared))))


def refuse_joined(registry: Registry, roles: Iterable[str], *, place: str) -> None:
    """Nothing when the roles amount to one separated duty at most."""
    duties = sorted(duties_of(registry, roles), key=list(Duty).index)
    if len(duties) > 1:
        zh = "、".join(DUTIES[duty].zh for duty in duties)
        en = " and ".join(DUTIES[duty].en for duty in duties)
        raise Conflict(
            Text(f"一个账户不能兼任{zh}。", f"One account cannot hold {en} together."),
            remedy=Text(
                "系统、安全、审计三员分立：请先收回原有的管理角色，或授予另一个人。",
                "The three administrators are separate: withdraw the other role first, or choose somebody else.",
            ),
            place=place,
        )


def refuse_last(session: Session, registry: Registry, user_id: int, duty: Duty, *, place: str) -> None:
    """Nothing when somebody else with an open account holds the duty too, or this account does not."""
    names = session.scalars(select(ROLE.c.name)).all()
    bearing = [name for name in names if role_of(registry, name).duty is duty]
    if not roles_of(session, user_id) & set(bearing):
        return
    # two who withdraw from each other at once would both find the other still there
    session.execute(
        select(ROLE.c.id).where(ROLE.c.name.in_(bearing)).order_by(ROLE.c.id).with_for_update()
    ).all()
    others = (
        select(func.count(func.distinct(USER.c.id)))
        .join(USER_ROLE, USER_ROLE.c.user_id == USER.c.id)
        .join(ROLE, ROLE.c.id == USER_ROLE.c.role_id)
        .where(USER.c.active, USER.c.id != user_id, ROLE.c.name.in_(bearing))
    )
    if not session.scalar(others):
        title = DUTIES[duty]
        raise Conflict(
            Text(f"这是最后一个担任{title.zh}的账户。", f"This is the last account with {title.en}."),
            remedy=Text("请先让另一个账户担任。", "Give the duty to another account first."),
            place=place,
        )


def _refuse_self(by: Grantor, user_id: int) -> None:
    if by.actor.user_id == user_id:
        raise NotAllowed(
            Text("不能给自己授权，也不能收回自己的角色。", "Nobody grants to or withdraws from themselves."),
            remedy=Text("请由另一位安全管理员办理。", "Ask another security administrator."),
            place=by.actor.username,
        )


def _role(session: Session, role: str) -> int:
    found = session.scalar(select(ROLE.c.id).where(ROLE.c.name == role)) if role != PUBLIC else None
    if found is None:
        raise NotFound(
            Text(f"没有可以授予的角色“{role[:64]}”。", f"There is no role “{role[:64]}” to grant."),
            remedy=Text("请从列表中选择。", "Choose one from the list."),
            place="role",
        )
    return int(found)


def _locked(session: Session, user_id: int) -> str:
    """The account's name; nobody else changes its roles until the transaction ends."""
    row = session.scalar(select(USER.c.username).where(USER.c.id == user_id).with_for_update())
    if row is None:
        raise NotFound(
            Text("没有这个账户。", "There is no such account."),
            remedy=Text("请从账户列表打开。", "Open it from the list of accounts."),
            place=str(user_id),
        )
    return str(row)


def _noted(session: Session, action: str, user_id: int, detail: Mapping[str, str], by: Grantor) -> None:
    bump(session, role=True)
    audit.record(
        session,
        actor=by.actor.username,
        action=action,
        thing=f"account:{user_id}",
        detail=detail,
        now=by.now,
        address=by.address,
    )
