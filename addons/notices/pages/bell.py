"""The bell in the header: how much is unread, and the way to it."""

from typing import Any

from flask import render_template

from addons.notices.queries import MOST_COUNTED, mailbox_of, unread_count
from kernel.seams import slot
from kernel.web import platform, visitor


@slot("notices.bell", slot="shell.bell")
def bell(context: Any) -> str:  # noqa: ARG001 a slot is called with its page's context
    """The bell of whoever is signed in."""
    user_id = visitor().user_id
    if user_id is None:
        return ""
    session = platform().database.session()
    count = unread_count(session, mailbox_of(session, user_id))
    shown = f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count)
    return render_template("notices/_bell.html", count=count, shown=shown)
