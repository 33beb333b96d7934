"""Redirects stay here; addresses told outside come from the settings."""

from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from hypothesis import example, given
from hypothesis import strategies as st

from kernel.web import local_path, public_url

HERE = "https://tongban.invalid/login"


@given(st.text(alphabet="/\\:@.?#%\t\r\n aehptsx", max_size=12))
@example("//evil.invalid")
@example("/\\evil.invalid")
@example("/\t/evil.invalid")
@example("https:/evil.invalid")
def test_what_is_followed_leads_to_this_site(target: str) -> None:
    followed = local_path(target)
    assert urlsplit(urljoin(HERE, followed)).netloc == "tongban.invalid"
    assert "\\" not in followed
    assert followed.isprintable()


@pytest.mark.parametrize("target", ["/", "/a/b?c=d&e=f#g", "/办件/1", "/a//b"])
def test_path_is_followed(target: str) -> None:
    assert local_path(target) == target


@pytest.mark.parametrize("target", [None, "", "a", "../a", "?a=b", "//", "http://a"])
def test_anything_else_is_not(target: str | None) -> None:
    assert local_path(target) == ""


def test_public_address_comes_from_the_settings() -> None:
    app = Flask("bare")
    app.extensions["tongban"] = type("Platform", (), {"settings": {"PUBLIC_URL": "https://tongban.invalid"}})
    with app.test_request_context("/", headers={"Host": "evil.invalid"}):
        assert public_url("/verify/1") == "https://tongban.invalid/verify/1"
