"""Where a second factor asks, the password alone signs nobody in."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from kernel.accounts import Challenge, account_id
from kernel.clock import FixedClock
from kernel.seams import SECOND_FACTOR, second_factor
from kernel.text import Text
from tests.app.offices import offering, platform_of, sign_in, submit

PAGE = "/login/second"


@second_factor("toy")
def token_of(session: Session, user_id: int) -> Challenge | None:
    """Everybody but the clerk has a token that shows 246810."""
    here = Challenge(
        Text("动态密码", "Code"), Text("令牌上的 6 位数字", "Six digits"), lambda typed: typed == "246810"
    )
    return None if user_id == account_id(session, "clerk") else here


@pytest.fixture(autouse=True)
def asking(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The token is asked for."""
    assert not platform_of(app).registry.names(SECOND_FACTOR)
    monkeypatch.setitem(app.extensions, "tongban", offering(platform_of(app), token_of))


def answered(client: FlaskClient, code: str, *, page: str = PAGE) -> tuple[int, str]:
    answer = submit(client, PAGE, {"answer": code}, page=page)
    return answer.status_code, answer.location or answer.text


def test_the_password_leads_to_the_question_and_the_answer_in(client: FlaskClient) -> None:
    first = sign_in(client, "admin", next="/profile")
    assert first.location == f"{PAGE}?next=/profile"
    assert client.get("/profile").status_code == 302
    page = client.get(PAGE).text
    assert "动态密码" in page
    assert "令牌上的 6 位数字" in page
    status, said = answered(client, "000000")
    assert (status, "不对，请再核对一次" in said) == (422, True)
    assert answered(client, " 246810 ") == (302, "/")
    assert client.get("/profile").status_code == 200


def test_guesses_of_the_answer_wait_too(client: FlaskClient) -> None:
    sign_in(client, "admin")
    assert [answered(client, "000000")[0] for _ in range(6)] == [422] * 5 + [429]
    assert answered(client, "246810")[0] == 429
    assert client.get("/profile").status_code == 302


def test_without_the_password_there_is_no_question(client: FlaskClient) -> None:
    assert client.get(PAGE).location == "/login"
    assert answered(client, "246810", page="/login") == (302, "/login")
    assert client.get("/profile").status_code == 302


def test_the_question_stands_for_five_minutes(client: FlaskClient, clock: FixedClock) -> None:
    sign_in(client, "admin")
    clock.advance(minutes=5)
    assert answered(client, "246810", page="/login") == (302, "/login")


def test_whom_nobody_asks_is_in_at_once(client: FlaskClient, app: Flask) -> None:
    assert sign_in(client, "clerk").location == "/"
