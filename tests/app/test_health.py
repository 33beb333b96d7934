"""`/healthz` for a monitor, for an administrator, for anybody."""

import pytest
from flask.testing import FlaskClient

from app import health
from kernel.clock import FixedClock
from kernel.health import HealthState


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> list[HealthState]:
    """What the checks come to; the test changes it."""
    found = [HealthState.OK]
    monkeypatch.setattr(health, "worst", lambda _found: found[0])
    return found


def test_anybody_hears_only_ok(client: FlaskClient, state: list[HealthState]) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_warning_does_not_take_the_site_down(client: FlaskClient, state: list[HealthState]) -> None:
    state[0] = HealthState.WARN
    assert client.get("/healthz").status_code == 200


def test_what_is_bad_is_503(client: FlaskClient, state: list[HealthState], clock: FixedClock) -> None:
    client.get("/healthz")
    state[0] = HealthState.BAD
    clock.advance(seconds=5)
    assert client.get("/healthz").status_code == 503


def test_checks_are_not_run_for_every_question(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[int] = []

    def checked() -> list[object]:
        runs.append(1)
        return []

    monkeypatch.setattr(health, "_checked", checked)
    for _ in range(5):
        client.get("/healthz")
    assert len(runs) == 1


def test_administrator_sees_the_checks(admin: FlaskClient) -> None:
    told = admin.get("/healthz").get_json()
    assert "database" in {check["name"] for check in told["checks"]}
    assert {check["state"] for check in told["checks"]} <= set(HealthState)


def test_clerk_does_not(clerk: FlaskClient) -> None:
    assert clerk.get("/healthz").text in {"ok\n", "bad\n"}
