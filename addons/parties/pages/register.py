"""Registering oneself: as a person, or as somebody who acts for an enterprise."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from addons.parties import registration
from addons.parties.identity import claims, service
from addons.parties.identity.course import ENTERPRISE_AHEAD, PERSON_AHEAD
from addons.parties.identity.proving import Claimed, proved
from addons.parties.identity.words import CONSENT_EDITION, IdentityState, Verdict
from addons.parties.registration import Problems, Registered, Wanted
from addons.parties.settings import AN_HOUR, OPEN
from addons.parties.words import DOCUMENT_TYPES
from kernel.access import Actor
from kernel.accounts import RULES, hashed
from kernel.db import writing
from kernel.errors import Conflict, Invalid, NotAllowed, TooMany
from kernel.seams import pages, slot
from kernel.text import Text
from kernel.throttling import connection_of, counted
from kernel.web import Pages, allowed, platform, visitor
from kernel.web.settings import setting

WRONG, LATER = 422, 429
SPAN = timedelta(hours=1)
DONE = "registered"
AHEAD = {"person": PERSON_AHEAD, "enterprise": ENTERPRISE_AHEAD}
SECRET = frozenset({"password", "again", "csrf_token"})
LONGEST = 200
Read = Callable[..., tuple[Wanted | None, Problems]]
OWN_IDENTITY = ("can_read", "parties_identity")

register = Pages("parties_register", __name__, url_prefix="/register", template_folder="templates")


@pages("parties.register")
def register_pages() -> Pages:
    """The way in for those who have no account."""
    return register


@slot("parties.register", slot="sign_in.ways", order=20)
def ways(context: Any) -> str:  # noqa: ARG001 a slot's signature
    """The way to a new account, beside the sign-in."""
    return render_template("parties/_ways.html") if setting(OPEN) else ""


@register.get("", public=True)
def index() -> ResponseReturnValue:
    """Who registers: a person for themselves, or for an enterprise; who has an account goes on."""
    if visitor().user_id is not None:
        return redirect(url_for("parties_identity.index" if allowed(OWN_IDENTITY) else "start.index"))
    return render_template("parties/register.html", is_open=setting(OPEN))


@register.get("/person", public=True)
def person() -> ResponseReturnValue:
    """The form of a person."""
    _refuse_closed()
    return _form("person", {}, {})


@register.post("/person", public=True)
def enter_person() -> ResponseReturnValue:
    """A new account, or the form with everything that is wrong."""
    return _entered("person", registration.read_person)


@register.get("/enterprise", public=True)
def enterprise() -> ResponseReturnValue:
    """The form of somebody who acts for an enterprise."""
    _refuse_closed()
    return _form("enterprise", {}, {})


@register.post("/enterprise", public=True)
def enter_enterprise() -> ResponseReturnValue:
    """A new account with a claim on the enterprise, or the form with everything that is wrong."""
    return _entered("enterprise", registration.read_enterprise)


@register.get("/done", public=True)
def done() -> ResponseReturnValue:
    """The login name, shown to the browser that registered until it signs in."""
    found = browser.get(DONE)
    if not isinstance(found, dict):
        return redirect(url_for("parties_register.index"))
    return render_template("parties/registered.html", found=found)


def asked(wanted: Claimed) -> Verdict:
    """What the providers say; meanwhile nobody waits for a lock of ours."""
    here = platform()
    session = here.database.session()
    session.rollback()
    token = writing.set(False)
    try:
        return proved(session, here.registry, wanted)
    finally:
        session.rollback()
        writing.reset(token)


def kept(typed: Mapping[str, str]) -> dict[str, str]:
    """What may stand in the form again: everything but passwords."""
    return {name: value[:LONGEST] for name, value in typed.items() if name not in SECRET}


def locale() -> str:
    """The language that the page speaks."""
    return "en" if str(get_locale() or "").startswith("en") else "zh"


def said(error: Invalid | Conflict | TooMany) -> Text:
    """What is wrong and what to do about it, without the place that the form shows anyway."""
    return Text(f"{error.what.zh}{error.remedy.zh}", f"{error.what.en} {error.remedy.en}")


def later(page: str, error: TooMany) -> Response:
    """The page with what was typed, and how long to wait."""
    answer = make_response(page, LATER)
    answer.headers["Retry-After"] = str(int(error.wait.total_seconds()))
    return answer


def _refuse_closed() -> None:
    """Nothing while people may register themselves."""
    if not setting(OPEN):
        raise NotAllowed(
            Text("现在不能自助注册。", "Nobody registers themselves at present."),
            remedy=Text(
                "请带证件到任一窗口，由工作人员开设账户。",
                "Bring your document to any window to get an account.",
            ),
        )


def _entered(kind: str, read: Read) -> ResponseReturnValue:
    _refuse_closed()
    typed = {name: request.form.get(name, "") for name in request.form}
    wanted, problems = read(typed, on=_today())
    if wanted is None:
        return _form(kind, typed, problems), WRONG
    try:
        _count()
        made = _registered(wanted)
    except TooMany as error:
        return later(_form(kind, typed, {"name": said(error)}), error)
    except (Invalid, Conflict) as error:
        return _form(kind, typed, {error.place or "name": said(error)}), WRONG
    verified = made.identity.state == IdentityState.VERIFIED
    browser[DONE] = {
        "username": made.username,
        "kind": kind,
        "verified": verified,
        "told": wanted.claimed is not None,
    }
    return redirect(url_for("parties_register.done"))


def _count() -> None:
    here = platform()
    with here.database.transaction() as session:
        counted(
            session,
            "register",
            connection_of(request.remote_addr or ""),
            most=setting(AN_HOUR),
            span=SPAN,
            keys=here.keys,
            now=here.clock.now(),
        )


def _registered(wanted: Wanted) -> Registered:
    """The account; whatever is slow, the providers and the hash, comes before the transaction."""
    here, now, address = platform(), platform().clock.now(), request.remote_addr or ""
    verdict = asked(wanted.claimed) if wanted.claimed is not None else Verdict.UNKNOWN
    password = hashed(wanted.password)
    with here.database.transaction() as session:
        made = registration.register(
            session, wanted, password=password, keys=here.keys, now=now, address=address
        )
        actor = Actor(made.user_id, made.username, frozenset())
        if wanted.claimed is not None:
            service.declare(
                session,
                made.identity,
                wanted.claimed,
                verdict=verdict,
                actor=actor,
                registry=here.registry,
                keys=here.keys,
                now=now,
                address=address,
            )
        if wanted.firm is not None:
            claims.claim(
                session,
                actor,
                credit_code=wanted.firm.credit_code,
                name=wanted.firm.name,
                office=wanted.firm.office,
                registry=here.registry,
                now=now,
                address=address,
            )
    return made


def _form(kind: str, typed: Mapping[str, str], problems: Problems) -> str:
    session = platform().database.session()
    return render_template(
        "parties/register_form.html",
        kind=kind,
        ahead=AHEAD[kind],
        typed=kept(typed),
        problems={name: words.of(locale()) for name, words in problems.items()},
        documents=[(value.value, title.of(locale())) for value, title in DOCUMENT_TYPES.items()],
        offices=[(code, title.of(locale())) for code, title in claims.office_offers(session)]
        if kind == "enterprise"
        else [],
        rules=RULES[:2],
        edition=CONSENT_EDITION,
    )


def _today() -> date:
    return platform().clock.today()
