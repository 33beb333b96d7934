"""kernel.surroundings: what work may ask of the process that runs it."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from kernel.clock import FixedClock
from kernel.errors import RegistryError
from kernel.keys import KeyRing
from kernel.registry import assembled
from kernel.surroundings import Surroundings, around, at_moment, surround, surroundings_of

REGISTRY = assembled({})


def test_work_asks_its_session(clock):
    here, session = Surroundings(REGISTRY, clock), Session()
    surround(session, here)
    assert surroundings_of(session) is here


def test_outside_of_a_process_that_runs_work_there_is_nothing_to_ask():
    with pytest.raises(RegistryError, match="没有在调度程序里运行"):
        surroundings_of(Session())


def test_the_snapshot_and_the_clock_at_hand_come_first(clock):
    later, ring = FixedClock(clock.now()), KeyRing({})
    found = around(REGISTRY, later, Surroundings(assembled({}), clock, ring))
    assert (found.registry is REGISTRY, found.clock is later, found.keys is ring) == (True, True, True)
    assert around(REGISTRY, later) == Surroundings(REGISTRY, later)


def test_work_may_take_another_moment_for_the_present_and_only_meanwhile(clock):
    here, session = Surroundings(REGISTRY, clock), Session()
    surround(session, here)
    earlier = clock.now() - timedelta(days=3)
    with at_moment(session, earlier):
        assert surroundings_of(session).clock.now() == earlier
    assert surroundings_of(session) is here
