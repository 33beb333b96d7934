"""approvals.people.copies: a case shown to a colleague, once, unread until they look."""

from approvals.people.copies import copies_for, has_copy, mark_read, unread_inquiry
from approvals.words import Verb
from kernel.db import connection_of, session_factory, transaction
from tests.approvals.offices import CITY, CLERK, DECIDE, FILING, Desk
from tests.approvals.samples import make_chain

AT = {CITY}
SHOWN = make_chain(FILING, {**DECIDE, "verbs": ["approve", "cc"]})


def test_a_copy_is_unread_until_it_is_looked_at_and_again_when_it_is_sent_again(desk: Desk):
    case = desk.begin(SHOWN).id
    desk.decide(case, "city", Verb.CC, CLERK, people=["wang", "sun"])
    desk.decide(case, "city", Verb.CC, CLERK, people=["wang"])
    with transaction(desk.engine) as session:
        assert [(one.case_id, one.by) for one in copies_for(session, "wang", AT)] == [(case, "li")]
        assert has_copy(session, case, "sun", AT)
        assert not has_copy(session, case, "li", AT)
        assert not has_copy(session, case, "sun", {CITY + 1})
        assert unread_inquiry("wang", AT).answered(connection_of(session)) == 1
        mark_read(session, case, "wang", now=desk.clock.now())
    with session_factory(desk.engine)() as session:
        assert unread_inquiry("wang", AT).answered(connection_of(session)) == 0
        assert copies_for(session, "wang", AT, unread=True) == []
        assert copies_for(session, "sun", AT, after=1) == []
    desk.decide(case, "city", Verb.CC, CLERK, people=["wang"])
    with session_factory(desk.engine)() as session:
        assert unread_inquiry("wang", AT).answered(connection_of(session)) == 1
    desk.decide(case, "city", Verb.APPROVE, CLERK)
    desk.refuse_incoherent(case)
