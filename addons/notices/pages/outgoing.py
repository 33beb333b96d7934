"""The page of what leaves the house: how the mail server is, what waits, fails, was given up or is sent; sent again."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from addons.notices import outgoing
from addons.notices.carrying import carriers
from addons.notices.health import mail
from addons.notices.outgoing import TRAYS, Tray
from kernel import audit
from kernel.models import OutboxItem
from kernel.seams import pages
from kernel.surroundings import surroundings_of
from kernel.text import Text
from kernel.web import Area, Group, MenuItem, Pages, platform, visitor
from kernel.web.inputs import number_in

SEE = ("can_read", "Work")
MANAGE = ("can_manage", "Work")

letters = Pages("outgoing", __name__, url_prefix="/admin/mail", template_folder="templates")


@pages("outgoing")
def outgoing_pages() -> Pages:
    """What leaves the house."""
    return letters


@letters.get(
    "",
    permission=SEE,
    menu=MenuItem(
        Text("外发消息", "Outgoing mail"),
        area=Area.REGISTERS,
        group=Group.SYSTEM,
        icon="mail",
        order=253,
        about=Text("邮件发到哪里了，失败的重发", "What became of letters, and sending them again"),
    ),
)
def index() -> str:
    """One tray with its letters, and how the mail server is."""
    session = platform().database.session()
    asked = request.args.get("show", "")
    tray = Tray(asked) if asked in set(Tray) else Tray.DEAD
    rows, more = outgoing.listed(session, tray, before=number_in(request.args.get("before", "")))
    around = surroundings_of(session)
    return render_template(
        "notices/outgoing.html",
        trays=TRAYS,
        tray=tray,
        counts=outgoing.counts(session),
        rows=rows,
        more=more,
        ways={name: title for name, title, _carrier in carriers(around.registry, around)},
        server=mail(session),
        has_server=around.mail is not None,
    )


@letters.post("/<int(max=2147483647):number>/again", permission=MANAGE)
def again(number: int) -> ResponseReturnValue:
    """The letter waits again."""
    with platform().database.transaction() as session:
        _record(session, outgoing.send_again(session, number))
    flash(_("第 %(n)s 项已重新排队。", n=number), "ok")
    return _back()


@letters.post("/again", permission=MANAGE)
def all_again() -> ResponseReturnValue:
    """Every letter that was given up waits again."""
    with platform().database.transaction() as session:
        found = outgoing.send_all_again(session)
        for item in found:
            _record(session, item)
    flash(_("%(n)s 封已重新排队。", n=len(found)), "ok" if found else "info")
    return _back()


def _record(session: Session, item: OutboxItem) -> None:
    who: dict[str, Any] = {
        "actor": visitor().username,
        "now": platform().clock.now(),
        "address": request.remote_addr or "",
    }
    detail = {"topic": item.topic, "error": outgoing.masked(item.error or "")}
    audit.record(session, action="outbox.revive", thing=f"outbox:{item.id}", detail=detail, **who)


def _back() -> ResponseReturnValue:
    return redirect(url_for("outgoing.index", show=Tray.DEAD.value))
