"""A host that is none of the platform's is refused where the settings name its address; else nothing is."""

from pathlib import Path

import pytest
from flask import Flask

from app.hosts import host_in, plain_name
from tests.app.offices import make_app

NAMES = ("tongban.example", "内网.example")


@pytest.fixture
def named(office_url: str, tmp_path: Path) -> Flask:
    """The platform whose settings say how it is reached."""
    return make_app(office_url, tmp_path, PUBLIC_URL="https://tongban.example", ALLOWED_HOSTS=NAMES)


@pytest.mark.parametrize(
    "host",
    [
        *("tongban.example", "TONGBAN.example.", "tongban.example:8443", "xn--v6q792i.example"),
        *("localhost:8080", "127.0.0.1", "[::1]:8080"),
    ],
)
def test_a_name_of_ours_is_answered(named: Flask, host: str) -> None:
    assert named.test_client().get("/login", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "tongban.example.evil.example", "10.0.0.5", "[", "a b", ""])
@pytest.mark.parametrize("path", ["/login", "/api/v1/cases/", "/static/css/tokens.css", "/nowhere"])
def test_a_name_of_somebody_else_is_refused_with_the_address(named: Flask, host: str, path: str) -> None:
    answer = named.test_client().get(path, headers={"Host": host})
    assert answer.status_code == 400
    assert answer.mimetype == "text/plain"
    assert "请访问 https://tongban.example" in answer.text
    assert host == "" or host not in answer.text.replace("https://tongban.example", "")
    assert "Content-Security-Policy" in answer.headers


def test_a_form_under_a_foreign_name_does_nothing(named: Flask) -> None:
    answer = named.test_client().post("/login", data={"username": "admin"}, headers={"Host": "evil.example"})
    assert answer.status_code == 400


def test_a_balancer_may_ask_how_we_are_under_any_address(named: Flask) -> None:
    assert named.test_client().get("/healthz", headers={"Host": "10.0.0.5:8080"}).status_code == 200


def test_without_a_named_address_every_host_is_answered(office_url: str, tmp_path: Path) -> None:
    app = make_app(office_url, tmp_path, ALLOWED_HOSTS=())
    assert app.test_client().get("/login", headers={"Host": "whatever.example"}).status_code == 200


def test_names_are_compared_without_port_case_and_alphabet() -> None:
    assert host_in("Tongban.Example.:443") == "tongban.example"
    assert host_in("[2001:DB8::1]:80") == "2001:db8::1"
    assert plain_name("内网.example") == "xn--v6q792i.example"
    assert plain_name("内" * 80) == "内" * 80
