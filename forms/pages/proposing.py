"""A draft of a form is handed to a second person, who publishes it or sends it back."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forms.designing.service import changed_meanwhile
from forms.designing.working import FORM, Working
from forms.pages.asking import EDIT, designs, mine, now, owner, registry
from forms.pages.designer import Outcome, designer_page, look_in
from kernel import proposals
from kernel.errors import Conflict, TongbanError
from kernel.text import Text
from kernel.web import platform


@designs.post("/<name>/propose", permission=EDIT)
def propose(name: str) -> ResponseReturnValue:
    """The draft waits for a second person; or the board says why it cannot yet."""
    work, reason = mine(name), request.form.get("reason", "").strip()
    try:
        _refuse_stale(work)
        with platform().database.transaction() as session:
            found = proposals.propose(
                session,
                registry(),
                name,
                FORM,
                work.body,
                seen=work.seen,
                actor=owner(),
                reason=reason,
                now=now(),
            )
            number = found.id
    except TongbanError as error:
        return designer_page(mine(name), look_in(request.form), Outcome(error, fields={"reason": reason}))
    flash(_("已提交。由另一位有发布权限的人核对后发布。"), "ok")
    return redirect(url_for("studio.proposal", number=number), 303)


def _refuse_stale(work: Working) -> None:
    if work.token != request.form.get("_seen", ""):
        raise changed_meanwhile()
    if work.overtaken is not None:
        raise Conflict(
            Text(
                f"{work.overtaken.by} 已发布第 {work.overtaken.number} 版。",
                f"{work.overtaken.by} published version {work.overtaken.number}.",
            ),
            remedy=Text(
                "请先并到新版上，核对后再提交。",
                "Carry your draft onto it first, check it, and propose then.",
            ),
            place=work.name,
        )
