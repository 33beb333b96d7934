"""Retiring, restoring and renaming what was made here: what it means, what stands in the way, and asking for it."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.studio.editing import unknown
from app.studio.pages import EDIT, studio
from kernel import proposals
from kernel.definitions import STUDIO, versions
from kernel.errors import InUse, TongbanError
from kernel.models import Definition
from kernel.proposals import ProposalAct, Standing
from kernel.titles import title_in
from kernel.web import platform, visitor

ADDRESS = "/definitions/<name>/<any(retire, restore, rename):act>"


@studio.get(ADDRESS, permission=EDIT)
def ending(name: str, act: str) -> str:
    """What retiring, restoring or renaming the definition means, and what stands in the way of it."""
    return _page(name, ProposalAct(act))


@studio.post(ADDRESS, permission=EDIT)
def propose_ending(name: str, act: str) -> ResponseReturnValue:
    """The act waits for a second person; or the page says why it cannot be done."""
    wanted, here = ProposalAct(act), platform()
    renamed = f"{STUDIO}.{request.form.get('id', '').strip()}" if wanted is ProposalAct.RENAME else None
    try:
        with here.database.transaction() as session:
            number = proposals.propose_ending(
                session,
                here.registry,
                name,
                wanted,
                seen=request.form.get("seen", 0, type=int),
                actor=visitor().username,
                reason=request.form.get("reason", ""),
                now=here.clock.now(),
                new_name=renamed,
            ).id
    except TongbanError as error:
        return _page(name, wanted, refused=error), error.status
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
        definition=owner,
        own=owner.plugin == STUDIO,
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
