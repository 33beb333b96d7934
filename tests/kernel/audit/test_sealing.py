"""kernel.audit: recorded with the act, sealed after it."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from kernel.audit import record, seal, seal_all, sealing, telling, verify
from kernel.db import session_factory, transaction
from kernel.errors import NotFound
from kernel.keys import KeyRing, ensure_keys
from kernel.models import AuditEntry, AuditSeal


@pytest.fixture
def keys(tmp_path):
    return ensure_keys(tmp_path / "keys.json")


def recorded(engine, clock, *things):
    with transaction(engine) as session:
        for thing in things:
            detail = {"理由": "试", "n": 1}
            record(
                session, actor="王", action="act", thing=thing, detail=detail, now=clock.now(), address="::1"
            )


def settled(engine, clock, keys):
    clock.advance(seconds=10)
    return seal(engine, keys, clock)


def seals(engine):
    with session_factory(engine)() as session:
        return list(session.scalars(select(AuditSeal).order_by(AuditSeal.sequence)))


def test_what_is_told_of_earlier_days_is_on_record_when_it_is_told(engine, clock, keys, tmp_path):
    recorded(engine, clock, "before")
    settled(engine, clock, keys)
    told, earlier = clock.now(), clock.now() - timedelta(days=3)
    with transaction(engine) as session, telling(session, told):
        record(session, actor="王", action="act", thing="told", detail={"n": 1}, now=earlier)
    recorded(engine, clock, "after")
    with session_factory(engine)() as session:
        found = {one.thing: one for one in session.scalars(select(AuditEntry))}
    assert (found["told"].at, found["told"].detail) == (told, {"n": 1, "of": earlier.isoformat()})
    assert "of" not in found["after"].detail
    settled(engine, clock, keys)
    assert verify(engine, keys, tmp_path).intact


def test_an_entry_goes_with_its_act(engine, clock):
    with session_factory(engine)() as session:
        record(session, actor="王", action="act", thing="x", detail={}, now=clock.now())
        session.rollback()
        assert session.scalars(select(AuditEntry)).all() == []


def test_what_was_recorded_is_sealed_once_after_a_moment(engine, clock, keys):
    recorded(engine, clock, "a", "b", "c")
    assert seal(engine, keys, clock) == 0
    assert settled(engine, clock, keys) == 3
    assert settled(engine, clock, keys) == 0
    assert [one.sequence for one in seals(engine)] == [1, 2, 3]
    assert len({one.seal for one in seals(engine)}) == 3


def test_the_chain_goes_on_where_it_ended(engine, clock, keys, tmp_path):
    for thing in "abc":
        recorded(engine, clock, thing)
        settled(engine, clock, keys)
    assert verify(engine, keys, tmp_path).intact


def test_a_late_id_is_sealed_under_the_next_number(engine, clock, keys, tmp_path):
    recorded(engine, clock, "a", "b", "c")
    with transaction(engine) as session:
        late = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).first()
        values = {
            name: getattr(late, name)
            for name in ("id", "at", "actor", "action", "thing", "detail", "address")
        }
        session.delete(late)
    settled(engine, clock, keys)
    with transaction(engine) as session:
        session.add(AuditEntry(**values))
    assert settled(engine, clock, keys) == 1
    assert [one.entry_id for one in seals(engine)] == [2, 3, 1]
    assert verify(engine, keys, tmp_path).intact


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_ids_that_commit_out_of_order_are_all_sealed(engine, clock, keys, tmp_path):
    with session_factory(engine)() as slow:
        record(slow, actor="slow", action="act", thing="1", detail={}, now=clock.now())
        slow.flush()
        recorded(engine, clock, "2")
        assert settled(engine, clock, keys) == 1
        slow.commit()
    assert settled(engine, clock, keys) == 1
    assert verify(engine, keys, tmp_path).intact


def test_an_entry_beyond_the_usual_reach_is_sealed_at_night(engine, clock, keys, monkeypatch):
    monkeypatch.setattr(sealing, "REACH", 0)
    recorded(engine, clock, "a", "b")
    with transaction(engine) as session:
        session.delete(session.get(AuditEntry, 1))
    settled(engine, clock, keys)
    with transaction(engine) as session:
        session.add(
            AuditEntry(id=1, at=clock.now(), actor="", action="", thing="late", detail={}, address="")
        )
    assert settled(engine, clock, keys) == 0
    with transaction(engine) as session:
        assert seal_all(session, keys, clock.now()) == 1


def test_more_than_one_batch_is_sealed_in_one_go(engine, clock, keys, tmp_path, monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 2)
    recorded(engine, clock, *"abcde")
    assert settled(engine, clock, keys) == 5
    assert verify(engine, keys, tmp_path).sealed == 5


def test_two_sealers_at_once_make_one_chain(engine, clock, keys, tmp_path):
    recorded(engine, clock, *(str(number) for number in range(60)))
    clock.advance(seconds=10)
    start, sealed = threading.Barrier(2), []

    def work():
        start.wait()
        sealed.append(seal(engine, keys, clock))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(sealed) == [0, 60]
    assert verify(engine, keys, tmp_path).intact


def test_nothing_is_sealed_without_a_key(engine, clock):
    recorded(engine, clock, "a")
    with pytest.raises(NotFound, match="审计封存"):
        settled(engine, clock, KeyRing({}))
    assert seals(engine) == []


def test_recording_writes_no_seal(engine, clock):
    recorded(engine, clock, "a")
    clock.advance(seconds=timedelta(days=1).total_seconds())
    assert seals(engine) == []
