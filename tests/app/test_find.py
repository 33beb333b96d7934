"""The search from anywhere: what the visitor may open, by title or pinyin, and nothing in the address."""

import pytest
from flask.testing import FlaskClient

from app.find import is_called
from kernel.text import Text
from tests.app.offices import submit, token

WORKBENCH = Text("工作台", "Workbench")


def hits(client: FlaskClient, text: str) -> str:
    """The list that the palette shows."""
    return submit(client, "/find", {"text": text}, page="/profile", headers={"X-Fragment": "1"}).text


@pytest.mark.parametrize("text", ["", "工作", "work", "BENCH", "gzt", "GZ", "gongzuo", "gong zuo"])
def test_a_title_goes_by_its_words_and_its_pinyin(text: str) -> None:
    assert is_called(WORKBENCH, text)


@pytest.mark.parametrize("text", ["作工", "zt", "uozuo", "xyz", "%"])
def test_a_title_goes_by_nothing_else(text: str) -> None:
    assert not is_called(WORKBENCH, text)


def test_pages_are_found_by_those_who_may_open_them(admin: FlaskClient, clerk: FlaskClient) -> None:
    """`pages`: the finder of the shell."""
    assert 'href="/apps/"' in hits(admin, "cj")
    assert 'href="/apps/"' not in hits(clerk, "cj")
    assert "没有找到“cj”" in hits(clerk, "cj")


def test_nothing_typed_lists_the_pages(clerk: FlaskClient) -> None:
    html = clerk.get("/find").text
    assert 'href="/profile" data-hit' in html
    assert "搜索" in html


def test_the_search_works_without_scripts_and_keeps_what_was_typed(admin: FlaskClient) -> None:
    answer = submit(admin, "/find", {"text": "<插件>"}, page="/profile")
    assert answer.status_code == 200
    assert "<title>搜索" in answer.text
    assert 'value="&lt;插件&gt;"' in answer.text
    assert answer.request.query_string == b""


def test_a_list_for_the_palette_is_no_page(admin: FlaskClient) -> None:
    assert "<html" not in hits(admin, "插件")


def test_the_search_is_for_those_who_signed_in_and_needs_a_token(
    client: FlaskClient, admin: FlaskClient
) -> None:
    assert client.get("/find").location == "/login?next=/find"
    assert client.post("/find", data={"text": "a", "csrf_token": token(client)}).location == "/login"
    assert admin.post("/find", data={"text": "a"}).status_code == 400
