"""kernel.health: every check is heard, and none can silence the others."""

from sqlalchemy import text

from kernel.db import engine_for, session_factory
from kernel.health import Health, HealthState, checked, well, worst
from kernel.registry import Registry
from kernel.seams import health
from kernel.text import Text
from tests.kernel.snapshots import NAME, registry_with


@health("fine", title=NAME)
def fine(session):
    """All is well."""
    session.execute(text("SELECT 1"))
    return well("好", "fine")


@health("worrying", title=NAME)
def worrying(session):
    """Something is not."""
    return Health(HealthState.WARN, NAME, Text("办", "do"))


@health("breaking", title=NAME)
def breaking(session):
    """Spoils its transaction."""
    session.execute(text("SELECT * FROM nowhere"))


def found(engine, *things):
    registry: Registry = registry_with(*things)
    with session_factory(engine)() as session:
        return checked(session, registry)


def states(results):
    return [(entry.name, one.state.value) for entry, one in results]


def test_every_check_is_heard_with_its_time(engine):
    results = found(engine, fine, worrying)
    assert states(results) == [("fine", "ok"), ("worrying", "warn")]
    assert all(0 < one.seconds < 5 for _, one in results)


def test_a_check_that_fails_is_bad_and_the_next_one_still_runs(engine):
    results = found(engine, breaking, fine)
    assert states(results) == [("breaking", "bad"), ("fine", "ok")]
    assert "nowhere" in results[0][1].what.zh
    assert "秒后失败" in results[0][1].what.zh
    assert "toy" in results[0][1].remedy.en


def test_a_database_out_of_reach_is_bad_and_no_error():
    engine = engine_for("postgresql+psycopg://nobody@127.0.0.1:1/none?connect_timeout=1")
    results = found(engine, fine, worrying)
    engine.dispose()
    assert states(results)[0] == ("fine", "bad")
    assert len(results) == 2


def test_the_worst_state_stands_for_all(engine):
    assert worst(found(engine, fine, worrying)) is HealthState.WARN
    assert worst(found(engine, breaking, fine)) is HealthState.BAD
    assert worst([]) is HealthState.OK
