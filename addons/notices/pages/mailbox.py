"""The mailbox: one's notices, those of one's enterprises and offices; opened, marked as read one by one or all."""

import re

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup, escape
from sqlalchemy.orm import Session

from addons.notices import service
from addons.notices.queries import MOST_COUNTED, Mailbox, listed, mailbox_of, unread_count
from kernel.seams import pages
from kernel.web import SIGNED_IN, Pages, local_path, platform, visitor
from kernel.web.inputs import number_in

UNREAD = "unread"
GROUPED = re.compile(r"\b[0-9]+(?:-[0-9]+)+\b")
NUMBER = "<int(max=2147483647):number>"

notices = Pages("notices", __name__, url_prefix="/notices", template_folder="templates")


@pages("notices")
def notice_pages() -> Pages:
    """What one is told."""
    return notices


@notices.get("", permission=SIGNED_IN)
def index() -> str:
    """A page of notices, the newest first; all of them, or those that are unread."""
    session = platform().database.session()
    box = _mine(session)
    unread_only = request.args.get("show") == UNREAD
    before = number_in(request.args.get("before", ""))
    return render_template(
        "notices/index.html",
        found=listed(session, box, unread_only=unread_only, before=before),
        box=box,
        unread_only=unread_only,
        before=before,
        count=unread_count(session, box),
        most=MOST_COUNTED,
        is_local=local_path,
        unbroken=unbroken,
    )


@notices.post(f"/{NUMBER}/open", permission=SIGNED_IN)
def follow(number: int) -> ResponseReturnValue:
    """The notice is read, and its reader where it leads."""
    with platform().database.transaction() as session:
        found = service.read(session, _mine(session), number, now=platform().clock.now())
        target = local_path(found.link)
    return redirect(target or url_for("notices.index"))


@notices.post(f"/{NUMBER}/read", permission=SIGNED_IN)
def mark(number: int) -> ResponseReturnValue:
    """The notice is read."""
    with platform().database.transaction() as session:
        service.read(session, _mine(session), number, now=platform().clock.now())
    return _back()


@notices.post("/read", permission=SIGNED_IN)
def mark_all() -> ResponseReturnValue:
    """Everything up to the newest notice that stood on the page is read."""
    up_to = number_in(request.form.get("up_to", "")) or 0
    with platform().database.transaction() as session:
        count = service.read_all(session, _mine(session), up_to=up_to, now=platform().clock.now())
    if count:
        flash(_("已将 %(n)s 条消息标为已读。", n=count), "ok")
    else:
        flash(_("没有未读消息。"), "info")
    return _back()


def unbroken(words: str) -> Markup:
    """The words escaped; days and numbers in groups stay on one line."""
    return Markup(GROUPED.sub(r'<span class="nowrap">\g<0></span>', str(escape(words))))  # noqa: S704 escaped


def _mine(session: Session) -> Mailbox:
    return mailbox_of(session, visitor().user_id or 0)


def _back() -> ResponseReturnValue:
    return redirect(local_path(request.form.get("next")) or url_for("notices.index"))
