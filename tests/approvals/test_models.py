"""The tables are those that the migration makes, and the calls that stand on chains are told."""

from sqlalchemy import Engine

from approvals.usages import open_cases
from approvals.words import Verb
from kernel.db import session_factory
from tests.approvals.offices import BOSS, CLERK, Desk
from tests.schema import differences


def test_the_migration_makes_what_the_models_say(approvals_engine: Engine):
    assert differences(approvals_engine, "approvals") == []


def test_open_cases_forbid_that_their_chain_goes_and_closed_ones_do_not(desk: Desk):
    case = desk.begin()
    with session_factory(desk.engine)() as session:
        [usage] = open_cases(session, [case.chain])
    assert (usage.count, usage.examples) == (1, (f"#{case.id}",))
    desk.decide(case.id, "employer", Verb.APPROVE, BOSS)
    desk.decide(case.id, "city", Verb.APPROVE, CLERK)
    with session_factory(desk.engine)() as session:
        assert open_cases(session, [case.chain]) == open_cases(session, []) == []
