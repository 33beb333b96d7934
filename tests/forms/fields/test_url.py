"""Addresses of web pages."""

import pytest

from forms.fieldtype import AnswerError
from tests.forms.samples import make_type


@pytest.mark.parametrize(
    ("raw", "address"),
    [
        ("www.example.cn", "https://www.example.cn"),
        ("HTTP://Example.CN/Path", "http://example.cn/Path"),
        ("https://example.cn:8443/a?b=c#d", "https://example.cn:8443/a?b=c#d"),
        ("https://例子.中国/页面", "https://例子.中国/页面"),
    ],
)
def test_an_address_is_kept_in_its_normal_form(raw: str, address: str):
    kind, _ = make_type("url")

    assert kind.normalised(raw) == address


@pytest.mark.parametrize(
    "raw",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.cn",
        "https://",
        "https://localhost",
        "https://user:pass@example.cn",
        "https://example.cn/a b",
        "https://example.cn:99999",
        "https://[::1",
        "https://example.cn/" + "a" * 2_000,
    ],
)
def test_what_is_no_public_address_is_refused(raw: str):
    kind, _ = make_type("url")

    with pytest.raises(AnswerError):
        kind.normalised(raw)


def test_the_form_may_take_https_only():
    kind, _ = make_type("url", secure=True)

    assert kind.normalised("https://example.cn")
    with pytest.raises(AnswerError):
        kind.normalised("http://example.cn")
