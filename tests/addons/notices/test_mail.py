"""Mail through a real SMTP server: addresses proved first, letters once, in digests, refused and tried again."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from addons.licensing.telling import ACCOUNT, Group
from addons.notices.carriers import Mail
from addons.notices.models import Sending
from approvals.people.assignment import PartyRef
from kernel.db import session_factory
from kernel.jobs import run_now
from kernel.models import OutboxItem
from tests.addons.notices.mailroom import LINK, Server, around, mailing_office, tell, text_of, work
from tests.addons.notices.office import person, window
from tests.app.offices import platform_of, sign_in, submit

ZHANG = "zhang.xiaoshan@example.org"


@pytest.fixture
def office(tmp_path: Path, clock) -> Iterator[tuple[Flask, Server]]:
    """An office and the server that takes its mail."""
    with mailing_office(tmp_path, clock) as found:
        yield found


def visitor(app: Flask, username: str) -> FlaskClient:
    """Somebody who is signed in."""
    client = app.test_client()
    assert sign_in(client, username).status_code == 302
    return client


def post(client: FlaskClient, path: str, **fields: str):
    """An act of somebody who is signed in."""
    return submit(client, path, fields, page="/my/preferences")


def proved(app: Flask, server: Server, username: str, address: str) -> FlaskClient:
    """An account that has proved its address."""
    client = visitor(app, username)
    post(client, "/my/preferences/address", email=address)
    assert work(app) == 0
    [letter] = server.to(address)
    link = LINK.search(text_of(letter))
    assert link
    assert post(client, link[0]).status_code == 302
    server.letters.clear()
    return client


def test_nothing_is_mailed_before_the_address_is_proved(office):
    app, server = office
    client = visitor(app, "zhang")
    assert post(client, "/my/preferences/address", email=ZHANG).status_code == 302
    tell(app, person(1), key="early")
    work(app)
    [letter] = server.letters
    link = LINK.search(text_of(letter))
    assert letter["To"] == ZHANG
    assert link

    page = client.get(link[0])
    assert ZHANG in page.text
    tell(app, person(1), key="still_early")
    work(app)
    assert len(server.letters) == 1

    assert post(client, link[0]).status_code == 302
    tell(app, person(1), person(2), key="now")
    work(app)
    assert [one["To"] for one in server.letters[1:]] == [ZHANG]
    assert post(client, link[0]).status_code == 409


def test_a_letter_says_everything_in_both_languages_and_comes_once(office):
    app, server = office
    proved(app, server, "zhang", ZHANG)
    for _ in range(2):
        tell(app, person(1), key="case:1:1")
        work(app)
    [letter] = server.letters
    said = text_of(letter)
    assert "申请已受理" in letter["Subject"]
    assert "Accepted" in said
    assert "/my/applications/1" in said
    assert "/my/preferences" in said
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].startswith("<notice.")


def test_a_link_of_somebody_else_or_of_yesterday_confirms_nothing(office, clock):
    app, server = office
    client = visitor(app, "zhang")
    post(client, "/my/preferences/address", email=ZHANG)
    work(app)
    link = LINK.search(text_of(server.letters[0]))
    assert link
    assert visitor(app, "li").get(link[0]).status_code == 409
    clock.advance(days=1, minutes=1)
    assert visitor(app, "zhang").get(link[0]).status_code == 409


def test_an_address_that_an_administrator_changed_gets_nothing_until_it_is_proved(office):
    app, server = office
    proved(app, server, "zhang", ZHANG)
    with platform_of(app).database.transaction() as session:
        session.execute(text("UPDATE ab_user SET email = 'other@example.org' WHERE username = 'zhang'"))
    tell(app, person(1), key="changed")
    work(app)
    assert server.letters == []


def test_what_is_wanted_in_a_digest_comes_once_a_day_in_one_letter(office, clock):
    app, server = office
    client = proved(app, server, "zhang", ZHANG)
    assert (
        post(client, "/my/preferences", **{"progress.in_app": "yes", "progress.digest": "yes"}).status_code
        == 302
    )
    for number in range(3):
        tell(app, person(1), key=f"p{number}", group=Group.PROGRESS)
    work(app)
    assert server.letters == []

    here = platform_of(app)
    clock.advance(days=7)
    for _ in range(2):
        run_now(here.database.engine, here.registry, clock, "notices.digest", surroundings=around(app))
        work(app)
        clock.advance(minutes=1)
    [letter] = server.letters
    assert "3 条消息" in letter["Subject"]
    assert text_of(letter).count("· 申请已受理") == 3
    with session_factory(here.database.engine)() as session:
        topics = set(session.scalars(select(OutboxItem.topic)))
        assert {"notices.spread", "notices.send_digest", "notices.confirm"} <= topics
        days = session.scalars(select(Sending.digest_on).distinct()).all()
    assert days == [clock.today()]


def test_what_must_be_told_stays_whatever_is_sent(office):
    app, _ = office
    client = visitor(app, "zhang")
    post(client, "/my/preferences", nothing="at_all")
    tell(app, person(1), key="must", group=Group.CORRECTION)
    tell(app, person(1), key="may", group=Group.PROGRESS, title=make_title())
    page = client.get("/notices").text
    assert "申请已受理" in page
    assert "有进展" not in page


def make_title():
    """Another title."""
    from kernel.text import Text

    return Text("有进展", "moved on")


def test_a_whole_office_gets_mail_only_where_somebody_asked_for_it(office):
    app, server = office
    client = proved(app, server, "wang", "wang@example.org")
    tell(app, window(app), key="due1", group=Group.DEADLINE)
    work(app)
    assert server.letters == []
    post(client, "/my/preferences", **{"deadline.mail": "yes"})
    tell(app, window(app), key="due2", group=Group.DEADLINE)
    work(app)
    assert [one["To"] for one in server.letters] == ["wang@example.org"]


def test_an_account_is_told_alone(office):
    app, server = office
    client = proved(app, server, "wang", "wang@example.org")
    with platform_of(app).database.transaction() as session:
        number = session.execute(text("SELECT id FROM ab_user WHERE username = 'wang'")).scalar_one()
    tell(app, PartyRef(ACCOUNT, number), key="mine", group=Group.TASK)
    work(app)
    assert [one["To"] for one in server.letters] == ["wang@example.org"]
    assert "申请已受理" in client.get("/notices").text


def test_a_letter_that_the_server_refuses_for_good_is_given_up_at_once_with_what_it_said(office, clock):
    app, server = office
    proved(app, server, "zhang", ZHANG)
    server.refused.add(ZHANG)
    tell(app, person(1), key="refused")
    assert work(app) == 1
    with session_factory(platform_of(app).database.engine)() as session:
        [item] = session.scalars(select(OutboxItem).where(OutboxItem.topic == "notices.send"))
        assert (item.state, item.attempts) == ("dead", 1)
        assert "550 nobody reads this" in (item.error or "")
    page = visitor(app, "sysadmin").get("/admin/mail").text
    assert "邮件服务器拒收这封信：“550 nobody reads this”。" in page
    server.refused.clear()
    clock.advance(hours=7)
    assert work(app) == 0
    assert server.letters == [], "it is not tried again by itself"


def test_a_letter_that_the_server_does_not_take_now_is_tried_again_and_then_a_dead_letter(office, clock):
    app, server = office
    proved(app, server, "zhang", ZHANG)
    server.busy.add(ZHANG)
    tell(app, person(1), key="refused")
    assert work(app) == 1
    server.busy.clear()
    clock.advance(minutes=5)
    work(app)
    assert len(server.letters) == 1
    server.busy.add(ZHANG)
    tell(app, person(1), key="dead")
    for _ in range(12):
        work(app)
        clock.advance(hours=7)
    with session_factory(platform_of(app).database.engine)() as session:
        dead = session.scalars(select(OutboxItem.topic).where(OutboxItem.state == "dead")).all()
    assert dead == ["notices.send"]
    assert len(server.letters) == 1


def test_what_is_no_address_is_refused_and_kept_in_the_form(office):
    app, server = office
    client = visitor(app, "zhang")
    none = ("", "nowhere", "a@b@c", "zhang@example.invalid", "x@y.z\r\nBcc: all@y.z")
    for typed in (*none, "张@y.z", "a\x01@y.z", "a\u202e@y.z", "a@y..z", "a=?utf-8?q?x?=@y.z"):
        answer = post(client, "/my/preferences/address", email=typed)
        assert answer.status_code == 422, typed
        assert "不是邮箱地址" in answer.text
    work(app)
    assert server.letters == []
    assert post(client, "/my/preferences/address", email=ZHANG).status_code == 302, "none of them is counted"


def test_an_address_of_somebody_else_is_not_taken_over(office):
    app, server = office
    proved(app, server, "zhang", ZHANG)
    client = visitor(app, "li")
    post(client, "/my/preferences/address", email=ZHANG.upper())
    work(app)
    link = LINK.search(text_of(server.letters[0]))
    assert link
    answer = post(client, link[0])
    assert answer.status_code == 409
    assert "另一个账户" in answer.text


def test_letters_with_links_are_not_asked_for_without_end(office):
    app, _ = office
    client = visitor(app, "zhang")
    answers = [post(client, "/my/preferences/address", email=ZHANG).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]


def test_who_wants_no_mail_any_more_gets_none(office):
    app, server = office
    client = proved(app, server, "zhang", ZHANG)
    post(client, "/my/preferences/address/drop")
    tell(app, person(1), key="after")
    work(app)
    assert server.letters == []
    assert Mail().address(platform_of(app).database.session(), 1) is None


def test_the_lease_is_longer_than_a_server_may_take():
    from kernel.mail import PATIENCE
    from kernel.outbox.claiming import LEASE

    assert timedelta(seconds=3 * PATIENCE) < LEASE
