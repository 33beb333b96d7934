"""kernel.audit.verify: whatever was done to the log shows, and where it was done first."""

import json
import shutil
from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from kernel.audit import Fault, export_head, verify
from kernel.db import session_factory, transaction
from kernel.errors import Conflict, Invalid, NotFound
from kernel.keys import KeyRing, Purpose, ensure_keys, read_keys, rotated
from kernel.models import AuditEntry, AuditSeal
from tests.kernel.audit.test_sealing import recorded, settled


@pytest.fixture
def key_file(tmp_path):
    return tmp_path / "keys.json"


@pytest.fixture
def keys(key_file):
    return ensure_keys(key_file)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "audit"


@pytest.fixture
def log(engine, clock, keys, folder):
    """Six sealed entries, whose head was exported after the fourth."""
    recorded(engine, clock, *"abcd")
    settled(engine, clock, keys)
    exported(engine, clock, keys, folder)
    recorded(engine, clock, *"ef")
    settled(engine, clock, keys)
    return engine


def exported(engine, clock, keys, folder):
    with session_factory(engine)() as session:
        return export_head(session, keys, folder, clock.now())


def tampered(engine, *statements):
    with transaction(engine) as session:
        for statement in statements:
            session.execute(statement, execution_options={"synchronize_session": False})


def first(engine, keys, folder):
    verdict = verify(engine, keys, folder)
    assert verdict.intact == (verdict.first is None)
    return verdict.first and (verdict.first.fault, verdict.first.sequence, verdict.first.entry_id)


def test_an_untouched_log_is_intact(log, keys, folder):
    verdict = verify(log, keys, folder)
    assert (verdict.intact, verdict.sealed, verdict.unsealed, verdict.heads) == (True, 6, 0, 1)


def test_an_empty_log_is_intact(engine, keys, folder):
    assert verify(engine, keys, folder).intact


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "other"},
        {"action": "other"},
        {"thing": "other"},
        {"address": ""},
        {"detail": {"理由": "试", "n": 2}},
    ],
)
def test_a_changed_entry_is_named(log, keys, folder, change):
    tampered(log, update(AuditEntry).where(AuditEntry.id == 3).values(change))
    assert first(log, keys, folder) == (Fault.CHANGED, 3, 3)


def test_a_changed_time_is_named(log, keys, folder, clock):
    moved = clock.now() - timedelta(microseconds=1)
    tampered(log, update(AuditEntry).where(AuditEntry.id == 2).values(at=moved))
    assert first(log, keys, folder) == (Fault.CHANGED, 2, 2)


def test_the_first_of_several_is_named(log, keys, folder):
    tampered(log, update(AuditEntry).where(AuditEntry.id >= 2).values(actor="other"))
    assert first(log, keys, folder) == (Fault.CHANGED, 2, 2)


def test_a_removed_entry_is_named(log, keys, folder):
    tampered(log, delete(AuditEntry).where(AuditEntry.id == 2))
    assert first(log, keys, folder) == (Fault.REMOVED, 2, 2)


def test_an_entry_removed_with_its_seal_is_named(log, keys, folder):
    tampered(
        log, delete(AuditEntry).where(AuditEntry.id == 2), delete(AuditSeal).where(AuditSeal.entry_id == 2)
    )
    assert first(log, keys, folder) == (Fault.REMOVED, 2, None)


def test_a_gap_closed_by_moving_the_seals_up_is_named(log, keys, folder):
    tampered(
        log, delete(AuditEntry).where(AuditEntry.id == 2), delete(AuditSeal).where(AuditSeal.entry_id == 2)
    )
    for sequence in range(3, 7):
        tampered(log, update(AuditSeal).where(AuditSeal.sequence == sequence).values(sequence=sequence - 1))
    assert first(log, keys, folder) == (Fault.CHANGED, 2, 3)


def test_swapped_entries_are_named(log, keys, folder):
    for entry, then in ((2, 99), (3, 2), (99, 3)):
        tampered(log, update(AuditSeal).where(AuditSeal.entry_id == entry).values(entry_id=then))
    assert first(log, keys, folder) == (Fault.CHANGED, 2, 3)


def inserted(engine, clock, *, hours, number=77):
    at = clock.now() - timedelta(hours=hours)
    with transaction(engine) as session:
        session.add(AuditEntry(id=number, at=at, actor="x", action="x", thing="x", detail={}, address=""))


def test_an_entry_inserted_into_the_past_is_named_before_and_after_the_sealer_comes(log, keys, folder, clock):
    inserted(log, clock, hours=24)
    assert first(log, keys, folder) == (Fault.INSERTED, 0, 77)
    settled(log, clock, keys)
    assert first(log, keys, folder) == (Fault.INSERTED, 7, 77)


