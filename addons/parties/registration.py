"""Accounts that people make for themselves: what they typed is read, and an account with one role comes of it."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from addons.parties.identity import service as identities
from addons.parties.identity.claims import named
from addons.parties.identity.models import Identity
from addons.parties.identity.proving import Claimed, claimed
from addons.parties.identity.refusals import consent_needed, no_office
from addons.parties.names import person_name
from addons.parties.numbers import credit_code, mobile
from addons.parties.words import DocumentType
from kernel.accounts import Hashed, account_id, add_account, complaint
from kernel.audit import record
from kernel.errors import Invalid
from kernel.keys import KeyRing
from kernel.text import Text

ROLE = "applicant"
PERSON, ENTERPRISE = "gr", "qy"
"""How login names begin; the rest is drawn, so that nothing personal stands in them and none is ever taken."""

DIGITS = 8
NO_NUMBER = Text("请填写证件号码。", "Fill in the number of your document.")
Value = TypeVar("Value")
Problems = dict[str, Text]


@dataclass(frozen=True, slots=True)
class Firm:
    """The enterprise that somebody says they act for, and the office that may know it."""

    credit_code: str
    name: str
    office: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody typed, in normal form."""

    name: str = field(repr=False)
    mobile: str = field(repr=False)
    password: str = field(repr=False)
    claimed: Claimed | None = None
    """None when they want to prove who they are later."""
    firm: Firm | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """A new account."""

    user_id: int
    username: str
    identity: Identity


def read_person(typed: Mapping[str, str], *, on: date) -> tuple[Wanted | None, Problems]:
    """What was typed in normal form, or everything that is wrong with it, each at its field."""
    problems: Problems = {}
    name, called = read_name(typed, problems), read_mobile(typed, problems)
    password = _password(typed, problems)
    proof = read_proof(typed, name=name or "", phone=called or "", on=on, problems=problems)
    if problems or name is None or called is None:
        return None, problems
    return Wanted(name, called, password, proof), problems


def read_enterprise(typed: Mapping[str, str], *, on: date) -> tuple[Wanted | None, Problems]:
    """The same with the enterprise for which somebody acts."""
    problems: Problems = {}
    firm = read_firm(typed, problems)
    wanted, others = read_person(typed, on=on)
    problems |= others
    if problems or wanted is None or firm is None:
        return None, problems
    return Wanted(wanted.name, wanted.mobile, wanted.password, wanted.claimed, firm), problems


def read_name(typed: Mapping[str, str], problems: Problems) -> str | None:
    """The name that was typed; what is wrong with it stands among the problems."""
    return _tried(problems, "name", lambda: person_name(typed.get("name", "")))


def read_mobile(typed: Mapping[str, str], problems: Problems) -> str | None:
    """The mobile number that was typed; what is wrong with it stands among the problems."""
    return _tried(problems, "mobile", lambda: mobile(typed.get("mobile", "")))


def read_firm(typed: Mapping[str, str], problems: Problems) -> Firm | None:
    """The enterprise that was typed; what is wrong with it stands among the problems."""
    code = _tried(problems, "credit_code", lambda: credit_code(typed.get("credit_code", "")))
    called = _tried(problems, "enterprise_name", lambda: named(typed.get("enterprise_name", "")))
    office = typed.get("office", "").strip()
    if not office:
        problems["office"] = _said(no_office())
    return Firm(code, called, office) if code and called and office else None


def read_proof(
    typed: Mapping[str, str], *, name: str, phone: str, on: date, problems: Problems
) -> Claimed | None:
    """The document that was typed, none when the number is empty; it is looked at only with a consent."""
    number = typed.get("number", "").strip()
    if not number:
        return None
    kinds = {kind.value: kind for kind in DocumentType}
    kind = kinds.get(typed.get("document_type", ""), DocumentType.RESIDENT_ID)
    # name and mobile have been read before: what is wrong with them is told at their own fields
    proof = _tried(problems, "number", lambda: claimed(kind, number, name=name or "某某", phone=phone, on=on))
    if not typed.get("consent"):
        problems["consent"] = _said(consent_needed())
    return proof


def register(
    session: Session,
    wanted: Wanted,
    *,
    password: Hashed,
    keys: KeyRing,
    now: datetime,
    address: str = "",
) -> Registered:
    """An account that may look and not file, whose owner has said a name and a mobile and proved nothing."""
    username = _drawn(session, ENTERPRISE if wanted.firm is not None else PERSON)
    user_id = add_account(session, username, name=wanted.name, password=password, roles=(ROLE,), now=now)
    identity = identities.begun(session, user_id, name=wanted.name, mobile=wanted.mobile, keys=keys, now=now)
    record(
        session,
        actor=username,
        action="account.registered",
        thing=f"account:{user_id}",
        detail={"enterprise": wanted.firm is not None},
        now=now,
        address=address,
    )
    return Registered(user_id, username, identity)


def _drawn(session: Session, beginning: str) -> str:
    """A login name that nobody has."""
    while True:
        name = f"{beginning}{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        if account_id(session, name) is None:
            return name


def _password(typed: Mapping[str, str], problems: Problems) -> str:
    new = typed.get("password", "")
    wrong = complaint(new, username=typed.get("mobile", "").strip(), present="")
    if wrong is not None:
        problems["password"] = wrong
    elif new != typed.get("again", ""):
        problems["again"] = Text("两次输入的密码不一致。", "The two passwords are not the same.")
    return new


def _tried(problems: Problems, place: str, act: Callable[[], Value]) -> Value | None:
    try:
        return act()
    except Invalid as error:
        problems[place] = _said(error)
        return None


def _said(error: Invalid) -> Text:
    return Text(f"{error.what.zh}{error.remedy.zh}", f"{error.what.en} {error.remedy.en}")
