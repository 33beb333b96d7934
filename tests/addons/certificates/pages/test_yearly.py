"""The calendar of what ends, among the numbers: of the certificates that the visitor may list, day by day."""

from datetime import date, timedelta

from addons.certificates import service
from addons.parties.models import Office, Person
from kernel.surroundings import Surroundings, surround
from tests.addons.notices.office import notice_office
from tests.app.offices import platform_of, sign_in

ENDS = date(2026, 5, 31)


def issue(app, number):
    """A certificate of the window of Changchun that ends in May."""
    here = platform_of(app)
    with here.database.transaction() as session:
        surround(session, Surroundings(here.registry, here.clock))
        office = session.query(Office).filter_by(code="220100").one().id
        service.issue(
            session,
            type="certificates.safety",
            category="A",
            number=f"吉建安A（2023）000000{number}",
            holder=session.query(Person.id).limit(1).scalar(),
            office=office,
            enterprise=None,
            issued_on=date(2023, 6, 1),
            valid_to=ENDS + timedelta(days=number // 3),
            actor="test",
            now=here.clock.now(),
        )


def test_a_clerk_sees_what_ends_on_which_day_and_comes_to_the_certificates(tmp_path, clock):
    with notice_office(tmp_path, clock) as app:
        for number in (1, 2, 3):
            issue(app, number)
        client = app.test_client()
        sign_in(client, "wang")
        page = client.get("/work/dashboard").text
        assert "到期日历" in page
        assert "2026-05-31 到期 2 本" in page
        assert "90 天内 3 本" in page
        assert 'class="l2"' in page
        address = f"/admin/certificates/list/?state=valid&amp;valid_to.from={ENDS}&amp;valid_to.to={ENDS}"
        assert address in page
        rows = client.get(address.replace("&amp;", "&")).text
        assert "0000001" in rows
        assert "0000003" not in rows
