"""A password that was issued or has grown old is changed before anything else."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo import PASSWORD
from kernel.accounts import account_id
from kernel.accounts.accounts import write_state
from kernel.clock import FixedClock
from tests.app.offices import entered, platform_of, set_up, submit

NEW = "Neues-Passwort-7"


def aged(app: Flask, username: str, *, days: int = 0, must_change: bool = False) -> None:
    """The password of the account is so old, or was issued."""
    here = platform_of(app)
    with here.database.transaction() as session:
        user = account_id(session, username) or 0
        since = here.clock.now()
        write_state(session, user, password_at=since, must_change=must_change)


def test_whoever_must_change_is_led_to_the_form_and_nowhere_else(app: Flask) -> None:
    aged(app, "clerk", must_change=True)
    clerk = entered(app, "clerk")
    assert [clerk.get(path).location for path in ("/", "/admin/")] == ["/profile"] * 2
    page = clerk.get("/profile").text
    assert "请先更改密码" in page
    assert submit(clerk, "/large-type", {}, page="/profile").location == "/"
    fields = {"present": PASSWORD, "new": NEW, "again": NEW}
    assert submit(clerk, "/profile/password", fields, page="/profile").location == "/login"
    assert entered(app, "clerk").get("/").status_code == 200


def test_a_script_is_told_instead(app: Flask) -> None:
    aged(app, "clerk", must_change=True)
    answer = entered(app, "clerk").get("/", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["code"] if answer.json else "") == (403, "password_due")


@pytest.mark.parametrize(("days", "place"), [("90", "/profile"), ("0", None), ("91", None)])
def test_passwords_of_staff_grow_old(app: Flask, clock: FixedClock, days: str, place: str | None) -> None:
    aged(app, "clerk")
    set_up(app, password_days=days)
    clock.advance(days=90)
    assert entered(app, "clerk").get("/").location == place


def test_a_password_of_unknown_age_is_not_old(app: Flask, clerk: FlaskClient) -> None:
    assert clerk.get("/").status_code == 200
