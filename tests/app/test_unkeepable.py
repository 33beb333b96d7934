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
        f"/admin/accounts/show/{HUGE}",
        "/admin/accounts/show/{}".format("9" * 5_000),
        "/admin/roles/show/²",
        f"/studio/definitions/nothing?new={HUGE}",
    ],
)
def test_number_that_no_row_has_is_not_found(admin: FlaskClient, path: str) -> None:
    assert admin.get(path).status_code == 404


def test_page_of_a_list_that_cannot_be_is_refused(admin: FlaskClient) -> None:
    for asked in (HUGE, "-1", "²", "one"):
        answer = admin.get("/admin/accounts/list/", query_string={"page": asked})
        assert answer.status_code in {404, 422}, asked


def test_page_of_a_list_is_shown(admin: FlaskClient) -> None:
    assert admin.get("/admin/accounts/list/?page=1").status_code == 200


@pytest.mark.parametrize("path", ["/studio/definitions/a%00b", "/apps/?q=%00", "/admin/accounts/list/?%00=a"])
def test_character_that_no_database_keeps_is_refused(admin: FlaskClient, path: str) -> None:
    answer = admin.get(path)
    assert answer.status_code == 422
    assert "NUL" in answer.text


def test_it_is_refused_in_a_form_of_nobody(client: FlaskClient) -> None:
    answer = submit(client, "/login", {"username": "admin\0", "password": "x"}, page="/login")
    assert answer.status_code == 422
    assert "NUL" in answer.text
