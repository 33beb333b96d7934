"""At the window: somebody has come with their document, and a clerk says who they are."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.parties.identity import service
from addons.parties.identity.models import Claim, Identity
from addons.parties.identity.queries import declared_as, login_of, pending_count
from addons.parties.identity.refusals import no_such_identity
from addons.parties.identity.words import IDENTITY_STATES, IdentityState
from addons.parties.numbers import document
from addons.parties.pages.identity import NUMBER
from addons.parties.pages.register import WRONG, locale, said
from addons.parties.registration import Problems
from addons.parties.words import DOCUMENT_TYPES, DocumentType
from kernel.access import rules_of, scoped
from kernel.errors import Conflict, Invalid
from kernel.seams import pages
from kernel.text import Text
from kernel.web import MenuItem, Pages, allowed, platform, versions, visitor

VERIFY = ("can_verify", "parties_identity")
DECIDE = ("can_decide", "parties_claim")
FOUND = "identities_found"
"""In the clerk's session: the accounts that the last card led to."""

window = Pages("parties_window", __name__, url_prefix="/admin/identities", template_folder="templates")


@pages("parties.window")
def window_pages() -> Pages:
    """Where clerks verify identities."""
    return window


@window.get(
    "",
    permission=VERIFY,
    menu=MenuItem(
        Text("窗口核验", "Verification"),
        order=30,
        about=Text("核验来人的证件，审核企业绑定", "Verify who has come, decide claims on enterprises"),
    ),
)
def index() -> str:
    """The number of the document that lies on the counter."""
    return _search({}, {})


@window.post("", permission=VERIFY)
def find() -> ResponseReturnValue:
    """The accounts that give this document; the number goes into no address and no log."""
    typed = {name: request.form.get(name, "") for name in ("document_type", "number")}
    here = platform()
    try:
        kind = DocumentType(typed["document_type"])
        written = document(kind, typed["number"], on=here.clock.today())
    except ValueError:
        return _search(
            typed, {"document_type": Text("请选择证件类型。", "Choose a kind of document.")}
        ), WRONG
    except Invalid as error:
        return _search(typed, {"number": said(error)}), WRONG
    session = here.database.session()
    found = declared_as(session, written, keys=here.keys)
    # an account is opened by the card that lies here, not by counting through their numbers
    browser[FOUND] = [identity.id for identity, _login in found]
    return render_template(
        "parties/window_found.html",
        found=found,
        states=IDENTITY_STATES,
        claims=claims_waiting(session),
    )


@window.get(f"/{NUMBER}", permission=VERIFY)
def show(number: int) -> str:
    """What the account says, masked, and what the clerk may say to it."""
    return _account(number, {}, {})


@window.post(f"/{NUMBER}/verify", permission=VERIFY)
def verify(number: int) -> ResponseReturnValue:
    """The account is the person whose card the clerk has read."""
    here, typed = platform(), _typed()
    try:
        with here.database.transaction() as session:
            held = service.verify(
                session,
                _reached(session, number),
                number=typed["number"],
                reason=typed["reason"],
                clerk=visitor().actor,
                registry=here.registry,
                keys=here.keys,
                now=here.clock.now(),
                address=request.remote_addr or "",
            )
            name = held.name
    except (Invalid, Conflict) as error:
        return _account(number, typed, {_place(error): said(error)}), WRONG
    flash(_("%(name)s 已实名认证，可以在线申请。", name=name), "ok")
    return redirect(url_for("parties_window.index"))


@window.post(f"/{NUMBER}/refuse", permission=VERIFY)
def refuse(number: int) -> ResponseReturnValue:
    """The account is not that person, and its owner reads why."""
    here, typed = platform(), _typed()
    try:
        with here.database.transaction() as session:
            service.refuse(
                session,
                _reached(session, number),
                reason=typed["reason"],
                clerk=visitor().actor,
                now=here.clock.now(),
                address=request.remote_addr or "",
            )
    except (Invalid, Conflict) as error:
        return _account(number, typed, {_place(error): said(error)}), WRONG
    flash(_("已记为未通过，本人登录后能看到原因。"), "ok")
    return redirect(url_for("parties_window.index"))


def claims_waiting(session: Session) -> int | None:
    """How many claims wait for this clerk; none for who does not decide any."""
    if not allowed(DECIDE):
        return None
    who, registry = visitor().actor, platform().registry
    rules = rules_of(session, who.role_ids, version=versions().role)
    mine = scoped(select(Claim), Claim, who, permission=DECIDE[0], registry=registry, rules=rules)
    return pending_count(session, mine)


def _typed() -> dict[str, str]:
    return {name: request.form.get(name, "") for name in ("number", "reason")}


def _place(error: Invalid | Conflict) -> str:
    return error.place if error.place in {"number", "reason"} else "refusal"


def _reached(session: Session, number: int) -> Identity:
    if number not in browser.get(FOUND, ()):
        raise no_such_identity(number)
    who, registry = visitor().actor, platform().registry
    rules = rules_of(session, who.role_ids, version=versions().role)
    wanted = select(Identity).where(Identity.id == number)
    mine = scoped(wanted, Identity, who, permission=VERIFY[0], registry=registry, rules=rules)
    found = session.scalar(mine)
    if found is None:
        raise no_such_identity(number)
    return found


def _search(typed: Mapping[str, str], problems: Problems) -> str:
    language = locale()
    return render_template(
        "parties/window.html",
        typed=typed,
        problems={name: words.of(language) for name, words in problems.items()},
        documents=[(value.value, title.of(language)) for value, title in DOCUMENT_TYPES.items()],
        claims=claims_waiting(platform().database.session()),
    )


def _account(number: int, typed: Mapping[str, str], problems: Problems) -> str:
    session, language = platform().database.session(), locale()
    found = _reached(session, number)
    return render_template(
        "parties/window_account.html",
        identity=found,
        login=login_of(session, found),
        kind=DOCUMENT_TYPES[DocumentType(found.document_type)] if found.document_type else None,
        state=IDENTITY_STATES[IdentityState(found.state)],
        is_open=found.state != IdentityState.VERIFIED and found.document_type is not None,
        typed=typed,
        problems={name: words.of(language) for name, words in problems.items()},
        claims=claims_waiting(session),
    )
