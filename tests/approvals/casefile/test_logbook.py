"""approvals.casefile.logbook: what was written of each act, with the names of those who acted, proved."""

import pytest
from msgspec.structs import replace
from sqlalchemy import insert, update

from approvals.casefile.logbook import log_of
from approvals.cases.queries import case_history
from approvals.cases.statements import DECISION
from approvals.words import Verb
from kernel.access.tables import USER
from kernel.db import session_factory, transaction
from kernel.jsontext import jsonvalue
from tests.approvals.offices import CLERK, DECIDE, FILING, Desk
from tests.approvals.samples import make_chain

pytestmark = pytest.mark.alike
SIMPLE = make_chain(FILING, DECIDE)


def test_the_log_holds_every_entry_as_it_was_written(desk: Desk):
    case = desk.begin(SIMPLE).id
    desk.decide(case, "city", Verb.APPROVE, CLERK, opinion="材料齐全")
    with session_factory(desk.engine)() as session:
        log = log_of(session, desk.case(case))
        whole = case_history(session, case)
    assert log.unbroken
    assert [one[:5] for one in log.entries] == [
        (one.seq, one.at, one.verb, one.step, one.actor) for one in whole
    ]
    assert [one.told for one in log.entries] == [
        jsonvalue(one.entry.to_json()) for one in whole if one.entry is not None
    ]
    assert log.entries[-1].told["opinion"] == "材料齐全"


def test_people_go_by_their_names_and_without_one_by_their_accounts(desk: Desk):
    case = desk.begin(SIMPLE).id
    desk.decide(case, "city", Verb.APPROVE, CLERK)
    with transaction(desk.engine) as session:
        who = {
            "first_name": "明",
            "last_name": "李",
            "username": "li",
            "password": "",
            "email": "li@example.com",
        }
        session.execute(insert(USER).values(**who, active=True))
    with session_factory(desk.engine)() as session:
        names = {one.actor: one.name for one in log_of(session, desk.case(case)).entries}
    assert names["li"] == "李明"
    assert {actor for actor, name in names.items() if actor == name} == set(names) - {"li"}


def test_a_changed_entry_breaks_the_log_and_an_erased_one_does_not(desk: Desk):
    case = desk.begin(SIMPLE)
    at = DECISION.c.case_id == case.id, DECISION.c.seq == 1
    with transaction(desk.engine) as session:
        session.execute(update(DECISION).where(*at).values(entry=None, salt=None))
        erased = log_of(session, case)
        session.execute(update(DECISION).where(*at).values(entry="{}"))
        assert not log_of(session, case).unbroken
    assert erased.unbroken
    assert erased.entries[0].told == {}


def test_an_act_after_the_look_at_the_case_is_no_break(desk: Desk):
    before = desk.begin(SIMPLE)
    desk.decide(before.id, "city", Verb.APPROVE, CLERK)
    with session_factory(desk.engine)() as session:
        assert log_of(session, before).unbroken
        assert log_of(session, replace(before, key="another")).unbroken
