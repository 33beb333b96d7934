"""The audit log for the auditor: found, exported, proved, and changed by nothing."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from kernel import audit
from kernel.models import AuditEntry
from tests.app.offices import entered, platform_of, submit

LIST = "/admin/audit/list/"
SEALS = "/admin/audit/seals"


@pytest.fixture
def auditor(app: Flask) -> FlaskClient:
    """The auditor, and some entries with a seal and one without."""
    here = platform_of(app)
    now = here.clock.now()
    with here.database.transaction() as session:
        for actor, action in (("clerk", "account.signed_in"), ("wang", "plugin.install"), ("li", "toy.act")):
            detail = {"reason": "防汛", "members": [1, 2]}
            audit.record(
                session,
                actor=actor,
                action=action,
                thing="toy:7",
                detail=detail,
                now=now,
                address="203.0.113.7",
            )
    with here.database.transaction() as session:
        audit.seal_all(session, here.keys, now + timedelta(minutes=1))
    with here.database.transaction() as session:
        audit.record(session, actor="late", action="job.run", thing="job:x", detail={}, now=now)
    return entered(app, "auditor")


def test_entries_are_listed_with_their_seal_and_found_by_what_they_say(auditor: FlaskClient) -> None:
    html = auditor.get(LIST).text
    for words in ("安装插件", "toy.act", "203.0.113.7", "已封存", "待封存", "toy:7"):
        assert words in html
    narrowed = auditor.get(LIST, query_string={"action": "plugin.install", "actor.has": "wa"}).text
    assert "安装插件" in narrowed
    assert "toy.act" not in narrowed
    none = auditor.get(LIST, query_string={"at.from": "2026-03-11"}).text
    assert "toy:7" not in none


def test_entry_shows_its_detail_and_its_place_in_the_chain(app: Flask, auditor: FlaskClient) -> None:
    page = auditor.get("/admin/audit/show/1").text
    assert "防汛" in page
    assert "链上第 1 条" in page


def test_log_is_proved_and_a_change_is_found(app: Flask, auditor: FlaskClient) -> None:
    assert "日志完好" not in auditor.get(SEALS).text
    intact = submit(auditor, SEALS, {}, page=SEALS).text
    assert "日志完好" in intact
    with platform_of(app).database.transaction() as session:
        session.execute(text("UPDATE audit_entry SET actor = 'nobody' WHERE id = 2"))
    broken = submit(auditor, SEALS, {}, page=SEALS).text
    assert "日志完好" not in broken
    assert "与封印不符" in broken


def test_proving_writes_nothing(app: Flask, auditor: FlaskClient) -> None:
    def entries() -> list[int]:
        with platform_of(app).database.transaction() as session:
            return list(session.scalars(select(AuditEntry.id)))

    before = entries()
    submit(auditor, SEALS, {}, page=SEALS)
    assert entries() == before


@pytest.mark.parametrize("username", ["admin", "sysadmin", "secadmin", "clerk"])
def test_nobody_else_reads_the_log(app: Flask, username: str) -> None:
    browser = entered(app, username)
    assert [browser.get(path).status_code for path in (LIST, "/admin/audit/show/1", SEALS)] == [403] * 3
    assert submit(browser, SEALS, {}, page="/profile").status_code == 403
    assert browser.get("/api/v1/audit/").status_code == 403


def test_auditor_changes_nothing(app: Flask, auditor: FlaskClient) -> None:
    posts = [
        rule.rule.replace("<int:pk>", "1").replace("<name>", "site_name")
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or set()) and rule.rule.startswith(("/admin/accounts", "/admin/settings"))
    ]
    refused = [path for path in posts if not path.endswith(("/find", "/keep", "/pick")) and "<" not in path]
    assert len(refused) > 6
    for path in refused:
        assert submit(auditor, path, {}, page="/profile").status_code in {403, 405}, path
