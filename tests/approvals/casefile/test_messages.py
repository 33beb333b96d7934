"""Messages and notes: kept in order, heard by plugins, never one in place of the other."""

import pytest

from approvals.casefile import messages
from approvals.casefile.feed import Kind, conversation, feed, news_since
from approvals.casefile.messages import LONGEST, MOST
from kernel.db import transaction
from kernel.errors import Conflict, Invalid
from tests.approvals.offices import Desk

pytestmark = pytest.mark.alike


@pytest.fixture
def talk(desk: Desk):
    """A case, and writing about it."""
    case = desk.begin()

    def write(text="请补任职文件", *, by_office=True, author="li"):
        with transaction(desk.engine) as session:
            return messages.say(
                session, desk.registry, case, text, author=author, by_office=by_office, now=desk.clock.now()
            ).id

    write.case = case  # type: ignore[attr-defined]
    return write


def test_the_applicant_reads_messages_without_names_of_clerks_and_never_a_note(desk, talk):
    talk()
    talk("已补交", by_office=False, author="zhang")
    with transaction(desk.engine) as session:
        messages.note(session, desk.registry, talk.case, "电话里态度好", author="li", now=desk.clock.now())
        read = [(one.who and one.who.zh, one.text) for one in conversation(session, talk.case.id)]
    assert read == [("办理机构", "请补任职文件"), ("申请人", "已补交")]


def test_the_office_reads_acts_messages_and_notes_in_one_stream(desk, talk):
    desk.clock.advance(days=1)
    since = desk.clock.now()
    desk.clock.advance(days=1)
    talk("已补交", by_office=False, author="zhang")
    with transaction(desk.engine) as session:
        messages.note(session, desk.registry, talk.case, "核过了", author="li", now=desk.clock.now())
        items = feed(session, desk.registry, talk.case, account="wang", since=since)
        assert news_since(session, talk.case.id, "wang", since) == 2
        assert news_since(session, talk.case.id, "li", since) == 1
    kinds = [one.kind for one in items]
    assert kinds.index(Kind.MESSAGE) < kinds.index(Kind.NOTE)
    assert [one.text for one in items if one.new] == ["已补交", "核过了"]
    assert items[-1].at is None


@pytest.mark.parametrize("text", ["", " \n", "长" * (LONGEST + 1)], ids=["empty", "blank", "long"])
def test_a_message_says_something_and_not_too_much(talk, text):
    with pytest.raises(Invalid):
        talk(text)


def test_a_conversation_has_an_end(desk, talk):
    with transaction(desk.engine) as session:
        for _ in range(MOST):
            messages.say(
                session, desk.registry, talk.case, "x", author="li", by_office=True, now=desk.clock.now()
            )
    with pytest.raises(Conflict):
        talk()
