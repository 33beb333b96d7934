"""A draft of a form is handed to a second person, who publishes it or sends it back."""

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forms.pages.asking import BOARD, designs, mine
from forms.pages.designer import designer_page, look_in
from kernel.errors import TongbanError
from kernel.web.boards import EDIT, Outcome


@designs.post("/<name>/propose", permission=EDIT)
def propose(name: str) -> ResponseReturnValue:
    """The draft waits for a second person; or the board says why it cannot yet."""
    reason = request.form.get("reason", "").strip()
    try:
        waits = BOARD.proposed(mine(name), reason)
    except TongbanError as error:
        return designer_page(mine(name), look_in(request.form), Outcome(error, fields={"reason": reason}))
    flash(_("已提交。由另一位有发布权限的人核对后发布。"), "ok")
    return waits
