"""kernel.once: the second of two equal rows is told so."""

from sqlalchemy import select

from kernel.db import session_factory, transaction
from kernel.models import JobRun
from kernel.once import inserted_once


def inserted(session, clock, slot):
    values = {"job": "a", "slot": slot, "started_at": clock.now(), "report": {"of": slot}}
    return inserted_once(session, JobRun, unique=("job", "slot"), values=values)


def test_the_first_row_gets_its_id_and_the_second_changes_nothing(engine, clock):
    with transaction(engine) as session:
        first = inserted(session, clock, "1")
        assert inserted(session, clock, "1") is None
        assert inserted(session, clock, "2") not in (None, first)
    with session_factory(engine)() as session:
        assert session.scalars(select(JobRun.report).where(JobRun.id == first)).one() == {"of": "1"}
        assert len(session.scalars(select(JobRun.id)).all()) == 2


def test_a_refused_row_leaves_the_transaction_usable(engine, clock):
    with transaction(engine) as session:
        inserted(session, clock, "1")
        inserted(session, clock, "1")
        session.add(JobRun(job="b", slot="1", started_at=clock.now(), report={}))
    with session_factory(engine)() as session:
        assert set(session.scalars(select(JobRun.job))) == {"a", "b"}
