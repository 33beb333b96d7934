"""One's preferences: how one hears of what, and the mail address, which is proved before anything goes there."""

from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from addons.notices import addresses, preferring
from addons.notices.carrying import carriers
from addons.notices.ways import DIGEST, GROUPS, IN_APP, MAIL, is_fixed, is_wanted
from kernel.errors import TongbanError
from kernel.seams import pages
from kernel.surroundings import surroundings_of
from kernel.text import Text
from kernel.throttling import counted
from kernel.web import SIGNED_IN, Pages, platform, visitor

PURPOSE = "notices.address"
MOST, SPAN = 5, timedelta(hours=1)
TITLES = {IN_APP: Text("站内消息", "Here"), DIGEST: Text("每日摘要（邮件）", "Daily digest")}

preferences = Pages("preferences", __name__, url_prefix="/my/preferences", template_folder="templates")


@pages("preferences")
def preference_pages() -> Pages:
    """How one wants to hear of things."""
    return preferences


@preferences.get("", permission=SIGNED_IN)
def index() -> str:
    """What goes which way, and where mail goes."""
    return _page()


@preferences.post("", permission=SIGNED_IN)
def save() -> ResponseReturnValue:
    """Everything that was ticked holds; what must be told stays on whatever was sent."""
    wanted = {
        (group.value, way): f"{group.value}.{way}" in request.form
        for group in GROUPS
        for way in _ways()
        if not is_fixed(group, way)
    }
    with platform().database.transaction() as session:
        changed = preferring.choose(session, _me(), wanted, **_who())
    flash(_("已保存。") if changed else _("没有改动。"), "ok" if changed else "info")
    return redirect(url_for("preferences.index"))


@preferences.post("/address", permission=SIGNED_IN)
def ask() -> ResponseReturnValue:
    """A letter with a link is on its way to the address; or the page says why not, with what was typed."""
    here, typed = platform(), request.form.get("email", "")
    if MAIL not in _ways():
        return redirect(url_for("preferences.index"))
    try:
        # no letter leaves for what is no address, and none is counted
        addresses.address_in(typed)
        with here.database.transaction() as session:
            now = here.clock.now()
            counted(session, PURPOSE, str(_me()), most=MOST, span=SPAN, keys=here.keys, now=now)
        with here.database.transaction() as session:
            asked = addresses.ask(session, _me(), typed, now=here.clock.now())
    except TongbanError as error:
        return _page(typed, error), error.status
    flash(_("确认信已发往 %(to)s，请在 24 小时内打开信中的链接。", to=asked), "ok")
    return redirect(url_for("preferences.index"))


@preferences.post("/address/drop", permission=SIGNED_IN)
def drop() -> ResponseReturnValue:
    """No mail goes to the account any more."""
    with platform().database.transaction() as session:
        addresses.drop(session, _me(), **_who())
    flash(_("不再向您发送邮件。"), "ok")
    return redirect(url_for("preferences.index"))


@preferences.get("/confirm/<token>", permission=SIGNED_IN)
def proof(token: str) -> str:
    """The address that the link confirms, to be confirmed with a button: opening a link changes nothing."""
    here = platform()
    row = addresses.pending_of(here.database.session(), _me(), token, keys=here.keys, now=here.clock.now())
    return render_template("notices/confirm.html", address=row.pending, proof=token)


@preferences.post("/confirm/<token>", permission=SIGNED_IN)
def confirm(token: str) -> ResponseReturnValue:
    """The address is confirmed, and mail goes there."""
    here = platform()
    with here.database.transaction() as session:
        address = addresses.confirm(session, _me(), token, keys=here.keys, **_who())
    flash(_("邮箱 %(to)s 已确认，消息会按您的选择发到这里。", to=address), "ok")
    return redirect(url_for("preferences.index"))


def _page(typed: str | None = None, refused: TongbanError | None = None) -> str:
    session = platform().database.session()
    chosen = preferring.choices_of(session, [_me()]).get(_me(), {})
    row = addresses.address_of(session, _me())
    ways = _ways()
    return render_template(
        "notices/preferences.html",
        ways=ways,
        groups=[
            {
                "name": group.value,
                "title": title,
                "boxes": [(way, is_wanted(group, way, chosen), is_fixed(group, way)) for way in ways],
            }
            for group, title in GROUPS.items()
        ],
        can_mail=MAIL in ways,
        confirmed=addresses.confirmed_address(session, _me()),
        pending=row.pending if row is not None else None,
        typed=typed if typed is not None else addresses.email_of(session, _me()),
        refused=refused,
    )


def _ways() -> dict[str, Text]:
    """Every way that can be chosen here, with its title; the digest goes by mail."""
    around = surroundings_of(platform().database.session())
    found = {name: title for name, title, _carrier in carriers(around.registry, around)}
    titles = {name: Text(title.zh, title.en[:1].upper() + title.en[1:]) for name, title in found.items()}
    digest = {DIGEST: TITLES[DIGEST]} if MAIL in found else {}
    return {IN_APP: TITLES[IN_APP], **titles, **digest}


def _me() -> int:
    return visitor().user_id or 0


def _who() -> dict[str, Any]:
    return {
        "actor": visitor().username,
        "now": platform().clock.now(),
        "address": request.remote_addr or "",
    }
