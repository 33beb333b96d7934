"""The phrase book: whose a phrase is, and that nobody overwrites another's change."""

import pytest

from approvals.casefile import phrases
from approvals.casefile.phrases import LONGEST, MOST, Use
from kernel.db import transaction
from kernel.errors import Conflict, Invalid, NotFound
from tests.approvals.offices import CITY, CLERK, COLLEAGUE, MASTER, PROVINCE, Desk

pytestmark = pytest.mark.alike


@pytest.fixture
def book(desk: Desk):
    """The acts on phrases, each in its transaction."""

    def act(function, *args, **more):
        with transaction(desk.engine) as session:
            return function(session, *args, **more)

    return act


def added(book, desk, standing=CLERK, *, text="缺页", office=None, use=Use.DEFECT):
    found = book(phrases.add, standing, text, use=use, office=office, now=desk.clock.now())
    return found.id, found.revision


def seen_by(book, standing, use=None):
    return [one.text for one in book(lambda session: list(phrases.phrases_for(session, standing, use)))]


def test_own_phrases_are_ones_own_and_those_of_an_office_are_its_clerks(desk, book):
    added(book, desk, text="自己的")
    added(book, desk, text="大家的", office=CITY)
    assert seen_by(book, CLERK) == ["自己的", "大家的"]
    assert seen_by(book, COLLEAGUE) == ["大家的"]
    assert seen_by(book, MASTER) == []


def test_phrases_are_offered_by_their_use(desk, book):
    added(book, desk, text="同意", use=Use.OPINION)
    added(book, desk)
    assert seen_by(book, CLERK, Use.OPINION) == ["同意"]


def test_a_colleague_changes_what_the_office_shares_and_a_stale_change_is_refused(desk, book):
    number, seen = added(book, desk, office=CITY)
    book(phrases.change, COLLEAGUE, number, "缺第二页", seen=seen, now=desk.clock.now())
    with pytest.raises(Conflict):
        book(phrases.change, CLERK, number, "又改", seen=seen, now=desk.clock.now())
    with pytest.raises(Conflict):
        book(phrases.remove, CLERK, number, seen=seen)
    assert seen_by(book, CLERK) == ["缺第二页"]


def test_nobody_reaches_a_phrase_that_is_not_theirs(desk, book):
    number, seen = added(book, desk)
    for refused in (
        lambda: book(phrases.change, COLLEAGUE, number, "x", seen=seen, now=desk.clock.now()),
        lambda: book(phrases.remove, COLLEAGUE, number, seen=seen),
        lambda: added(book, desk, office=PROVINCE),
    ):
        with pytest.raises(NotFound):
            refused()


@pytest.mark.parametrize("text", ["", "  \r\n", "长" * (LONGEST + 1)], ids=["empty", "blank", "long"])
def test_a_phrase_says_something_and_not_too_much(desk, book, text):
    with pytest.raises(Invalid):
        added(book, desk, text=text)


def test_the_same_words_are_in_a_book_once(desk, book):
    number, _ = added(book, desk)
    with pytest.raises(Conflict) as refused:
        added(book, desk, text=" 缺页 ")
    assert refused.value.place == f"same:{number}"
    other, seen = added(book, desk, text="缺章")
    with pytest.raises(Conflict, match="已有一条同样的"):
        book(phrases.change, CLERK, other, "缺页", seen=seen, now=desk.clock.now())
    book(phrases.change, CLERK, other, "缺章", seen=seen, now=desk.clock.now())


def test_another_use_account_or_office_may_say_the_same(desk, book):
    for more in ({}, {"use": Use.OPINION}, {"office": CITY}, {"standing": COLLEAGUE}):
        added(book, desk, **more)


def test_a_book_has_an_end(desk, book):
    def fill(session):
        for number in range(MOST):
            phrases.add(session, CLERK, f"第 {number}", use=Use.DEFECT, office=None, now=desk.clock.now())

    book(fill)
    with pytest.raises(Conflict):
        added(book, desk)
