"""addons.notices.service: kept once for each party, read by each account, forgotten when old."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from addons.notices import service
from addons.notices.models import Notice, Reading
from addons.notices.queries import listed, unread_count
from kernel.db import session_factory, transaction
from kernel.errors import NotFound
from kernel.text import Text
from tests.addons.notices.samples import Post, make_message
from tests.addons.parties.town import Town


@pytest.fixture
def post(town: Town) -> Post:
    """The post of a small town."""
    return Post(town)


def test_a_message_reaches_each_party_once_however_often_it_is_told(post: Post):
    assert post.send("zhang", "boss") == 2
    assert post.send("zhang", "boss", "clerk") == 1
    assert post.send("zhang", "zhang", key="case:1:2") == 1

    assert {name: len(listed(post.town.session, box).items) for name, box in post.boxes.items()} == {
        "zhang": 2,
        "li": 0,
        "boss": 1,
        "clerk": 1,
        "jilin": 0,
        "idle": 0,
    }


def test_two_who_tell_at_once_tell_once(house, clock):
    with transaction(house.engine) as session:
        refs = Post(Town(session, clock.now())).refs
    message = make_message(refs["zhang"], at=clock.now())

    told = []
    for _ in range(2):
        with transaction(house.engine) as session:
            told.append(service.keep(session, message))

    assert told == [1, 0]
    with session_factory(house.engine)() as session:
        assert session.scalar(select(func.count()).select_from(Notice)) == 1


def test_words_of_any_length_are_kept(post: Post):
    long = "补正" * 5_000
    post.send("zhang", title=Text(long, long), body=Text(long, long))

    [item] = listed(post.town.session, post.boxes["zhang"]).items
    assert item.body.zh == long


def test_each_account_reads_for_itself(post: Post):
    session, other = post.town.session, post.town.user("second", "enterprise_admin")
    from addons.notices.queries import mailbox_of
    from addons.parties.service import bind_enterprise
    from addons.parties.words import Duty

    bind_enterprise(session, other, post.firm.id, duty=Duty.AGENT, actor="test", now=post.town.now)
    second = mailbox_of(session, other)
    post.send("boss")
    [item] = listed(session, post.boxes["boss"]).items

    service.read(session, post.boxes["boss"], item.id, now=post.town.now)
    service.read(session, post.boxes["boss"], item.id, now=post.town.now)

    assert unread_count(session, post.boxes["boss"]) == 0
    assert unread_count(session, second) == 1
    assert session.scalar(select(func.count()).select_from(Reading)) == 1


def test_nobody_reads_what_is_anothers_and_is_told_the_same_as_of_what_is_not_there(post: Post):
    session = post.town.session
    post.send("zhang")
    [item] = listed(session, post.boxes["zhang"]).items

    told = set()
    for name, number in [(name, item.id) for name in post.boxes if name != "zhang"] + [
        ("zhang", item.id + 1)
    ]:
        with pytest.raises(NotFound) as refused:
            service.read(session, post.boxes[name], number, now=post.town.now)
        told.add((refused.value.what.zh, refused.value.remedy.zh))

    assert len(told) == 1
    assert session.scalar(select(func.count()).select_from(Reading)) == 0


def test_what_was_written_later_of_an_earlier_time_is_read_with_the_rest(post: Post):
    session, box, now = post.town.session, post.boxes["zhang"], post.town.now
    post.send("zhang", key="a")
    newest = listed(session, box).items[0].id
    service.keep(session, make_message(post.refs["zhang"], key="b", at=now - timedelta(days=1)))

    assert service.read_all(session, box, up_to=newest, now=now) == 2


def test_all_that_stood_on_the_page_is_read_and_what_came_meanwhile_is_not(post: Post):
    session, box = post.town.session, post.boxes["zhang"]
    post.send("zhang", key="a")
    post.send("zhang", "li", key="b")
    newest = listed(session, box).items[0].id
    post.send("zhang", key="c")

    assert service.read_all(session, box, up_to=newest, now=post.town.now) == 2
    assert service.read_all(session, box, up_to=newest, now=post.town.now) == 0

    assert [item.is_read for item in listed(session, box).items] == [False, True, True]
    assert unread_count(session, post.boxes["li"]) == 1
    assert service.read_all(session, post.boxes["idle"], up_to=newest, now=post.town.now) == 0


def test_old_notices_are_forgotten_the_oldest_first(post: Post):
    session, now = post.town.session, post.town.now
    for days in (500, 450, 10):
        message = make_message(post.refs["zhang"], key=f"d{days}", at=now - timedelta(days=days))
        service.keep(session, message)
    oldest = listed(session, post.boxes["zhang"]).items[-1]
    service.read(session, post.boxes["zhang"], oldest.id, now=now)
    before = now - timedelta(days=400)

    assert service.forget(session, before=before, most=1) == 1
    assert session.scalar(select(func.count()).select_from(Reading)) == 0
    assert service.forget(session, before=before, most=9) == 1
    assert service.forget(session, before=before, most=9) == 0
    assert len(listed(session, post.boxes["zhang"]).items) == 1
