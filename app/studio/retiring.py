"""Retiring, restoring and renaming what was made here: what it means, what stands in the way, and asking for it."""

from collections.abc import Callable, Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.studio.editing import unknown
from app.studio.pages import EDIT, kind_titles, studio
from kernel import proposals
from kernel.definitions import STUDIO, versions
from kernel.errors import InUse, TongbanError
from kernel.kinds import is_pinned
from kernel.models import Definition, DefinitionProposal
from kernel.proposals import ProposalAct, Standing
from kernel.titles import title_in
from kernel.web import platform, visitor


@studio.get("/definitions/<name>/retire", permission=EDIT)
def retiring(name: str) -> str:
    """What retiring the definition means, and what stands in the way of it."""
    return _page(name, ProposalAct.RETIRE)


@studio.post("/definitions/<name>/retire", permission=EDIT)
def propose_retiring(name: str) -> ResponseReturnValue:
    """That the definition is retired waits for a second person; or the page says why it cannot be."""

    def proposed(session: Session) -> DefinitionProposal:
        registry = platform().registry
        return proposals.propose_retiring(
            session,
            registry,
            name,
            seen=_seen(),
            actor=_actor(),
            reason=_reason(),
            now=platform().clock.now(),
        )

    return _handed_on(name, ProposalAct.RETIRE, proposed)


@studio.get("/definitions/<name>/restore", permission=EDIT)
def restoring(name: str) -> str:
    """What restoring the definition means."""
    return _page(name, ProposalAct.RESTORE)


@studio.post("/definitions/<name>/restore", permission=EDIT)
def propose_restoring(name: str) -> ResponseReturnValue:
    """That the definition is offered again waits for a second person."""

    def proposed(session: Session) -> DefinitionProposal:
        return proposals.propose_restoring(
            session, name, seen=_seen(), actor=_actor(), reason=_reason(), now=platform().clock.now()
        )

    return _handed_on(name, ProposalAct.RESTORE, proposed)


@studio.get("/definitions/<name>/rename", permission=EDIT)
def renaming(name: str) -> str:
    """By what the definition is known, and what knows it by that."""
    return _page(name, ProposalAct.RENAME)


@studio.post("/definitions/<name>/rename", permission=EDIT)
def propose_renaming(name: str) -> ResponseReturnValue:
    """That the definition is known by another name waits for a second person."""

    def proposed(session: Session) -> DefinitionProposal:
        return proposals.propose_renaming(
            session,
            platform().registry,
            name,
            f"{STUDIO}.{request.form.get('id', '').strip()}",
            seen=_seen(),
            actor=_actor(),
            reason=_reason(),
            now=platform().clock.now(),
        )

    return _handed_on(name, ProposalAct.RENAME, proposed)


def _handed_on(
    name: str, act: ProposalAct, proposed: Callable[[Session], DefinitionProposal]
) -> ResponseReturnValue:
    try:
        with platform().database.transaction() as session:
            number = proposed(session).id
    except TongbanError as error:
        return _page(name, act, refused=error), error.status
    flash(_("已提交，等另一位有发布权限的人发布。"), "ok")
    return redirect(url_for("studio.proposal", number=number))


def _page(name: str, act: ProposalAct, *, refused: TongbanError | None = None) -> str:
    session = platform().database.session()
    owner = session.scalar(select(Definition).where(Definition.name == name))
    if owner is None:
        raise unknown(name)
    newest = versions(session, name)[0]
    return render_template(
        "studio/ending.html",
        act=act,
        name=name,
        title=title_in(name, newest.body.get("title")),
        kind=kind_titles().get(owner.kind, owner.kind),
        definition=owner,
        own=owner.plugin == STUDIO,
        pinned=is_pinned(platform().registry, owner.kind),
        number=newest.number,
        standing=_standing(session, owner, act),
        # what stands in the way is listed with the ways to it
        refused=None if isinstance(refused, InUse) else refused,
        given={"id": request.form.get("id", ""), "reason": request.form.get("reason", "")},
    )


def _standing(session: Session, owner: Definition, act: ProposalAct) -> Sequence[Standing]:
    if owner.plugin != STUDIO or act is ProposalAct.RESTORE:
        return ()
    against = proposals.against_retiring if act is ProposalAct.RETIRE else proposals.against_renaming
    return against(session, platform().registry, owner.name)


def _seen() -> int:
    return request.form.get("seen", 0, type=int)


def _reason() -> str:
    return request.form.get("reason", "")


def _actor() -> str:
    return visitor().username
