"""The five holes of Flask-AppBuilder, each tried as somebody would who had read its source."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kernel.accounts import account_id, set_password
from kernel.clock import FixedClock
from tests.app.offices import make_app, platform_of, sign_in, submit, token
from tests.app.stock import ERASED
from tests.kernel.web.registers.office import shelved
from tests.kernel.web.registers.toolshed import THEIRS, Toolshed, toolshed


@pytest.fixture
def stocked(office_url: str, tmp_path: Path, clock: FixedClock) -> Iterator[Flask]:
    """The shell with a view whose rows FAB itself would delete and act on."""
    with shelved("tests.app.stock"):
        app = make_app(office_url, tmp_path, clock=clock)
    yield app
    platform_of(app).database.close()


@pytest.fixture
def shed(tmp_path: Path) -> Iterator[Toolshed]:
    """An office whose register is written through the API as well."""
    with toolshed("sqlite", tmp_path) as made:
        yield made


def signed_in(app: Flask, username: str = "admin") -> FlaskClient:
    """A browser in which the account has signed in."""
    client = app.test_client()
    assert sign_in(client, username).status_code == 302
    return client


def test_first_hole_a_view_of_fabs_own_deletes_nothing_without_the_token(stocked: Flask) -> None:
    client = signed_in(stocked)
    assert client.post("/stock/delete/1").status_code == 400
    # it was the token that was lacking: with it one comes as far as the permission
    assert client.post("/stock/delete/1", data={"csrf_token": token(client, "/profile")}).status_code == 403


def test_second_hole_the_cookie_alone_writes_nothing_through_the_api(shed: Toolshed) -> None:
    boss = shed.client("boss")
    assert boss.get("/api/v1/tools/").status_code == 200
    given = {"code": "T123", "name": "水准仪", "kind": "hand"}
    (theirs,) = shed.rows("SELECT id, name FROM toolshed_tool WHERE code = :code", code=THEIRS)
    assert boss.post("/api/v1/tools/", json=given).status_code == 400
    assert boss.put(f"/api/v1/tools/{theirs['id']}", json={"name": "别人的"}).status_code == 400
    assert boss.post("/api/v1/tools/", data=given, content_type="text/plain").status_code == 400
    assert shed.codes() == []
    assert shed.rows("SELECT name FROM toolshed_tool")[0]["name"] == theirs["name"]
    header = {"X-CSRFToken": token(boss, "/profile")}
    changed = boss.put(f"/api/v1/tools/{theirs['id']}", json={"name": "塔吊"}, headers=header)
    assert changed.status_code == 200


def test_third_hole_no_act_of_fabs_reaches_a_row(stocked: Flask) -> None:
    client = signed_in(stocked)
    posted = {"action": "erase", "rowid": ["1", "2"], "csrf_token": token(client, "/profile")}
    assert client.get("/stock/action/erase/1").status_code == 404
    assert client.post("/stock/action/erase/1", data=posted).status_code == 404
    assert client.post("/stock/action_post", data=posted).status_code == 404
    assert ERASED == []
    assert not [rule for rule in stocked.url_map.iter_rules() if "action" in rule.rule]


def test_third_hole_the_api_narrows_every_row_it_touches(shed: Toolshed) -> None:
    keeper = shed.client("keeper")
    (theirs,) = shed.rows("SELECT id, name FROM toolshed_tool WHERE code = :code", code=THEIRS)
    header = {"X-CSRFToken": token(keeper, "/profile")}
    address = f"/api/v1/tools/{theirs['id']}"
    assert keeper.get(address).status_code == 404
    assert keeper.put(address, json={"name": "我的"}, headers=header).status_code == 404
    assert keeper.get("/api/v1/tools/").json == {"count": 0, "page": 1, "size": 50, "result": []}
    assert shed.rows("SELECT name FROM toolshed_tool")[0]["name"] == theirs["name"]


@pytest.mark.parametrize("how", ["signed out", "new password"])
def test_fourth_hole_a_copied_cookie_ends_with_the_session(app: Flask, how: str) -> None:
    client = signed_in(app)
    thief = app.test_client()
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name)
    assert cookie is not None
    thief.set_cookie(name, cookie.value)
    assert thief.get("/profile").status_code == 200
    if how == "signed out":
        submit(client, "/logout", {}, page="/profile")
    else:
        with platform_of(app).database.transaction() as session:
            user = account_id(session, "admin")
            assert user is not None
            set_password(session, user, "Quite-Another-2026", now=platform_of(app).clock.now())
    thief.set_cookie(name, cookie.value)
    assert thief.get("/profile").status_code == 302


def test_fourth_hole_a_cookie_lives_no_month(app: Flask, clock: FixedClock) -> None:
    client = signed_in(app)
    clock.advance(hours=13)
    assert client.get("/profile").status_code == 302
    assert app.permanent_session_lifetime <= timedelta(days=1)


def test_fifth_hole_wrong_passwords_count_in_every_process(
    app: Flask, office_url: str, tmp_path: Path, clock: FixedClock
) -> None:
    # two applications on one database are two workers: they share no memory
    other = make_app(office_url, tmp_path, clock=clock)
    for number in range(5):
        guessed = sign_in((app, other)[number % 2].test_client(), "clerk", "Wrong-Guess-2026")
        assert guessed.status_code == 422
    for one in (app, other):
        assert sign_in(one.test_client(), "clerk").status_code != 302
    platform_of(other).database.close()
