"""Addresses and forms that nobody types: refused like any other mistake, never a failure of the platform."""

import pytest
from flask.testing import FlaskClient

from tests.app.offices import submit

HUGE = "9" * 30


@pytest.mark.parametrize(
    "path",
    [
        f"/apps/operations/{HUGE}",
        f"/apps/operations/{HUGE}/course",
        f"/users/show/{HUGE}",
        "/users/show/{}".format("9" * 5_000),
        "/roles/show/²",
        f"/studio/definitions/nothing?new={HUGE}",
    ],
)
def test_number_that_no_row_has_is_not_found(admin: FlaskClient, path: str) -> None:
    assert admin.get(path).status_code == 404


@pytest.mark.parametrize(
    "asked",
    [
        f"page_Accounts={HUGE}",
        "page_Accounts=-1",
        "page_Accounts=",
        "page_Accounts=²",
        "psize_Accounts=one",
        "psize_Accounts=1000000",
        "page_Accounts=1&page_Accounts=x",
        "xpage_Accounts=x",
    ],
)
@pytest.mark.parametrize("page", ["/users/list/", "/users/show/1"])
def test_page_of_a_list_that_cannot_be_is_refused(admin: FlaskClient, page: str, asked: str) -> None:
    answer = admin.get(f"{page}?{asked}")
    assert answer.status_code == 422
    assert "0 到 1000" in answer.text


def test_page_of_a_list_is_shown(admin: FlaskClient) -> None:
    assert admin.get("/users/list/?page_Accounts=0&psize_Accounts=10").status_code == 200


@pytest.mark.parametrize("path", ["/studio/definitions/a%00b", "/apps/?q=%00", "/users/list/?%00=a"])
def test_character_that_no_database_keeps_is_refused(admin: FlaskClient, path: str) -> None:
    answer = admin.get(path)
    assert answer.status_code == 422
    assert "NUL" in answer.text


def test_it_is_refused_in_a_form_of_nobody(client: FlaskClient) -> None:
    answer = submit(client, "/login", {"username": "admin\0", "password": "x"}, page="/login")
    assert answer.status_code == 422
    assert "NUL" in answer.text
