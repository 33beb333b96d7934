"""The doctor tells each fault and how to mend it."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import text

from app.carrying import Wish, carried_out
from app.doctor import machine
from app.doctor.examination import connection, examined, worst_of
from app.doctor.finding import Finding, found
from app.installation import Installation
from app.serve import renewal
from app.serve.renewal import RenewalState
from kernel.clock import FixedClock, SystemClock
from kernel.db import Database, transaction
from kernel.health import Health, HealthState, well
from kernel.site import Site
from kernel.text import Text
from tests.app.packs import make_pack

OK, WARN, BAD = HealthState.OK, HealthState.WARN, HealthState.BAD


@pytest.fixture
def today(here: Installation) -> Installation:
    """The installation on the machine's own clock."""
    site = here.site
    return replace(here, site=Site(site.engine, site.addons, site.folder, SystemClock()))


def state_of(here: Installation, name: str) -> HealthState:
    """What the doctor says of one thing; what is not well has a remedy in both languages."""
    finding = next(one for one in examined(here) if one.name == name)
    if finding.health.state is not OK:
        assert finding.health.remedy
        assert finding.health.remedy.zh
        assert finding.health.remedy.en
    return finding.health.state


def test_a_new_installation_is_well_but_for_its_scheduler(today: Installation):
    findings = examined(today)
    ailing = {one.name for one in findings if one.health.state is not OK} - {"fonts"}
    assert ailing == {"scheduler"}
    assert worst_of(findings) is not BAD
    looked_at = {one.name for one in findings}
    assert {"storage", "fonts", "soffice", "keys", "connection", "clock", "plugins", "versions"} <= looked_at
    assert {"tables", "database", "dead_letters", "renewal"} <= looked_at


def test_a_key_that_is_missing_is_bad(today: Installation):
    today.settings["KEYS_FILE"].unlink()
    assert state_of(today, "keys") is BAD


def test_a_key_file_that_others_may_read_is_bad(today: Installation):
    today.settings["KEYS_FILE"].chmod(0o644)
    assert state_of(today, "keys") is BAD


def test_keys_beside_the_data_are_bad(today: Installation):
    inside = today.site.folder / "keys.json"
    shutil.copy(today.settings["KEYS_FILE"], inside)
    moved = replace(today, settings={**today.settings, "KEYS_FILE": inside})
    assert state_of(moved, "keys") is BAD


def test_a_folder_deleted_while_installed_is_bad(today: Installation):
    pack = make_pack(today.site.addons[-1], "tryout")
    list(carried_out(today, Wish("install", "tryout", None, {}), agreed=lambda: True))
    shutil.rmtree(pack)
    assert state_of(today, "plugins") is BAD


def test_a_plugin_marked_broken_is_bad(today: Installation):
    with transaction(today.site.engine) as session:
        session.execute(text("UPDATE plugin SET broken = 'its code fails' WHERE name = 'forms'"))
    assert state_of(today, "plugins") is BAD


def test_a_newer_folder_is_a_warning(today: Installation):
    make_pack(today.site.addons[-1], "tryout")
    list(carried_out(today, Wish("install", "tryout", None, {}), agreed=lambda: True))
    make_pack(today.site.addons[-1], "tryout", version="1.1.0")
    assert state_of(today, "versions") is WARN


def test_a_folder_that_cannot_be_read_is_a_warning(today: Installation):
    pack = make_pack(today.site.addons[-1], "tryout")
    (pack / "__manifest__.py").write_text("{")
    assert state_of(today, "folders") is WARN


def test_a_plugin_whose_revisions_were_not_run_is_a_warning(today: Installation):
    pack = make_pack(today.site.addons[-1], "tryout")
    list(carried_out(today, Wish("install", "tryout", None, {}), agreed=lambda: True))
    (pack / "migrations").mkdir()
    (pack / "migrations" / "0001_first.py").write_text(
        '"""first"""\nrevision = "0001"\ndown_revision = None\ndef upgrade() -> None: ...\n'
    )
    assert state_of(today, "tables") is WARN


def test_servers_that_could_not_be_renewed_are_bad(today: Installation):
    said = Text("缺少模块", "a module is missing")
    renewal.keep(today.site.folder, RenewalState.FAILED, 4, at=today.site.clock.now(), error=said)
    assert state_of(today, "renewal") is BAD
    renewal.keep(today.site.folder, RenewalState.DONE, 5, at=today.site.clock.now(), error=Text("", ""))
    assert state_of(today, "renewal") is OK


def test_a_database_that_is_not_there_is_bad_and_is_not_made(today: Installation, tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path}/absent.db")
    lost = replace(today, site=replace(today.site, engine=database.engine))
    findings = examined(lost)
    assert findings[-1].name == "connection"
    assert worst_of(findings) is BAD
    assert not (tmp_path / "absent.db").exists()


def test_a_server_that_does_not_answer_is_bad_without_its_password():
    database = Database("postgresql+psycopg://nobody:secret@127.0.0.1:1/none")
    health = connection(database.engine)
    assert health.state is BAD
    assert "secret" not in health.what.en
    database.close()


@pytest.mark.parametrize(("seconds", "state"), [(0, OK), (60, WARN), (600, BAD)])
def test_clocks_that_disagree_are_told(engine, seconds: int, state: HealthState):
    here = FixedClock(SystemClock().now() + timedelta(seconds=seconds))
    assert machine.clock(engine, here).state is state


@pytest.mark.parametrize(("gib", "state"), [(10, OK), (1, WARN), (0.1, BAD)])
def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gib: float, state: HealthState):
    usage = SimpleNamespace(free=int(gib * machine.GIB))
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)
    assert machine.storage(tmp_path).state is state


def test_a_data_folder_that_is_no_folder_is_bad(tmp_path: Path):
    (tmp_path / "data").write_text("")
    assert machine.storage(tmp_path / "data").state is BAD


def test_a_machine_without_chinese_fonts_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(machine, "_fonts", lambda: [])
    assert machine.fonts().state is WARN
    monkeypatch.setattr(machine, "_fonts", lambda: None)
    assert machine.fonts().state is WARN
    monkeypatch.setattr(machine, "_fonts", lambda: ["Noto Sans CJK SC"])
    assert machine.fonts().state is OK


def test_a_look_that_fails_does_not_stop_the_others():
    def failing() -> Health:
        raise LookupError("no such thing")

    name = Text("看", "look")
    findings: list[Finding] = list(found([("one", name, failing), ("two", name, lambda: well("好", "well"))]))
    assert [one.health.state for one in findings] == [BAD, OK]
    assert "no such thing" in findings[0].health.what.en
