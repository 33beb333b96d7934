"""The registers of runs and of deferred work: found, exported, and nothing in them that is somebody's."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kernel.models import JobRun, OutboxItem
from tests.app.offices import entered, platform_of
from tests.bringing import sent

RUNS, ITEMS = "/admin/work/runs", "/admin/work/queue"
ERROR = "短信网关拒绝。请报备签名。\nThe gateway refused. Register the signature."
PHONE = "13900000000"


@pytest.fixture
def sysadmin(app: Flask) -> FlaskClient:
    """The system administrator, after a failed run, a good one, one by hand, and work that was given up."""
    here = platform_of(app)
    now = here.clock.now()
    with here.database.transaction() as session:
        for number, (slot, due, error) in enumerate(
            [("2026-03-09", now, ERROR), ("2026-03-10", now, None), ("now 2026-03-10", None, None)]
        ):
            start = now - timedelta(days=3 - number)
            told = {"started_at": start, "finished_at": start, "report": {"entries": 7}}
            session.add(JobRun(job="audit_seal", slot=slot, due_at=due, error=error, **told))
        for state, error in (("dead", ERROR), ("waiting", None)):
            told = {"payload": {"phone": PHONE}, "due_at": now, "created_at": now, "error": error}
            session.add(OutboxItem(topic="registers.export", key=state, state=state, attempts=3, **told))
    return entered(app, "sysadmin")


def test_runs_are_found_by_outcome_cause_and_words(sysadmin: FlaskClient) -> None:
    page = sysadmin.get(f"{RUNS}/list/?outcome=failed&job=audit_seal").text
    assert ("短信网关拒绝" in page, "The gateway" in page, "2026-03-10" in page) == (True, False, False)
    assert "手动 2026-03-10" in sysadmin.get(f"{RUNS}/list/?cause=hand").text
    words = sent(sysadmin, f"{RUNS}/find", q="网关").location
    assert sysadmin.get(words).text.count('<th scope="row"') == 1
    assert "entries: 7" in sysadmin.get(f"{RUNS}/show/2").text
    assert "/admin/work/jobs/audit_seal" in sysadmin.get(f"{RUNS}/show/2").text


def test_deferred_work_shows_no_payload_and_goes_back_into_the_queue(sysadmin: FlaskClient) -> None:
    page = sysadmin.get(f"{ITEMS}/list/?state=dead").text
    assert ("导出登记簿" in page, PHONE in page) == (True, False)
    shown = sysadmin.get(f"{ITEMS}/show/1").text
    assert ("重新排队" in shown, PHONE in shown) == (True, False)
    assert "重新排队" not in sysadmin.get(f"{ITEMS}/show/2").text
    api = sysadmin.get("/api/v1/deferred-work/").json
    assert api is not None
    assert PHONE not in str(api)
    assert sent(sysadmin, "/admin/work/items/1/revive").status_code == 302
    assert "/admin/work/items/1/revive" not in sysadmin.get(f"{ITEMS}/show/1").text


@pytest.mark.parametrize("path", [RUNS, ITEMS])
def test_they_are_exported_with_a_purpose(sysadmin: FlaskClient, path: str) -> None:
    assert sent(sysadmin, f"{path}/export", format="csv", purpose="").status_code == 422
    answer = sent(sysadmin, f"{path}/export", format="csv", purpose="巡检")
    text = answer.get_data().decode("utf-8-sig")
    assert ("短信网关拒绝" in text, PHONE in text) == (True, False)


def test_the_auditor_looks_and_takes_nothing_away(app: Flask, sysadmin: FlaskClient) -> None:
    auditor = entered(app, "auditor")
    for path in (RUNS, ITEMS):
        assert auditor.get(f"{path}/list/").status_code == 200
        assert auditor.get(f"{path}/export").status_code == 403
        assert entered(app, "clerk").get(f"{path}/list/").status_code == 403
        assert sysadmin.get(f"{path}/list/").status_code == 200
