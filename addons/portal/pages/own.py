"""The routes of one's own applications, and whose an application is."""

from sqlalchemy.orm import Session

from addons.licensing import queries
from addons.licensing.refusals import no_such_application
from addons.licensing.whose import is_initiator
from addons.portal.callers import Caller
from addons.portal.filling import Filling, filling
from addons.portal.pages.asking import locale, registry, today
from kernel.seams import pages
from kernel.web import Pages

applications = Pages(
    "portal_applications", __name__, url_prefix="/my/applications", template_folder="templates"
)


@pages("portal.applications")
def application_pages() -> Pages:
    """The caller's own applications: `applications` and `filling` add their routes."""
    return applications


def mine(session: Session, number: int, who: Caller) -> Filling:
    """The caller's own application; anybody else's is as one that is not there."""
    application = queries.application(session, number, who.standing)
    if not is_initiator(application, who.standing):
        raise no_such_application(number)
    return filling(
        session, application, standing=who.standing, registry=registry(), locale=locale(), on=today()
    )
