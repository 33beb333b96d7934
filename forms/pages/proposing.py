"""A draft of a form is handed to a second person, who publishes it or sends it back."""

from flask import request
from flask.typing import ResponseReturnValue

from forms.pages.asking import BOARD, designs, mine
from forms.pages.designer import designer_page, look_in
from kernel.web.boards import EDIT


@designs.post("/<name>/propose", permission=EDIT)
def propose(name: str) -> ResponseReturnValue:
    """The draft waits for a second person; or the board says why it cannot yet."""
    look = look_in(request.form)
    return BOARD.handed_on(name, lambda outcome: designer_page(mine(name), look, outcome))
