"""Mail addresses of accounts: asked for, proved by a letter with a link, and used only while they are the account's."""

import hashlib
import hmac
import re
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from addons.notices.models import Address
from kernel import audit, outbox
from kernel.access.tables import USER
from kernel.errors import Conflict, Invalid
from kernel.keys import KeyRing, Purpose
from kernel.text import Text

CONFIRM = "notices.confirm"
"""The topic that sends the letter with the link."""
LASTING = timedelta(days=1)
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
FORM = re.compile(rf"(?=.{{3,254}}\Z)[A-Za-z0-9!#$%&'*+/=^_`{{|}}~.-]{{1,64}}@{LABEL}(?:\.{LABEL})*")
"""What every mail server takes; a letter to anything else would be promised and go nowhere."""
NOWHERE = ".invalid"


def confirmed_address(session: Session, user_id: int) -> str | None:
    """Where the account gets mail; nowhere once its address was changed by somebody else and not confirmed."""
    row = session.execute(
        select(Address.confirmed, USER.c.email)
        .join(USER, USER.c.id == Address.user_id)
        .where(Address.user_id == user_id, USER.c.active.is_(True))
    ).one_or_none()
    if row is None or row.confirmed is None or row.confirmed.lower() != (row.email or "").lower():
        return None
    return str(row.confirmed)


def address_of(session: Session, user_id: int) -> Address | None:
    """What is known of the account's address."""
    return session.get(Address, user_id)


def email_of(session: Session, user_id: int) -> str:
    """The address that stands with the account, confirmed or not; empty for one that leads nowhere."""
    email = session.scalar(select(USER.c.email).where(USER.c.id == user_id)) or ""
    return "" if email.endswith(NOWHERE) else email


def address_in(typed: str) -> str:
    """The address that was typed; refused when no mail server would take it."""
    address = typed.strip()
    if not FORM.fullmatch(address) or address.lower().endswith(NOWHERE):
        raise Invalid(
            Text(f"“{address[:40]}”不是邮箱地址。", f"“{address[:40]}” is no mail address."),
            remedy=Text("请写成 name@example.com 的样子。", "Write it like name@example.com."),
            place="email",
        )
    return address


def ask(session: Session, user_id: int, typed: str, *, now: datetime) -> str:
    """A letter with a link is on its way to the address; returns the address."""
    address = address_in(typed)
    row = session.get(Address, user_id) or Address(user_id=user_id)
    row.pending, row.asked_at = address, now
    session.add(row)
    session.flush()
    key = f"{CONFIRM}:{user_id}:{now.isoformat()}"
    outbox.defer(session, CONFIRM, {"user": user_id}, now=now, key=key)
    return address


def token_of(keys: KeyRing, row: Address) -> str:
    """What the link carries; made anew when it is needed, so that no copy of it lies about."""
    moment = row.asked_at.isoformat() if row.asked_at is not None else ""
    words = f"notices.address\0{row.user_id}\0{row.pending}\0{moment}".encode()
    return hmac.new(keys.current(Purpose.SIGNING).secret, words, hashlib.sha256).hexdigest()[:40]


def pending_of(session: Session, user_id: int, token: str, *, keys: KeyRing, now: datetime) -> Address:
    """The address that the link confirms, or a refusal that says what to do."""
    row = session.get(Address, user_id, populate_existing=True)
    fresh = row is not None and row.pending is not None and row.asked_at is not None
    if row is None or not fresh or now > (row.asked_at or now) + LASTING:
        raise _stale()
    if not hmac.compare_digest(token_of(keys, row).encode(), token.encode()):
        raise _stale()
    return row


def confirm(
    session: Session, user_id: int, token: str, *, keys: KeyRing, actor: str, now: datetime, address: str
) -> str:
    """The account has proved that it reads this address; mail goes there from now on."""
    row = pending_of(session, user_id, token, keys=keys, now=now)
    proved = row.pending or ""
    taken = select(USER.c.id).where(func.lower(USER.c.email) == proved.lower(), USER.c.id != user_id)
    if session.scalar(taken) is not None:
        raise _taken()
    try:
        with session.begin_nested():
            session.execute(update(USER).where(USER.c.id == user_id).values(email=proved))
    except IntegrityError:
        # another account has proved the same address between our look and our write
        raise _taken() from None
    row.confirmed, row.confirmed_at, row.pending, row.asked_at = proved, now, None, None
    session.flush()
    _note(session, "notices.address_confirmed", user_id, actor=actor, now=now, address=address)
    return proved


def drop(session: Session, user_id: int, *, actor: str, now: datetime, address: str) -> None:
    """No mail goes to the account any more; whether it had an address makes no difference."""
    row = session.get(Address, user_id)
    if row is not None:
        session.delete(row)
        session.flush()
        _note(session, "notices.address_dropped", user_id, actor=actor, now=now, address=address)


def _note(session: Session, action: str, user_id: int, *, actor: str, now: datetime, address: str) -> None:
    thing = f"account:{user_id}"
    audit.record(session, actor=actor, action=action, thing=thing, detail={}, now=now, address=address)


def _taken() -> Conflict:
    return Conflict(
        Text("这个邮箱已属于另一个账户。", "This mail address belongs to another account."),
        remedy=Text("请用另一个邮箱，或先在那个账户里更换。", "Use another one, or change it there first."),
        place="email",
    )


def _stale() -> Conflict:
    return Conflict(
        Text("这个链接已失效，或不是发给您的。", "This link is no longer good, or it is not yours."),
        remedy=Text(
            "请用收信的账户登录；仍不行请在“我的偏好”里重新发送。",
            "Sign in with the account that asked for it, or send a new one from your preferences.",
        ),
        place="email",
    )
