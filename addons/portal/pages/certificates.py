"""My certificates: how long each runs, what can be done with it now, and everything that was done to it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from addons.certificates.models import Certificate
from addons.certificates.queries import certificate, of_person
from addons.letters.queries import documents_of_certificate, e_certificates
from addons.licensing.refusals import no_such_certificate
from addons.portal.holdings import course, holdings
from addons.portal.pages.asking import APPLY, caller, downloadable, now, reading, registry, today
from kernel.seams import pages
from kernel.text import Text
from kernel.web import Area, MenuItem, Pages

certificates = Pages("portal_certificates", __name__, template_folder="templates")


@pages("portal.certificates")
def certificate_pages() -> Pages:
    """The caller's own certificates."""
    return certificates


@certificates.get(
    "/my/certificates",
    permission=APPLY,
    menu=MenuItem(Text("我的证书", "Certificates"), order=20, area=Area.PORTAL, icon="award"),
)
def index() -> str:
    """Every certificate the caller holds; those of the past are folded."""
    session = reading()
    who = caller(session)
    held = of_person(session, who.person.id) if who.person is not None else ()
    found = holdings(session, held, registry=registry(), now=now())
    current = [one for one in found if not one.ended]
    return render_template(
        "portal/certificates.html",
        person=who.person,
        current=current,
        past=[one for one in found if one.ended],
        papers=e_certificates(session, [one.certificate.id for one in current]),
        today=today(),
    )


@certificates.get("/my/certificates/<int:number>", permission=APPLY)
def show(number: int) -> ResponseReturnValue:
    """One certificate with its history; somebody else's is as one that is not there."""
    session = reading()
    person = caller(session).must_be_person()
    found = certificate(session, number)
    if found is None or found.holder_id != person.id:
        raise no_such_certificate()
    return certificate_page(found, holder=person.name)


def certificate_page(found: Certificate, *, holder: str, back: tuple[str, str] | None = None) -> str:
    """The page of a certificate, for whoever may see it; with a way back, for an enterprise."""
    session = reading()
    held = holdings(session, [found], registry=registry(), now=now())[0]
    return render_template(
        "portal/certificate.html",
        held=held,
        holder=holder,
        course=course(session, found),
        papers=downloadable(documents_of_certificate(session, found.id)),
        back=back,
    )
