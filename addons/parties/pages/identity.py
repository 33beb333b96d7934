"""One's own identity: where its proof stands, what to do next, and the enterprises one acts for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.parties import registration
from addons.parties.identity import claims, service
from addons.parties.identity.closing import stored_mobile
from addons.parties.identity.course import course
from addons.parties.identity.models import Claim, Identity
from addons.parties.identity.proving import Claimed
from addons.parties.identity.queries import claims_of, identity_of
from addons.parties.identity.refusals import no_such_claim
from addons.parties.identity.words import CLAIM_STATES, CONSENT_EDITION, ClaimState, IdentityState
from addons.parties.models import Enterprise, Person
from addons.parties.pages.register import OWN_IDENTITY, WRONG, asked, kept, later, locale, said
from addons.parties.queries import party_of
from addons.parties.registration import Problems
from addons.parties.settings import A_DAY
from addons.parties.words import DOCUMENT_TYPES, Duty
from kernel.errors import Conflict, Invalid, TooMany
from kernel.seams import pages, slot
from kernel.throttling import counted
from kernel.web import Pages, allowed, platform, visitor
from kernel.web.settings import setting

LOOKS = {
    ClaimState.PENDING: "warn",
    ClaimState.APPROVED: "ok",
    ClaimState.REFUSED: "bad",
    ClaimState.WITHDRAWN: "mute",
}
DAY = timedelta(days=1)
NUMBER = "<int(max=2147483647):number>"

identity = Pages("parties_identity", __name__, url_prefix="/my/identity", template_folder="templates")


@dataclass(frozen=True, slots=True)
class Standing:
    """Who the account is known to be, what it says, and for whom it acts."""

    person: Person | None
    identity: Identity | None
    enterprises: tuple[tuple[Enterprise, str], ...]
    claims: tuple[Claim, ...]

    @property
    def is_verified(self) -> bool:
        """Whether it is proved who this is."""
        return self.person is not None and self.person.verified_at is not None

    @property
    def is_refused(self) -> bool:
        """Whether a window has said no."""
        return self.identity is not None and self.identity.state == IdentityState.REFUSED

    @property
    def is_waiting(self) -> bool:
        """Whether a document was given and waits for a window."""
        given = self.identity is not None and self.identity.document_type is not None
        return given and not self.is_verified and not self.is_refused


@pages("parties.identity")
def identity_pages() -> Pages:
    """One's own identity."""
    return identity


@slot("parties.identity", slot="shell.account", order=20)
def link(context: Any) -> str:  # noqa: ARG001 a slot's signature
    """The way there, in the menu of one's account."""
    return render_template("parties/_account.html") if allowed(OWN_IDENTITY) else ""


@identity.get("", permission=OWN_IDENTITY)
def index() -> str:
    """Where it stands and what comes next."""
    return _page({}, {})


@identity.post("/declare", permission=OWN_IDENTITY)
def declare() -> ResponseReturnValue:
    """Proved, or waiting for a window; or the page says what is wrong with what was typed."""
    typed = {name: request.form.get(name, "") for name in request.form}
    here, problems = platform(), Problems()
    wanted = _read(typed, problems)
    if wanted is None:
        return _page(typed, problems), WRONG
    try:
        _count()
    except TooMany as error:
        return later(_page(typed, {"number": said(error)}), error)
    verdict = asked(wanted)
    try:
        with here.database.transaction() as session:
            own = _own(session, wanted)
            service.declare(
                session,
                own,
                wanted,
                verdict=verdict,
                actor=visitor().actor,
                registry=here.registry,
                keys=here.keys,
                now=here.clock.now(),
                address=request.remote_addr or "",
            )
            verified = own.state == IdentityState.VERIFIED
    except Conflict as error:
        flash(said(error).of(locale()), "warn")
        return redirect(url_for("parties_identity.index"))
    if verified:
        flash(_("实名认证已通过，现在可以在线申请。"), "ok")
    else:
        flash(_("已登记。线上没能核验，请带证件原件到任一窗口核验。"), "warn")
    return redirect(url_for("parties_identity.index"))


@identity.post("/withdraw", permission=OWN_IDENTITY)
def withdraw() -> ResponseReturnValue:
    """The consent is withdrawn and what was said under it is erased."""
    here = platform()
    with here.database.transaction() as session:
        own = identity_of(session, visitor().user_id or 0)
        if own is not None:
            service.take_back(
                session,
                own,
                actor=visitor().actor,
                now=here.clock.now(),
                address=request.remote_addr or "",
            )
    flash(_("已撤回同意，证件信息已删除。"), "ok")
    return redirect(url_for("parties_identity.index"))


