"""Refusals and failures: a page or JSON, a number that the log knows, and nothing of the inside."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError

from app.error_texts import HTTP_ERRORS
from kernel.errors import InUse, NotFound, PatchError, TongbanError
from kernel.text import Text
from kernel.web import Door, access_map
from tests.app.offices import REFERENCE, make_app

View = Callable[[], ResponseReturnValue]
SECRET = "postgresql://office:geheim@db/tongban"
JSON = {"Accept": "application/json"}


@pytest.fixture
def failing(office_url: str, tmp_path: Path) -> Callable[[View], FlaskClient]:
    """An application with one more route, `/act`."""

    def made(view: View) -> FlaskClient:
        app = make_app(office_url, tmp_path)
        app.add_url_rule("/act", "act", view)
        access_map(app)["act"] = Door.PUBLIC
        return app.test_client()

    return made


def refused(error: BaseException) -> View:
    """A view that raises it."""

    def view() -> ResponseReturnValue:
        raise error

    return view


def patch_error() -> PatchError:
    return PatchError(
        Text("没有名为 phone 的节点。", "There is no node named phone."),
        remedy=Text("附近有 phones。", "Nearby: phones."),
        place="forms/renewal.yaml:12",
        problems=(NotFound(Text("甲", "A"), remedy=Text("乙", "B")),),
    )


@pytest.mark.parametrize("status", sorted(HTTP_ERRORS))
def test_every_status_has_a_page_with_a_number(
    failing: Callable[..., FlaskClient], status: int, caplog: pytest.LogCaptureFixture
) -> None:
    answer = failing(lambda: abort(status)).get("/act")
    assert answer.status_code == status
    assert HTTP_ERRORS[status].title.zh in answer.text
    reference = REFERENCE.search(answer.text)
    assert reference
    assert reference[0] in caplog.text


def test_failure_tells_nothing_of_the_inside(
    failing: Callable[..., FlaskClient], caplog: pytest.LogCaptureFixture
) -> None:
    answer = failing(refused(RuntimeError(SECRET))).get("/act")
    assert answer.status_code == 500
    assert "geheim" not in answer.text
    assert "Traceback" not in answer.text
    reference = REFERENCE.search(answer.text)
    assert reference
    assert reference[0] in caplog.text
    assert "geheim" in caplog.text


def test_failure_of_the_error_page_still_gives_the_number(
    failing: Callable[..., FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.errors.render_template", refused(RuntimeError(SECRET)))
    answer = failing(refused(RuntimeError(SECRET))).get("/act")
    assert answer.status_code == 500
    assert REFERENCE.search(answer.text)
    assert "geheim" not in answer.text


def test_database_out_of_reach_is_not_our_failure(failing: Callable[..., FlaskClient]) -> None:
    answer = failing(refused(OperationalError(SECRET, {}, Exception(SECRET)))).get("/act")
    assert answer.status_code == 503
    assert "geheim" not in answer.text


def test_refusal_shows_thing_place_and_remedy(failing: Callable[..., FlaskClient]) -> None:
    answer = failing(refused(patch_error())).get("/act")
    assert answer.status_code == 422
    for words in ("没有名为 phone 的节点。", "附近有 phones。", "forms/renewal.yaml:12", "甲"):
        assert words in answer.text


def test_what_somebody_sent_fills_neither_the_answer_nor_the_log(
    failing: Callable[..., FlaskClient], caplog: pytest.LogCaptureFixture
) -> None:
    error = NotFound(
        Text("没有这一步。", "No such step."), remedy=Text("刷新。", "Reload."), place="z" * 10_000
    )
    told = failing(refused(error)).get("/act", headers=JSON).get_json()
    assert told["place"] == "z" * 200
    assert max(len(one.getMessage()) for one in caplog.records) < 300


def test_refusal_speaks_the_visitors_language(failing: Callable[..., FlaskClient]) -> None:
    client = failing(refused(patch_error()))
    with client.session_transaction() as session:
        session["locale"] = "en"
    html = client.get("/act").text
    assert '<html lang="en">' in html
    assert "Nearby: phones." in html
    assert "附近" not in html


def test_refusal_as_json(failing: Callable[..., FlaskClient]) -> None:
    answer = failing(refused(patch_error())).get("/act", headers=JSON)
    told = answer.get_json()
    assert answer.status_code == 422
    assert told["code"] == "patch"
    assert told["message"] == {"zh": "没有名为 phone 的节点。", "en": "There is no node named phone."}
    assert told["remedy"]["en"] == "Nearby: phones."
    assert told["place"] == "forms/renewal.yaml:12"
    assert told["problems"][0]["message"]["en"] == "A"
    assert REFERENCE.fullmatch(told["reference"])


def test_failure_as_json_tells_nothing_of_the_inside(failing: Callable[..., FlaskClient]) -> None:
    answer = failing(refused(RuntimeError(SECRET))).get("/act", headers=JSON)
    assert answer.get_json()["code"] == "internal"
    assert "geheim" not in answer.text


def test_text_of_a_refusal_is_no_markup(failing: Callable[..., FlaskClient]) -> None:
    evil = "<script>alert(1)</script>"
    error = InUse(Text(evil, evil), remedy=Text(evil, evil), place=evil)
    html = failing(refused(error)).get("/act").text
    assert "<script>alert" not in html


def test_api_is_answered_in_json_without_asking(client: FlaskClient) -> None:
    assert client.get("/api/v1/nothing").get_json()["code"] == "not_found"


def test_wrong_method_says_which_are_right(client: FlaskClient) -> None:
    answer = client.put("/logout")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    asked = client.get("/logout", headers={"Accept": "application/json"})
    assert (asked.status_code, asked.get_json()["code"]) == (405, "method_not_allowed")


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/logout", "/"),
        ("/admin/calendar/day/restore", "/admin/calendar"),
        ("/admin/accounts/1/close", "/admin"),
    ],
)
def test_address_of_a_form_opened_by_itself_leads_to_its_page(
    admin: FlaskClient, path: str, page: str
) -> None:
    answer = admin.get(path)
    assert (answer.status_code, answer.location) == (303, page)
    assert "刚才没有提交任何内容" in admin.get("/", follow_redirects=True).text


def test_too_large_is_said(office_url: str, tmp_path: Path) -> None:
    app: Flask = make_app(office_url, tmp_path, MAX_CONTENT_LENGTH=1000)
    answer = app.test_client().post("/login", data={"username": "x" * 2000})
    assert answer.status_code == 413


def test_page_beyond_ones_rights_says_so(clerk: FlaskClient) -> None:
    answer = clerk.get("/admin/accounts/list/")
    assert answer.status_code == 403
    assert "不在您的权限内" in answer.text
    assert "李明" in answer.text


def test_api_caller_who_is_not_signed_in_gets_401(client: FlaskClient) -> None:
    answer = client.get("/profile", headers=JSON)
    assert answer.status_code == 401
    assert answer.get_json()["code"] == "not_signed_in"


def test_code_of_every_refusal_has_a_status_with_words() -> None:
    def families(kind: type[TongbanError]) -> list[type[TongbanError]]:
        return [kind, *(deeper for one in kind.__subclasses__() for deeper in families(one))]

    ours = [kind for kind in families(TongbanError) if kind.__module__ == "kernel.errors"]
    assert {kind.status for kind in ours} <= set(HTTP_ERRORS)


def test_refusal_is_a_warning_and_failure_an_error(
    failing: Callable[..., FlaskClient], caplog: pytest.LogCaptureFixture
) -> None:
    failing(refused(patch_error())).get("/act")
    assert [record.levelno for record in caplog.records if record.name == "tongban.errors"] == [
        logging.WARNING
    ]


def test_name_of_an_argument_cannot_forge_a_line_of_the_log(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    assert client.get("/login?x%0AFORGED=%00").status_code == 422
    assert "FORGED" in caplog.text
    assert all("\n" not in record.getMessage() for record in caplog.records)


def test_path_cannot_forge_a_line_of_the_log(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    client.get("/a%0A2026-03-10 ERROR all is lost")
    assert all("\n" not in record.getMessage() for record in caplog.records)
