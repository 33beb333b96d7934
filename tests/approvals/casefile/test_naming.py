"""Matters go by the title that is in force, steps by that of the version on which something waits."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from approvals.casefile.naming import matters_at, matters_named, steps_at
from approvals.chains.versions import DEFINITION
from kernel.db import session_factory, transaction
from tests.approvals.offices import BOSS, CITY, CLERK, DECIDE, FILING, PROVINCE
from tests.approvals.samples import make_chain

FIRST = make_chain(FILING | {"files": True}, DECIDE)
SECOND = FIRST | {"title": "另一个名称"}


def test_a_matter_goes_by_its_title_in_force_and_a_strange_one_by_its_name(desk):
    first, second = desk.begin(FIRST), desk.begin(SECOND)
    with transaction(desk.engine) as session:
        assert matters_named(session, []) == {}
        named = matters_named(session, [first.chain, second.chain, "strange"])
        assert [title.zh for title in named.values()] == ["审批", "另一个名称", "strange"]
        in_force = update(DEFINITION).where(DEFINITION.c.name == first.chain)
        session.execute(in_force.values(current_id=second.version_id))
        assert matters_named(session, [first.chain])[first.chain].zh == "另一个名称"


def test_the_matters_of_an_office_are_those_it_has_had(desk):
    case = desk.begin(FIRST)
    with session_factory(desk.engine)() as session:
        assert matters_at(session, {CITY, PROVINCE}) == [case.matter]
        assert matters_at(session, {PROVINCE}) == []
        assert matters_at(session, set()) == []


@pytest.mark.parametrize(
    ("standing", "steps"),
    [
        (CLERK, ["city"]),
        (replace(CLERK, roles=frozenset({"city_clerk", "another"})), ["city"]),
        (replace(CLERK, roles=frozenset()), []),
        (replace(CLERK, offices=frozenset({PROVINCE})), []),
        (BOSS, []),
    ],
)
def test_the_steps_are_those_at_which_something_waits_for_them(desk, standing, steps):
    desk.begin(FIRST)
    with session_factory(desk.engine)() as session:
        found = steps_at(session, desk.registry, standing)
    assert [*found] == steps
