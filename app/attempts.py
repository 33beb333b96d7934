"""A password tried: counted by address and account before it is looked at, on record when it is wrong."""

from datetime import timedelta

from flask import request
from sqlalchemy.orm import Session

from kernel.access import is_staff, roles_of
from kernel.accounts import Act, Candidate, Patience, account_id, candidate, note, note_sign_in, proved
from kernel.accounts.sessions import begin
from kernel.seams import SIGN_IN_NAME
from kernel.throttling import counted, forgiven, given_back
from kernel.web import platform
from kernel.web.settings import setting

ADDRESS = "sign_in.address"
PAIR = "sign_in.pair"


def attempted(username: str, password: str) -> Candidate | None:
    """The account whose password this is; the attempt is counted, and a wrong one is on record."""
    here = platform()
    with here.database.transaction() as session:
        _counted(session, username)
        name = _named(session, username)
        found = candidate(session, name, now=here.clock.now(), patience=patience())
    # outside of a transaction: hashing is slow on purpose and must not hold up those who write
    if proved(found, password):
        return found
    if found is not None:
        with here.database.transaction() as session:
            noted(session, found, Act.REFUSED)
    return None


def let_in(found: Candidate, *, typed: str) -> int:
    """A session of the account has begun, its failures are forgotten; the number of the session."""
    here, now = platform(), platform().clock.now()
    with here.database.transaction() as session:
        note_sign_in(session, found.user_id, now=now)
        forgive(session, typed)
        staff = is_staff(here.registry, roles_of(session, found.user_id))
        number = begin(
            session,
            found.user_id,
            now=now,
            address=address(),
            agent=request.user_agent.string,
            single=staff and setting("session_single"),
        )
        noted(session, found, Act.SIGNED_IN)
    return number


def forgive(session: Session, typed: str) -> None:
    """The attempt was right: it is not counted, and those before it under this name neither."""
    keys = platform().keys
    given_back(session, ADDRESS, address(), keys=keys)
    forgiven(session, PAIR, _pair(typed), keys=keys)


def noted(session: Session, found: Candidate, act: Act) -> None:
    """The act is in the audit log, with the address it came from."""
    note(session, found, act, now=platform().clock.now(), address=address())


def patience() -> Patience:
    """How many wrong passwords an account bears, and how long it waits then."""
    return Patience(setting("sign_in_failures"), timedelta(minutes=setting("sign_in_wait")))


def address() -> str:
    """Where the request comes from."""
    return request.remote_addr or ""


def _counted(session: Session, username: str) -> None:
    """What a name does not give away: no account at all waits like one that is there."""
    here, waits = platform(), patience()
    now, span = here.clock.now(), waits.wait
    most = setting("sign_in_address_failures")
    counted(session, ADDRESS, address(), most=most, span=span, keys=here.keys, now=now)
    counted(session, PAIR, _pair(username), most=waits.failures, span=span, keys=here.keys, now=now)


def _pair(username: str) -> str:
    return f"{address()}\0{username.strip().lower()}"


def _named(session: Session, typed: str) -> str:
    """The name of the account that is meant: what was typed, or what a plugin knows by it."""
    if account_id(session, typed.strip()) is None:
        for entry in platform().present().entries(SIGN_IN_NAME):
            found: str | None = entry.thing(session, typed.strip())
            if found:
                return found
    return typed
