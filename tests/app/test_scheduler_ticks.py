"""What one scheduler does in a turn."""

import types
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

import kernel.seams
from app.scheduler import Ticks, guarded, worker_name
from kernel.clock import FixedClock
from kernel.db import session_factory, transaction
from kernel.jobs import Every, Slot
from kernel.models import JobRun, OutboxItem
from kernel.models.work import WorkState
from kernel.outbox import defer
from kernel.registry import Registry, assembled
from kernel.seams import job, topic
from kernel.site import Site
from kernel.surroundings import Surroundings
from kernel.text import Text


class Chair:
    """A leadership that the test gives and takes."""

    def __init__(self) -> None:
        self.mine = True

    def held(self) -> bool:
        return self.mine


def registry() -> Registry:
    """One job and one topic."""
    module = types.ModuleType("turning")

    @job("turn", title=Text("轮值", "turn"), schedule=Every(5), catch_up=None)
    def turn(_session: Session, slot: Slot) -> dict[str, str]:
        return {"slot": slot.id}

    @topic("greet")
    def greet(_session: Session, payload: dict[str, str]) -> None:
        assert payload == {"to": "李明"}

    for marked in (turn, greet):
        marked.__module__ = "turning"
        setattr(module, marked.__name__, marked)
    return assembled({"kernel": [kernel.seams], "turning": [module]})


def make_ticks(engine: Engine, clock: FixedClock, folder: Path, chair: Chair) -> Ticks:
    site = Site(engine, (), folder, clock)
    return Ticks(site, Surroundings(registry(), clock), chair)


def slots(engine: Engine) -> list[str]:
    with session_factory(engine)() as session:
        return list(
            session.scalars(select(JobRun.slot).where(JobRun.slot != "first seen").order_by(JobRun.slot))
        )


def test_the_leader_runs_what_is_due_and_catches_up(engine: Engine, clock: FixedClock, tmp_path: Path):
    ticks = make_ticks(engine, clock, tmp_path, Chair())
    ticks.tick()
    clock.advance(minutes=11)
    ticks.tick()
    assert slots(engine) == ["2026-03-10T10:05", "2026-03-10T10:10"]
    assert ticks.leads


def test_a_standby_runs_nothing(engine: Engine, clock: FixedClock, tmp_path: Path):
    chair = Chair()
    ticks = make_ticks(engine, clock, tmp_path, chair)
    ticks.tick()
    chair.mine = False
    clock.advance(minutes=11)
    ticks.tick()
    assert slots(engine) == []
    assert not ticks.leads


def test_deferred_work_is_drained_by_a_standby_too(engine: Engine, clock: FixedClock, tmp_path: Path):
    chair = Chair()
    chair.mine = False
    ticks = make_ticks(engine, clock, tmp_path, chair)
    with transaction(engine) as session:
        defer(session, "greet", {"to": "李明"}, now=clock.now())
    ticks.drain("here:1:0")
    with session_factory(engine)() as session:
        assert session.scalars(select(OutboxItem.state)).all() == [WorkState.DONE]


def test_a_turn_that_fails_does_not_stop_the_next():
    course: list[int] = []

    def turn() -> None:
        course.append(len(course))
        if len(course) == 1:
            raise LookupError

    again = guarded(turn)
    again()
    again()
    assert course == [0, 1]


def test_claims_of_two_threads_have_two_names():
    assert worker_name(0) != worker_name(1)
