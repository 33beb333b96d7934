"""kernel.builtin_jobs and kernel.builtin_health: what every installation does and checks."""

import pytest
from sqlalchemy import select, text

from kernel import builtin_health, builtin_jobs, seams
from kernel.audit import record, verify
from kernel.db import session_factory, transaction
from kernel.health import HealthState, checked
from kernel.jobs import last_runs, run_due, run_now
from kernel.keys import KeyRing, Purpose, ensure_keys
from kernel.models import JobRun, OutboxItem, Plugin
from kernel.outbox import defer
from kernel.registry import assembled
from kernel.surroundings import Surroundings

REGISTRY = assembled({"kernel": [seams, builtin_jobs, builtin_health]})
MANIFEST = dict.fromkeys(("title", "summary", "category", "author"), "试") | {
    "name": "alpha",
    "version": "1.0.0",
    "license": "MIT",
    "depends": [],
    "data": [],
}


@pytest.fixture
def around(clock, tmp_path):
    (tmp_path / "addons" / "alpha").mkdir(parents=True)
    (tmp_path / "addons" / "alpha" / "__manifest__.py").write_text(repr(MANIFEST))
    keys = ensure_keys(tmp_path / "keys.json")
    return Surroundings(REGISTRY, clock, keys, tmp_path / "data", (tmp_path / "addons",))


def ran(engine, clock, around, job):
    return run_now(engine, REGISTRY, clock, job, surroundings=around)


def health(engine, around):
    with session_factory(engine)() as session:
        return {entry.name: one for entry, one in checked(session, REGISTRY, surroundings=around)}


def test_every_job_and_check_says_what_it_does():
    for seam in (seams.JOB, seams.HEALTH):
        for entry in REGISTRY.entries(seam):
            assert entry.doc
            assert entry.options["title"].en


def test_the_log_is_sealed_and_its_head_exported_while_time_goes_by(engine, clock, around):
    run_due(engine, REGISTRY, clock, surroundings=around)
    with transaction(engine) as session:
        record(session, actor="王", action="a", thing="t", detail={}, now=clock.now())
    clock.advance(hours=1, minutes=6)
    run_due(engine, REGISTRY, clock, surroundings=around)
    clock.advance(hours=1)
    assert {one.error for one in run_due(engine, REGISTRY, clock, surroundings=around)} == {None}
    verdict = verify(engine, around.keys, around.folder / "audit")
    assert (verdict.intact, verdict.sealed, verdict.heads) == (True, 1, 1)


def test_late_entries_are_sealed_at_night(engine, clock, around):
    with transaction(engine) as session:
        record(session, actor="王", action="a", thing="t", detail={}, now=clock.now())
    clock.advance(minutes=1)
    assert ran(engine, clock, around, "audit_seal_late").error is None
    with session_factory(engine)() as session:
        assert last_runs(session, "audit_seal_late")[0].report == {"sealed": 1}


def test_jobs_that_lack_keys_or_a_folder_say_so(engine, clock):
    bare = Surroundings(REGISTRY, clock)
    assert "审计封存密钥" in ran(engine, clock, bare, "audit_seal").error
    assert "DATA_DIR" in ran(engine, clock, bare, "audit_head").error


def test_done_work_and_old_runs_are_cleared(engine, clock, around):
    with transaction(engine) as session:
        session.add(OutboxItem(topic="t", payload={}, state="done", due_at=clock.now(), created_at=clock.now(),
                               done_at=clock.now()))  # fmt: skip
        session.add(JobRun(job="x", slot="now", started_at=clock.now(), report={}))
        defer(session, "t", {}, now=clock.now())
    clock.advance(days=31)
    ran(engine, clock, around, "work_cleaning")
    with session_factory(engine)() as session:
        assert last_runs(session, "work_cleaning")[0].report == {"outbox": 1, "runs": 1}
        assert session.scalars(select(OutboxItem.state)).all() == ["waiting"]


def test_a_running_installation_is_well(engine, clock, around):
    run_due(engine, REGISTRY, clock, surroundings=around)
    assert {
        name: one.what.en for name, one in health(engine, around).items() if one.state is not HealthState.OK
    } == {}


def test_a_silent_scheduler_is_noticed(engine, clock, around):
    assert health(engine, around)["scheduler"].what.en == "No scheduler has run yet."
    run_due(engine, REGISTRY, clock, surroundings=around)
    clock.advance(minutes=15)
    assert health(engine, around)["scheduler"].state is HealthState.OK
    clock.advance(minutes=1)
    assert health(engine, around)["scheduler"].state is HealthState.WARN
    run_due(engine, REGISTRY, clock, surroundings=around)
    assert health(engine, around)["scheduler"].state is HealthState.OK


def test_dead_letters_are_counted(engine, clock, around):
    with transaction(engine) as session:
        session.add(
            OutboxItem(topic="t", payload={}, state="dead", due_at=clock.now(), created_at=clock.now())
        )
    assert health(engine, around)["dead_letters"].what.en == "1 items of deferred work were given up."


def test_a_job_is_failed_until_it_succeeds(engine, clock, around):
    ran(engine, clock, Surroundings(REGISTRY, clock), "audit_seal")
    assert "audit_seal" in health(engine, around)["failed_jobs"].what.zh
    clock.advance(minutes=1)
    ran(engine, clock, around, "audit_seal")
    assert health(engine, around)["failed_jobs"].state is HealthState.OK


def test_a_missing_key_is_bad(engine, clock, around):
    ring = KeyRing(
        {purpose: keys for purpose, keys in around.keys.keys.items() if purpose is not Purpose.SIGNING}
    )
    found = health(engine, Surroundings(REGISTRY, clock, ring))["keys"]
    assert (found.state, found.what.en) == (HealthState.BAD, "Keys are missing for signing.")


def test_an_installed_plugin_without_its_folder_is_a_warning_for_the_site_still_serves(engine, clock, around):
    with transaction(engine) as session:
        for position, name in enumerate(("alpha", "gone")):
            session.add(
                Plugin(
                    name=name,
                    title=name,
                    version="1",
                    position=position,
                    has_code=False,
                    digest="",
                    manifest={},
                    installed_at=clock.now(),
                    changed_at=clock.now(),
                )
            )
    found = health(engine, around)["plugin_folders"]
    assert (found.state, "gone" in found.what.zh, "alpha" in found.what.zh) == (HealthState.WARN, True, False)


def test_a_database_behind_its_code_is_bad(engine, around):
    with transaction(engine) as session:
        session.execute(text("DELETE FROM alembic_version_kernel"))
    found = health(engine, around)["database"]
    assert (found.state, "0009_prepared" in found.what.zh) == (HealthState.BAD, True)


def test_what_could_not_be_checked_is_not_called_well(engine, clock):
    found = health(engine, Surroundings(REGISTRY, clock))
    assert {name for name, one in found.items() if "未核对" in one.what.zh} == {"keys", "plugin_folders"}
