"""The catalogue of services, the guide to each, and the way into an application."""

from collections.abc import Sequence

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from addons.certificates.models import Certificate
from addons.certificates.queries import of_person
from addons.licensing import queries, service
from addons.licensing.definition import Channel, Guide
from addons.licensing.findings import Refused
from addons.licensing.matters import MatterVersion
from addons.licensing.queries import Possible
from addons.licensing.words import CHANNELS, ChannelKind
from addons.portal import catalogue
from addons.portal.callers import Caller
from addons.portal.pages.asking import APPLY, caller, now, reading, registry, today
from addons.portal.reminders import reminder
from addons.portal.words import needed, state_tag
from kernel.seams import pages
from kernel.text import Text
from kernel.web import Area, MenuItem, Pages, allowed, platform
from kernel.web.inputs import number_in

services = Pages("portal_services", __name__, template_folder="templates")
services.blueprint.add_app_template_filter(needed, "needed")
services.blueprint.add_app_template_filter(state_tag, "state_tag")
LONGEST = 60
VERIFY = "letters_verify.index"


@pages("portal.services")
def service_pages() -> Pages:
    """The catalogue, the guides, and the way into an application."""
    return services


@services.get(
    "/services",
    public=True,
    menu=MenuItem(Text("服务事项", "Services"), order=10, area=Area.PORTAL, icon="house"),
)
def index() -> str:
    """The services, those that are wanted among them, and what concerns the caller most."""
    session = reading()
    who = caller(session)
    held = _held(who)
    wanted = request.args.get("q", "").strip()[:LONGEST]
    return render_template(
        "portal/services.html",
        services=catalogue.services(session, on=today(), certificates=held, wanted=wanted),
        wanted=wanted,
        verify=url_for(VERIFY) if VERIFY in current_app.view_functions else "",
        reminder=reminder(session, who, held, registry=registry(), now=now()),
        unverified=_may_not_file(who),
    )


@services.get("/services/<matter>", public=True)
def guide(matter: str) -> str:
    """The guide, with everything that is in the way of this caller told at once."""
    session = reading()
    who = caller(session)
    found = queries.matter(session, matter)
    choices = catalogue.taken(found.matter, _held(who))
    mine = _mine(found, _chosen(choices))
    about = found.matter.guide
    return render_template(
        "portal/guide.html",
        found=found,
        status=catalogue.status_of(session, found.matter, choices, today()),
        person=who.person,
        unverified=_may_not_file(who),
        choices=choices,
        chosen=_chosen(choices),
        mine=mine,
        today=today(),
        steps=about.steps,
        channels=_channels(about.channels),
        facts=_facts(about),
    )


@services.get("/services/<matter>/begin", permission=APPLY)
def choose(matter: str) -> ResponseReturnValue:
    """The certificates among which one chooses; the guide says what is in the way of each."""
    return redirect(url_for("portal_services.guide", matter=matter))


@services.post("/services/<matter>/begin", permission=APPLY)
def begin(matter: str) -> ResponseReturnValue:
    """A draft, or the one that was begun before; or the guide, which says what is in the way."""
    certificate = number_in(request.form.get("certificate", ""))
    try:
        with platform().database.transaction() as session:
            started = service.begin(
                session,
                matter,
                certificate_id=certificate,
                standing=caller(session).standing,
                registry=registry(),
                now=now(),
            )
            number = started.id
    except Refused as refusal:
        with platform().database.transaction() as session:
            standing = caller(session).standing
            service.record_attempt(
                session, refusal, matter=matter, certificate_id=certificate, standing=standing, now=now()
            )
        flash(_("现在还不能办理，原因列在下面。"), "warn")
        return redirect(url_for("portal_services.guide", matter=matter, certificate=certificate))
    return redirect(url_for("portal_applications.show", number=number))


def _may_not_file(who: Caller) -> bool:
    """Whether somebody could apply but for the proof of who they are."""
    return allowed(APPLY) and not who.is_verified


def _held(who: Caller) -> Sequence[Certificate]:
    return of_person(reading(), who.person.id) if who.person is not None else ()


def _chosen(choices: Sequence[Certificate]) -> Certificate | None:
    """The certificate that was asked for, or else the one that ends first and still counts."""
    wanted = number_in(request.args.get("certificate", ""))
    found = next((held for held in choices if held.id == wanted), None)
    alive = (held for held in choices if held.valid_to is None or held.valid_to >= today())
    return found or next(alive, None) or next(iter(choices), None)


def _mine(found: MatterVersion, chosen: Certificate | None) -> Possible | None:
    if chosen is None:
        return None
    all_of_it = queries.possible(reading(), chosen, registry=registry(), now=now())
    return next((one for one in all_of_it if one.version.name == found.name), None)


def _channels(channels: Sequence[Channel]) -> list[tuple[ChannelKind, Text, list[Channel]]]:
    kinds = [(kind, [way for way in channels if way.kind is kind]) for kind in ChannelKind]
    return [(kind, CHANNELS[kind], ways) for kind, ways in kinds if ways]


def _facts(about: Guide) -> list[tuple[str, Text]]:
    visits = Text(f"{about.visits} 次", str(about.visits)) if about.visits is not None else None
    told = (
        (_("实施主体"), about.authority),
        (_("办理机关"), about.office),
        (_("事项类型"), about.kind),
        (_("通办范围"), about.scope),
        (_("法定时限"), about.time_limits.statutory),
        (_("承诺时限"), about.time_limits.promised),
        (_("到现场"), visits),
        (_("收费"), about.fee),
    )
    return [(title, words) for title, words in told if words is not None]
