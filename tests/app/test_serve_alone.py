"""One process at a time prepares a database."""

import threading
import time

import pytest
from sqlalchemy import Engine

from app.serve.alone import StillPreparing, alone


def test_the_second_waits_until_the_first_has_finished(engine: Engine):
    course: list[str] = []
    inside = threading.Event()

    def first() -> None:
        with alone(engine):
            inside.set()
            time.sleep(0.4)
            course.append("first")

    other = threading.Thread(target=first)
    other.start()
    inside.wait()
    with alone(engine):
        course.append("second")
    other.join()

    assert course == ["first", "second"]


def test_who_waits_too_long_is_told(engine: Engine):
    with alone(engine), pytest.raises(StillPreparing), alone(engine, patience=0.3):
        pass


def test_a_failure_inside_frees_the_lock(engine: Engine):
    with pytest.raises(LookupError), alone(engine):
        raise LookupError
    with alone(engine, patience=1):
        pass
