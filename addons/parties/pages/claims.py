"""Claims on enterprises before those who decide: clerks of the office, administrators of the enterprise."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from addons.parties.identity import claims
from addons.parties.identity.models import Claim
from addons.parties.identity.queries import claiming
from addons.parties.identity.refusals import no_such_claim
from addons.parties.identity.words import CLAIM_STATES, ClaimState
from addons.parties.pages.identity import NUMBER
from addons.parties.pages.register import WRONG, locale, said
from addons.parties.pages.window import DECIDE, claims_waiting
from kernel.access import rules_of, scoped
from kernel.errors import Conflict, Invalid
from kernel.seams import pages
from kernel.web import Pages, Permission, platform, versions, visitor

ADMIT: Permission = ("can_admit", "parties_claim")
View = Callable[..., ResponseReturnValue]


@dataclass(frozen=True, slots=True)
class Desk:
    """A place where claims are decided: with which right, and in which shell."""

    name: str
    permission: Permission
    template: str

    def index(self) -> ResponseReturnValue:
        """What waits for a decision here."""
        return self._page({})

    def approve(self, number: int) -> ResponseReturnValue:
        """The account acts for the enterprise."""
        return self._decided(number, self._approve, _("已批准，对方可以代表企业办事。"))

    def refuse(self, number: int) -> ResponseReturnValue:
        """The account does not, and reads why."""
        return self._decided(number, self._refuse, _("已退回，对方能看到原因。"))

    def _approve(self, session: Session, claim: Claim) -> None:
        here = platform()
        claims.approve(
            session,
            claim,
            by=visitor().actor,
            registry=here.registry,
            now=here.clock.now(),
            address=request.remote_addr or "",
        )

    def _refuse(self, session: Session, claim: Claim) -> None:
        here = platform()
        claims.refuse(
            session,
            claim,
            reason=request.form.get("reason", ""),
            by=visitor().actor,
            registry=here.registry,
            now=here.clock.now(),
            address=request.remote_addr or "",
        )

    def _decided(
        self, number: int, act: Callable[[Session, Claim], None], said_then: str
    ) -> ResponseReturnValue:
        try:
            with platform().database.transaction() as session:
                found: Claim | None = session.scalar(self._reach(session).where(Claim.id == number))
                if found is None:
                    raise no_such_claim(number)
                act(session, found)
        except (Invalid, Conflict) as error:
            return self._page({number: said(error).of(locale())}), WRONG
        flash(said_then, "ok")
        return redirect(url_for(f"{self.name}.index"))

    def _reach(self, session: Session) -> Select[Any]:
        who, registry = visitor().actor, platform().registry
        rules = rules_of(session, who.role_ids, version=versions().role)
        name = self.permission[0]
        every: Select[Any] = select(Claim)
        return scoped(every, Claim, who, permission=name, registry=registry, rules=rules)

    def _page(self, problems: dict[int, str]) -> str:
        session = platform().database.session()
        mine = self._reach(session)
        waiting = claiming(session, mine.where(Claim.state == ClaimState.PENDING))
        return render_template(
            self.template,
            desk=self.name,
            waiting=waiting,
            problems=problems,
            typed=request.form.get("reason", "")[:200],
            states=CLAIM_STATES,
            claims=claims_waiting(session),
        )


OFFICE = Desk("parties_claims", DECIDE, "parties/claims_office.html")
FIRM = Desk("parties_admitting", ADMIT, "parties/claims_firm.html")


@pages("parties.claims")
def office_pages() -> Pages:
    """Where clerks decide who acts for an enterprise."""
    return _pages(OFFICE, claims.DECIDE)


@pages("parties.admitting")
def firm_pages() -> Pages:
    """Where an enterprise's administrator decides who acts for it."""
    return _pages(FIRM, claims.ADMIT)


def _pages(desk: Desk, prefix: str) -> Pages:
    found = Pages(desk.name, __name__, url_prefix=prefix, template_folder="templates")
    found.get("", permission=desk.permission, endpoint="index")(desk.index)
    found.post(f"/{NUMBER}/approve", permission=desk.permission, endpoint="approve")(desk.approve)
    found.post(f"/{NUMBER}/refuse", permission=desk.permission, endpoint="refuse")(desk.refuse)
    return found