@identity.post("/claims", permission=OWN_IDENTITY)
def claim() -> ResponseReturnValue:
    """The enterprise or its office is asked; or the page says what is wrong."""
    typed = {name: request.form.get(name, "") for name in request.form}
    here, problems = platform(), Problems()
    firm = registration.read_firm(typed, problems)
    if firm is None:
        return _page(typed, problems), WRONG
    try:
        _count()
        with here.database.transaction() as session:
            claims.claim(
                session,
                visitor().actor,
                credit_code=firm.credit_code,
                name=firm.name,
                office=firm.office,
                registry=here.registry,
                now=here.clock.now(),
                address=request.remote_addr or "",
            )
    except TooMany as error:
        return later(_page(typed, {"credit_code": said(error)}), error)
    except (Invalid, Conflict) as error:
        return _page(typed, {error.place: said(error)}), WRONG
    flash(_("已提交，由企业管理员或主管机构审核，结果会显示在这里。"), "ok")
    return redirect(url_for("parties_identity.index"))


@identity.post(f"/claims/{NUMBER}/withdraw", permission=OWN_IDENTITY)
def withdraw_claim(number: int) -> ResponseReturnValue:
    """The claim is taken back; somebody else's is as one that is not there."""
    here = platform()
    try:
        with here.database.transaction() as session:
            mine = select(Claim).where(Claim.id == number, Claim.user_id == visitor().user_id)
            found = session.scalar(mine)
            if found is None:
                raise no_such_claim(number)
            claims.withdraw(
                session,
                found,
                actor=visitor().actor,
                now=here.clock.now(),
                address=request.remote_addr or "",
            )
    except Conflict as error:
        flash(said(error).of(locale()), "warn")
    else:
        flash(_("已撤回。"), "ok")
    return redirect(url_for("parties_identity.index"))


def standing_of(session: Session, user_id: int) -> Standing:
    """Who the account is, what it says, and for whom it acts."""
    held = party_of(session, user_id)
    firms = [(session.get_one(Enterprise, number), duty) for number, duty in held.enterprises]
    return Standing(
        session.get(Person, held.person) if held.person is not None else None,
        identity_of(session, user_id),
        tuple(firms),
        tuple(claims_of(session, user_id)),
    )


def _read(typed: Mapping[str, str], problems: Problems) -> Claimed | None:
    """The document with name and mobile; a mobile left empty is the one that was given before."""
    here = platform()
    name = registration.read_name(typed, problems)
    before = identity_of(here.database.session(), visitor().user_id or 0)
    known = stored_mobile(before, keys=here.keys) if before is not None else ""
    phone = (
        known if known and not typed.get("mobile", "").strip() else registration.read_mobile(typed, problems)
    )
    if not typed.get("number", "").strip():
        problems["number"] = registration.NO_NUMBER
        return None
    proof = registration.read_proof(
        typed, name=name or "", phone=phone or "", on=here.clock.today(), problems=problems
    )
    return None if problems else proof


def _own(session: Session, wanted: Claimed) -> Identity:
    """What the account says of itself; accounts that others made have said nothing yet."""
    user_id, here = visitor().user_id or 0, platform()
    return identity_of(session, user_id) or service.begun(
        session, user_id, name=wanted.name, mobile=wanted.mobile, keys=here.keys, now=here.clock.now()
    )


def _count() -> None:
    here = platform()
    with here.database.transaction() as session:
        counted(
            session,
            "identity",
            str(visitor().user_id),
            most=setting(A_DAY),
            span=DAY,
            keys=here.keys,
            now=here.clock.now(),
        )


def _page(typed: Mapping[str, str], problems: Problems) -> str:
    session, language = platform().database.session(), locale()
    here = standing_of(session, visitor().user_id or 0)
    return render_template(
        "parties/identity.html",
        here_is=here,
        course=course(
            visitor().username,
            is_verified=here.is_verified,
            is_waiting=here.is_waiting,
            is_refused=here.is_refused,
        ),
        states={name: (words, LOOKS[name]) for name, words in CLAIM_STATES.items()},
        typed=kept(typed),
        problems={name: words.of(language) for name, words in problems.items()},
        documents=[(value.value, title.of(language)) for value, title in DOCUMENT_TYPES.items()],
        offices=[(code, title.of(language)) for code, title in claims.office_offers(session)],
        is_admin={firm.id: duty == Duty.ADMIN for firm, duty in here.enterprises},
        edition=CONSENT_EDITION,
    )
