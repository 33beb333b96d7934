"""addons.notices.queries: a mailbox, its count, its pages."""

from datetime import datetime, timedelta

import pytest

from addons.notices import service
from addons.notices.models import Notice
from addons.notices.queries import MOST_COUNTED, listed, unread_count
from tests.addons.notices.samples import Post, make_message
from tests.addons.parties.town import Town


@pytest.fixture
def post(town: Town) -> Post:
    """The post of a small town."""
    return Post(town)


def test_one_stands_for_oneself_ones_enterprises_and_offices(post: Post):
    session, zhang = post.town.session, post.boxes["zhang"]
    from addons.notices.queries import mailbox_of
    from addons.parties.service import bind_enterprise, bind_office
    from addons.parties.words import Duty

    bind_enterprise(session, zhang.user_id, post.firm.id, duty=Duty.ADMIN, actor="t", now=post.town.now)
    bind_office(session, zhang.user_id, post.town.office().id, actor="t", now=post.town.now)
    post.send("zhang", "boss", "clerk", "jilin", "li")

    items = listed(session, mailbox_of(session, zhang.user_id)).items

    assert sorted(item.to.zh if item.to else "" for item in items) == sorted(
        ["", post.firm.name, post.town.office().name]
    )


def test_a_window_above_does_not_read_what_is_for_the_one_below(post: Post):
    province = post.town.clerk("220000", "province_clerk")
    from addons.notices.queries import mailbox_of

    post.send("clerk")

    assert listed(post.town.session, mailbox_of(post.town.session, province.user_id or 0)).items == ()


def test_pages_follow_each_other_without_gap_or_repetition(post: Post):
    session, box = post.town.session, post.boxes["zhang"]
    for number in range(7):
        post.send("zhang", "li", key=f"k{number}")

    seen: list[int] = []
    before = None
    while True:
        found = listed(session, box, before=before, size=3)
        seen += [item.id for item in found.items]
        post.send("zhang", key=f"later{len(seen)}")
        if found.more is None:
            break
        before = found.more

    assert len(seen) == len(set(seen)) == 7
    assert seen == sorted(seen, reverse=True)


def test_the_unread_are_listed_alone(post: Post):
    session, box = post.town.session, post.boxes["zhang"]
    for number in range(3):
        post.send("zhang", key=f"k{number}")
    middle = listed(session, box).items[1]
    service.read(session, box, middle.id, now=post.town.now)

    assert len(listed(session, box, unread_only=True).items) == unread_count(session, box) == 2
    assert [item.is_read for item in listed(session, box).items] == [False, True, False]


def test_counting_stops_beyond_what_is_told(post: Post):
    for number in range(MOST_COUNTED + 20):
        post.send("zhang", key=f"k{number}")

    assert unread_count(post.town.session, post.boxes["zhang"]) == MOST_COUNTED + 1
    assert unread_count(post.town.session, post.boxes["idle"]) == 0


def test_what_happened_later_is_told_first_whatever_was_written_first(post: Post):
    session, box, hour = post.town.session, post.boxes["zhang"], timedelta(hours=1)
    told = {"late": 0, "early": -3, "middle": -1, "same": -1}
    for key, ago in told.items():
        send_at(post, key, post.town.now + ago * hour)

    first = listed(session, box, size=2)
    second = listed(session, box, before=first.more, size=2)

    assert [key_of(post, one.id) for one in (*first.items, *second.items)] == [
        "late",
        "same",
        "middle",
        "early",
    ]
    assert second.more is None


def test_a_list_goes_on_where_the_last_notice_of_the_page_was_removed(post: Post):
    session, box = post.town.session, post.boxes["zhang"]
    for number in range(4):
        post.send("zhang", key=f"k{number}")
    last = listed(session, box, size=2).more
    session.delete(session.get_one(Notice, last))
    session.flush()

    assert [key_of(post, one.id) for one in listed(session, box, before=last).items] == ["k1", "k0"]


def send_at(post: Post, key: str, at: datetime) -> None:
    """A message to Zhang that says what happened at that moment."""
    service.keep(post.town.session, make_message(post.refs["zhang"], key=key, at=at))


def key_of(post: Post, number: int) -> str:
    return post.town.session.get_one(Notice, number).key
