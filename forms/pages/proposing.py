"""A draft of a form is handed to a second person, who publishes it or sends it back."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forms.designing.board import FORM
from forms.pages.asking import EDIT, designs, mine, now, owner, registry
from forms.pages.designer import Outcome, designer_page, look_in
from kernel import proposals
from kernel.designs.service import refuse_unready
from kernel.errors import TongbanError
from kernel.web import platform


@designs.post("/<name>/propose", permission=EDIT)
def propose(name: str) -> ResponseReturnValue:
    """The draft waits for a second person; or the board says why it cannot yet."""
    work, reason = mine(name), request.form.get("reason", "").strip()
    try:
        refuse_unready(work, request.form.get("_seen", ""))
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
