"""approvals.people.following: cases that somebody keeps an eye on, as long as they may see them."""

from dataclasses import replace

import pytest

from approvals.lists.inbox import page_of
from approvals.lists.views import View
from approvals.people import following
from approvals.people.following import follow, followers, follows, unfollow
from approvals.people.watchers import watchers
from kernel.clock import local_day
from kernel.db import transaction
from kernel.errors import Conflict
from tests.approvals.offices import CLERK, DECIDE, FILING, MASTER, OVERSEER, PROVINCE, Desk
from tests.approvals.samples import make_chain

pytestmark = pytest.mark.alike
SIMPLE = make_chain(FILING | {"files": True}, DECIDE)


def listed(desk: Desk, standing=CLERK, *, limit: int = 50):
    """What somebody follows, page by page."""
    found, after = [], None
    with transaction(desk.engine) as session:
        while True:
            today = local_day(desk.clock.now())
            page = page_of(session, standing, View.FOLLOWED, today=today, after=after, limit=limit)
            found += [line.case for line in page.lines]
            after = page.last
            if after is None:
                return found


def test_a_case_is_followed_once_and_found_in_a_list(desk: Desk):
    cases = [desk.begin(SIMPLE).id for _ in range(3)]
    with transaction(desk.engine) as session:
        assert [follow(session, case, "li", now=desk.clock.now()) for case in cases] == [True] * 3
        assert follow(session, cases[0], "li", now=desk.clock.now()) is False
        follow(session, cases[0], "chen", now=desk.clock.now())
        assert followers(session, cases[0]) == ["li", "chen"]
    assert listed(desk, limit=2) == cases[::-1]
    assert listed(desk, OVERSEER) == [cases[0]]
    with transaction(desk.engine) as session:
        assert unfollow(session, cases[1], "li")
        assert not unfollow(session, cases[1], "li")
        assert (follows(session, cases[0], "li"), follows(session, cases[1], "li")) == (True, False)
    assert listed(desk) == [cases[2], cases[0]]


def test_who_has_left_the_office_finds_it_no_more(desk: Desk):
    case = desk.begin(SIMPLE).id
    with transaction(desk.engine) as session:
        follow(session, case, "li", now=desk.clock.now())
        follow(session, case, "zhao", now=desk.clock.now())
        # accounts that are no more hear of nothing
        assert watchers(session, desk.registry, case) == []
    assert listed(desk, replace(CLERK, offices=frozenset({PROVINCE}))) == []
    assert listed(desk, MASTER) == []


def test_nobody_follows_everything(desk: Desk, monkeypatch):
    monkeypatch.setattr(following, "MOST", 1)
    first, second = desk.begin(SIMPLE).id, desk.begin(SIMPLE).id
    with transaction(desk.engine) as session:
        follow(session, first, "li", now=desk.clock.now())
        with pytest.raises(Conflict):
            follow(session, second, "li", now=desk.clock.now())
        # what is sent once more changes nothing, and is no more than there is
        assert follow(session, first, "li", now=desk.clock.now()) is False
