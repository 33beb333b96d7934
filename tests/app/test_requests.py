"""How much a request may hold."""

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from app.requests import Incoming
from tests.app.offices import make_app

LARGE = 3_000_000


@pytest.fixture
def client(tmp_path: Path, office_url: str) -> FlaskClient:
    app: Flask = make_app(office_url, tmp_path)
    return app.test_client()


@pytest.mark.parametrize(
    "body", [{"username": "x" * LARGE}, "a&" * 1_000_000], ids=["a long field", "a million fields"]
)
def test_what_is_typed_has_a_limit(client: FlaskClient, body: dict[str, str] | str):
    answer = client.post("/login", data=body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 413


def test_json_has_the_same_limit(client: FlaskClient):
    assert client.post("/login", data="[" + "{}," * LARGE, content_type="application/json").status_code == 413


def test_files_may_be_larger(client: FlaskClient):
    body = {"file": (BytesIO(b"x" * LARGE), "x.bin")}

    assert client.post("/login", data=body).status_code not in (413, 500)


@pytest.mark.parametrize(("silent", "status"), [(True, 200), (False, 400)])
def test_json_nested_beyond_reading_is_malformed(silent: bool, status: int):
    app = Flask(__name__)
    app.request_class = Incoming
    app.add_url_rule("/", view_func=lambda: {"given": request.get_json(silent=silent)}, methods=["POST"])

    answer = app.test_client().post("/", data="[" * 100_000, content_type="application/json")

    assert answer.status_code == status
