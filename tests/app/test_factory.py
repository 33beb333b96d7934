"""The application refuses to start with a hole in it."""

from pathlib import Path

import pytest
from flask import Blueprint, Flask
from flask_wtf.csrf import CSRFProtect

from app import factory
from app.factory import cookie_settings, keys_of, settings_of
from kernel.errors import Invalid, RegistryError
from kernel.web import Pages
from tests import databases
from tests.app.offices import fill, make_app, platform_of, sign_in


def test_route_without_a_permission_stops_the_start(
    office_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = Pages("gap", __name__)
    pages.get("/gap")(lambda: "open to everybody")
    monkeypatch.setattr(factory, "_add_pages", lambda app, _here: pages.register(app))
    with pytest.raises(RegistryError, match=r"/gap"):
        make_app(office_url, tmp_path)


def test_route_added_past_pages_stops_the_start(
    office_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def add(app: Flask, here: object) -> None:
        app.add_url_rule("/gap", "gap", lambda: "open to everybody")

    monkeypatch.setattr(factory, "_add_pages", add)
    with pytest.raises(RegistryError, match=r"gap \(/gap\)"):
        make_app(office_url, tmp_path)


def test_view_without_csrf_check_stops_the_start() -> None:
    csrf = CSRFProtect()
    csrf.exempt(Blueprint("api", __name__))
    with pytest.raises(RegistryError, match="api"):
        factory._refuse_exempt(csrf)


def test_only_reviewed_endpoints_are_not_of_pages(app: Flask) -> None:
    ours = {name for entry in platform_of(app).registry.entries("pages") for name in entry.thing().access}
    others = {rule.endpoint for rule in app.url_map.iter_rules()} - ours
    assert others == {"static"}


def test_missing_keys_stop_the_start(tmp_path: Path) -> None:
    settings = settings_of(
        {"DEMO": False, "KEYS_FILE": tmp_path / "keys.json", "DATA_DIR": tmp_path / "data"}
    )
    with pytest.raises(Invalid, match="KEY_SESSION"):
        keys_of(settings)


def test_demo_makes_its_own_keys_once(tmp_path: Path) -> None:
    settings = settings_of({"DEMO": True, "KEYS_FILE": tmp_path / "keys.json", "DATA_DIR": tmp_path / "data"})
    assert keys_of(settings).keys == keys_of(settings).keys


def test_keys_do_not_lie_with_the_data(tmp_path: Path) -> None:
    settings = settings_of({"DEMO": True, "KEYS_FILE": tmp_path / "keys.json", "DATA_DIR": tmp_path})
    with pytest.raises(Invalid, match="数据目录"):
        keys_of(settings)


def test_cookie_is_secure_where_the_public_address_is() -> None:
    kept = cookie_settings(settings_of({"PUBLIC_URL": "https://tongban.invalid"}))
    assert (kept["SESSION_COOKIE_NAME"], kept["SESSION_COOKIE_SECURE"]) == ("__Host-tongban", True)


def test_two_copies_on_one_machine_do_not_share_a_cookie() -> None:
    names = {
        cookie_settings(settings_of({"PUBLIC_URL": "http://127.0.0.1", "PORT": port}))["SESSION_COOKIE_NAME"]
        for port in (8080, 8081)
    }
    assert len(names) == 2


def test_office_opens_on_both_databases(backend: str, tmp_path: Path) -> None:
    name = databases.template(backend, "office", fill)
    with databases.database(backend, tmp_path, name) as url:
        app = make_app(url, tmp_path)
        client = app.test_client()
        assert sign_in(client, "admin").status_code == 302
        assert client.get("/admin/accounts/list/").status_code == 200
        platform_of(app).database.close()