def test_an_entry_inserted_with_a_made_up_seal_is_named(log, keys, folder, clock):
    inserted(log, clock, hours=0)
    with transaction(log) as session:
        session.add(AuditSeal(sequence=7, entry_id=77, key_id=keys.current(Purpose.AUDIT).id, seal="0" * 64,
                              sealed_at=clock.now()))  # fmt: skip
    assert first(log, keys, folder) == (Fault.CHANGED, 7, 77)


def test_fresh_entries_are_only_counted(log, keys, folder, clock):
    recorded(log, clock, "fresh")
    verdict = verify(log, keys, folder)
    assert (verdict.intact, verdict.unsealed) == (True, 1)


def test_a_tail_cut_before_the_last_head_is_named(log, keys, folder):
    tampered(
        log, delete(AuditSeal).where(AuditSeal.sequence > 2), delete(AuditEntry).where(AuditEntry.id > 2)
    )
    assert first(log, keys, folder) == (Fault.CUT_OFF, 3, None)


def test_a_log_emptied_is_named(log, keys, folder):
    tampered(log, delete(AuditSeal), delete(AuditEntry))
    assert first(log, keys, folder) == (Fault.CUT_OFF, 1, None)


def test_a_tail_cut_and_grown_again_is_named(log, keys, folder, clock):
    tampered(
        log, delete(AuditSeal).where(AuditSeal.sequence > 2), delete(AuditEntry).where(AuditEntry.id > 2)
    )
    recorded(log, clock, *"wxyz")
    settled(log, clock, keys)
    fault, sequence, _ = first(log, keys, folder)
    assert (fault, sequence) == (Fault.CHANGED, 4)


def test_a_seal_from_before_a_cut_does_not_fit_what_grew_after_it(log, keys, folder, clock):
    """Without the seal before it in each seal, old entries and new ones could be mixed at will."""
    shutil.rmtree(folder)
    with session_factory(log)() as session:
        entry = session.execute(select(AuditEntry.__table__).where(AuditEntry.id == 4)).one()._asdict()
        old = session.execute(select(AuditSeal.__table__).where(AuditSeal.sequence == 4)).one()._asdict()
    tampered(
        log, delete(AuditSeal).where(AuditSeal.sequence > 2), delete(AuditEntry).where(AuditEntry.id > 2)
    )
    recorded(log, clock, "new", "newer", "newest")
    settled(log, clock, keys)
    assert first(log, keys, folder) is None
    tampered(
        log,
        delete(AuditSeal).where(AuditSeal.sequence == 4),
        delete(AuditEntry).where(AuditEntry.thing == "newer"),
    )
    tampered(
        log, delete(AuditEntry).where(AuditEntry.id == 4), delete(AuditSeal).where(AuditSeal.entry_id == 4)
    )
    tampered(log, insert(AuditEntry).values(entry), insert(AuditSeal).values(old))
    assert first(log, keys, folder) == (Fault.CHANGED, 4, 4)


def test_a_rotated_key_leaves_the_old_part_provable(log, keys, key_file, folder, clock):
    rotated(key_file, Purpose.AUDIT)
    ring = read_keys(key_file)
    recorded(log, clock, "g")
    settled(log, clock, ring)
    assert verify(log, ring, folder).sealed == 7
    assert verify(log, ring, folder).intact
    with pytest.raises(NotFound):
        verify(log, KeyRing({Purpose.AUDIT: (ring.current(Purpose.AUDIT),)}), folder)


def test_a_head_names_the_day_and_the_end_of_the_chain(log, keys, folder, clock):
    path = exported(log, clock, keys, folder)
    assert path.name == "audit-head-2026-03-10.json"
    written = json.loads(path.read_text())
    assert (written["sequence"], written["entry_id"]) == (6, 6)
    assert [one.name for one in folder.iterdir()] == [path.name]


def test_there_is_no_head_before_the_first_seal(engine, clock, keys, folder):
    assert exported(engine, clock, keys, folder) is None
    assert not folder.exists()


def test_no_new_head_covers_a_cut(log, keys, folder, clock):
    before = exported(log, clock, keys, folder).read_text()
    tampered(log, delete(AuditSeal).where(AuditSeal.sequence > 2))
    clock.advance(days=1)
    with pytest.raises(Conflict, match="已不在或已改写"):
        exported(log, clock, keys, folder)
    assert [one.read_text() for one in folder.iterdir()] == [before]


@pytest.mark.parametrize("change", [{"sequence": 2}, {"seal": "0" * 64}, {"mac": ""}, {"more": 1}])
def test_a_head_that_was_tampered_with_is_refused(log, keys, folder, change):
    (path,) = folder.iterdir()
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(Invalid, match="被改动过") as refusal:
        verify(log, keys, folder)
    assert refusal.value.place == str(path)
