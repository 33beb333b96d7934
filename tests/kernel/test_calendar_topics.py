"""kernel.calendar_topics: of several changes in a row listeners hear once; work that leaves the house holds no lock."""

from datetime import date
from types import ModuleType

from sqlalchemy import Engine, select, text

from kernel import calendar_topics, outbox, seams
from kernel.calendar import CHANGED, confirm_year, set_day
from kernel.clock import FixedClock
from kernel.db import transaction
from kernel.models import OutboxItem
from kernel.registry import Registry, assembled
from kernel.seams import calendar_listener, topic
from kernel.workdays import DayKind

HEARD: list[str] = []


@calendar_listener("toy.ear")
def ear(session):
    """Hears of the change."""
    HEARD.append("changed")


@topic("toy.outward", outward=True)
def outward(session, payload):
    """Somebody else may write meanwhile."""
    with transaction(session.get_bind()) as other:
        other.execute(text("UPDATE outbox_item SET error = 'nobody waits' WHERE topic = 'toy.outward'"))
    if payload.get("fails"):
        raise RuntimeError("no answer")


def registry() -> Registry:
    """The kernel with the ear of this test."""
    toys = ModuleType(__name__)
    toys.ear, toys.outward = ear, outward  # type: ignore[attr-defined]
    return assembled({"kernel": [seams, calendar_topics], "toy": [toys]})


def test_listeners_hear_of_several_changes_once_and_after_a_while(engine: Engine, clock: FixedClock):
    HEARD.clear()
    found = registry()
    for day in (date(2026, 3, 12), date(2026, 3, 13)):
        with transaction(engine) as session:
            set_day(session, day, DayKind.OFF, name="放假", actor="admin", now=clock.now())
    assert outbox.drain(engine, found, clock=clock, worker="w").done == 0
    clock.advance(minutes=1)
    assert outbox.drain(engine, found, clock=clock, worker="w").done == 2
    assert HEARD == ["changed"]
    with transaction(engine) as session:
        confirm_year(session, 2026, "国办发明电", actor="admin", now=clock.now())
        assert session.scalars(select(OutboxItem.topic).where(OutboxItem.state == "waiting")).all() == [
            CHANGED
        ]


def test_work_that_leaves_the_house_keeps_nobody_from_writing_and_is_tried_again(
    engine: Engine, clock: FixedClock
):
    found = registry()
    with transaction(engine) as session:
        outbox.defer(session, "toy.outward", {}, now=clock.now())
        outbox.defer(session, "toy.outward", {"fails": True}, now=clock.now())
    done = outbox.drain(engine, found, clock=clock, worker="w")
    assert (done.done, done.failed) == (1, 1)
    with transaction(engine) as session:
        states = session.scalars(select(OutboxItem.state).order_by(OutboxItem.id)).all()
    assert states == ["done", "waiting"]
