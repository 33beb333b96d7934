"""Processes that die in the middle of an act: at any statement of it nothing is left by halves, after it all is there."""

from itertools import count

import pytest
from sqlalchemy import Engine, MetaData, select

from approvals.words import Verb
from tests.approvals.doomed import AFTER, COMMIT, DONE, STATEMENT, killed
from tests.approvals.fates import FATES
from tests.approvals.offices import Desk

MOST = 60
"""No act needs so many statements."""


@pytest.mark.parametrize(
    "fate", [name if name == "approve" else pytest.param(name, marks=pytest.mark.kill_long) for name in FATES]
)
def test_an_act_that_is_killed_at_any_statement_is_wholly_undone_and_after_the_commit_wholly_done(
    approvals_engine: Engine, desk: Desk, fate: str
):
    url = approvals_engine.url.render_as_string(hide_password=False)
    case = FATES[fate].prepared(desk)
    known = MetaData()
    known.reflect(approvals_engine)
    before, revision = everything(approvals_engine, known), desk.case(case).state.seq
    for point in count(1):
        where = killed(url, case, point, fate, desk.clock)
        assert where in {STATEMENT, COMMIT}
        assert point < MOST
        assert everything(approvals_engine, known) == before, (point, where)
        if where == COMMIT:
            break
    desk.refuse_incoherent(case)
    assert killed(url, case, AFTER, fate, desk.clock) == DONE
    assert desk.case(case).state.seq > revision
    assert everything(approvals_engine, known) != before
    desk.refuse_incoherent(case)


def test_every_kind_of_act_that_moves_a_case_is_among_them():
    verbs = {fate.act.verb for fate in FATES.values()}
    # the rest is like one of these: accept and not_accept, remove_signer, substitute
    assert set(Verb) - verbs == {Verb.ACCEPT, Verb.NOT_ACCEPT, Verb.REMOVE_SIGNER, Verb.SUBSTITUTE}


def everything(engine: Engine, known: MetaData) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in known.sorted_tables
        }
