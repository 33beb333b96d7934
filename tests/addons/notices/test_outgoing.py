"""What leaves the house: the trays, addresses masked, sent again by who may, the server asked how it is."""

import pytest
from sqlalchemy import select

from addons.notices import health
from addons.notices.outgoing import masked
from kernel.db import session_factory
from kernel.health import HealthState, checked
from kernel.models import AuditEntry
from tests.addons.notices.mailroom import around, mailing_office, tell, work
from tests.addons.notices.office import person
from tests.addons.notices.test_mail import ZHANG, post, proved, visitor
from tests.app.offices import platform_of


@pytest.fixture
def office(tmp_path, clock):
    """An office and the server that takes its mail."""
    with mailing_office(tmp_path, clock) as found:
        yield found


def server_health(app):
    """What the check of the mail server says now."""
    with session_factory(platform_of(app).database.engine)() as session:
        found = checked(session, platform_of(app).registry, surroundings=around(app))
        return next(said for entry, said in found if entry.name == "notices.mail")


def test_a_letter_is_followed_through_its_trays_and_sent_again(office, clock):
    app, server = office
    proved(app, server, "zhang", ZHANG)
    server.busy.add(ZHANG)
    tell(app, person(1), key="first")
    admin = visitor(app, "admin")
    work(app)
    failing = admin.get("/admin/mail?show=failing").text
    assert "z***@example.org" in failing
    assert ZHANG not in failing
    assert "451" in failing
    for _ in range(12):
        clock.advance(hours=7)
        work(app)
    admin = visitor(app, "admin")
    dead = admin.get("/admin/mail").text
    number = int(dead.partition("/admin/mail/")[2].partition("/again")[0])
    server.busy.clear()
    assert post(admin, f"/admin/mail/{number}/again").status_code == 302
    work(app)
    assert [one["To"] for one in server.letters] == [ZHANG]
    assert "z***@example.org" in admin.get("/admin/mail?show=sent").text
    assert "没有被放弃的信" in admin.get("/admin/mail").text
    with session_factory(platform_of(app).database.engine)() as session:
        noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "outbox.revive")).one()
    assert (noted.actor, noted.thing) == ("admin", f"outbox:{number}")
    assert ZHANG not in str(noted.detail)


def test_only_letters_are_sent_again_here_and_only_by_who_may(office):
    app, _ = office
    assert post(visitor(app, "admin"), "/admin/mail/999/again").status_code == 404
    zhang = visitor(app, "zhang")
    assert zhang.get("/admin/mail").status_code == post(zhang, "/admin/mail/again").status_code == 403


def test_the_mail_server_is_asked_once_a_minute(office, clock):
    app, server = office
    assert server_health(app).state is HealthState.OK
    server.shut()
    assert server_health(app).state is HealthState.OK
    clock.advance(minutes=2)
    said = server_health(app)
    assert said.state is HealthState.WARN
    assert said.remedy
    assert "127.0.0.1" in said.what.zh
    assert "邮件服务器有问题" in visitor(app, "admin").get("/admin/mail").text


def test_an_office_without_a_mail_server_says_so_and_is_well(office, clock, monkeypatch):
    app, _ = office
    monkeypatch.setattr(health, "FRESH", health.FRESH * 0)
    here = around(app)
    with session_factory(platform_of(app).database.engine)() as session:
        found = checked(session, here.registry)
        said = next(said for entry, said in found if entry.name == "notices.mail")
    assert said.state is HealthState.OK
    assert "没有设置邮件服务器" in said.what.zh


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("zhang.xiaoshan@example.org", "z***@example.org"),
        ("{'a.b@c.d': (550, b'nobody')}", "{'a***@c.d': (550, b'nobody')}"),
        ("no address", "no address"),
    ],
)
def test_of_an_address_only_its_first_letter_is_shown(words, left):
    assert masked(words) == left
