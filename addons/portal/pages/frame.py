"""What the shell of the portal shows around every page: the authority, whom to ask; and where people arrive."""

from typing import Any

from flask import g, render_template

from addons.portal.contacts import Contacts, contacts
from addons.portal.pages.asking import APPLY, CONFIRM, reading
from kernel.seams import home, slot
from kernel.web import Visitor, navigation


@slot("portal.owner", slot="portal.owner")
def owner(context: Any) -> str:  # noqa: ARG001 a slot's signature
    """Whose platform this is, in the strip at the head."""
    return render_template("portal/_owner.html", contacts=_contacts())


@slot("portal.strip", slot="portal.strip")
def strip(context: Any) -> str:  # noqa: ARG001 a slot's signature
    """The telephone for advice, in the strip at the head."""
    return render_template("portal/_strip.html", contacts=_contacts())


@slot("portal.foot", slot="portal.foot")
def foot(context: Any) -> str:  # noqa: ARG001 a slot's signature
    """Whom to ask and where to complain, at the foot."""
    return render_template("portal/_foot.html", contacts=_contacts())


@home("portal")
def arrival(visitor: Visitor) -> str:
    """Enterprises arrive at their staff, those who work here at their own page, everybody else at the services."""
    if CONFIRM in visitor.permissions and APPLY not in visitor.permissions:
        return "portal_enterprise.index"
    return "" if visitor.user_id is not None and any(navigation()) else "portal_services.index"


def _contacts() -> Contacts:
    found: Contacts | None = g.get("portal_contacts")
    if found is None:
        found = g.portal_contacts = contacts(reading())
    return found
