"""An enterprise at work: its staff's certificates by expiry, what waits for its word, and the year ahead."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from addons.certificates.queries import certificate
from addons.licensing.queries import application
from addons.licensing.refusals import no_such_certificate
from addons.parties.models import Enterprise, Person
from addons.portal.callers import Caller
from addons.portal.charts import expiring
from addons.portal.pages.asking import CONFIRM, caller, locale, now, reading, registry, today
from addons.portal.pages.certificates import certificate_page
from addons.portal.registrations import put_back, registered_at, take_up, taken_up_at
from addons.portal.staff import View, staff, viewed, waiting
from kernel.errors import Conflict
from kernel.seams import pages
from kernel.text import Text
from kernel.web import Area, MenuItem, Pages, platform
from kernel.web.inputs import number_in

MOST = 100
"""Registrations that are taken up at once."""
enterprise = Pages("portal_enterprise", __name__, url_prefix="/enterprise", template_folder="templates")


@pages("portal.enterprise")
def enterprise_pages() -> Pages:
    """The pages of an enterprise."""
    return enterprise


@enterprise.get(
    "",
    permission=CONFIRM,
    menu=MenuItem(Text("企业工作台", "Enterprise"), order=40, area=Area.PORTAL, icon="building"),
)
def index() -> str:
    """The staff's certificates by expiry, the work that waits, and the year ahead."""
    session = reading()
    who = caller(session)
    firm = _firm(who)
    held = staff(session, firm, registry=registry(), now=now()) if firm is not None else []
    views = viewed(held)
    view = _view()
    found = waiting(session, who.enterprises, who.standing.name, registry=registry(), now=now())
    return render_template(
        "portal/enterprise.html",
        firm=firm,
        firms=who.enterprises,
        view=view,
        counts={name: len(found) for name, found in views.items()},
        rows=views[view],
        waiting=[one for one in found if not one.listed],
        registrations=[one for one in found if one.listed],
        chart=expiring(
            [one.certificate.valid_to for one in views[View.ALL] if one.certificate.valid_to], on=today()
        ),
    )


@enterprise.post("/registrations", permission=CONFIRM)
def pick() -> ResponseReturnValue:
    """Those who were ticked are taken up by the visitor: all of them, or none when a colleague was first."""
    wanted = [number for text in request.form.getlist("pick") if (number := number_in(text)) is not None]
    if not wanted:
        flash(_("请先勾选要接办的人。"), "warn")
        return redirect(url_for("portal_enterprise.index"))
    try:
        with platform().database.transaction() as session:
            who = caller(session)
            firms = [firm.id for firm in who.enterprises]
            for number in dict.fromkeys(wanted[:MOST]):
                found = application(session, number, who.standing)
                step = registered_at(session, found, firms, registry())
                take_up(session, found, step, standing=who.standing, now=now(), registry=registry())
    except Conflict as error:
        flash(error.told(locale()), "warn")
        return redirect(url_for("portal_enterprise.index"))
    if len(set(wanted)) == 1:
        return redirect(url_for("portal_enterprise.show", number=wanted[0]))
    flash(_("已接办 %(n)s 人的登记，请逐件办理。", n=len(set(wanted))), "ok")
    return redirect(url_for("portal_enterprise.index"))


@enterprise.post("/registrations/<int:number>/back", permission=CONFIRM)
def unpick(number: int) -> ResponseReturnValue:
    """The registration is on the list again."""
    with platform().database.transaction() as session:
        who = caller(session)
        found = application(session, number, who.standing)
        firms = [firm.id for firm in who.enterprises]
        step = taken_up_at(session, found, firms, registry(), who.standing.name)
        if step:
            put_back(session, found, step, standing=who.standing, now=now(), registry=registry())
    flash(_("已放回登记名单。"), "ok")
    return redirect(url_for("portal_enterprise.index"))


@enterprise.get("/certificates/<int:number>", permission=CONFIRM)
def show_certificate(number: int) -> str:
    """A certificate that names one of the caller's enterprises; any other is as one that is not there."""
    session = reading()
    who = caller(session)
    found = certificate(session, number)
    if found is None or found.enterprise_id not in {firm.id for firm in who.enterprises}:
        raise no_such_certificate()
    person = session.get_one(Person, found.holder_id)
    return certificate_page(
        found, holder=person.name, back=(_("企业工作台"), url_for("portal_enterprise.index"))
    )


def _firm(who: Caller) -> Enterprise | None:
    """The enterprise that was asked for, or else the first one the caller acts for."""
    wanted = number_in(request.args.get("enterprise", ""))
    found = next((firm for firm in who.enterprises if firm.id == wanted), None)
    return found or next(iter(who.enterprises), None)


def _view() -> View:
    wanted = request.args.get("view", "")
    return View(wanted) if wanted in set(View) else View.ALL
