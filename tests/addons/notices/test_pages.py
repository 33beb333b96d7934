"""The mailbox and the bell, as an account of each kind finds them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from addons.notices.queries import PAGE
from kernel.text import Text
from tests.addons.notices.office import notice_office, person, tell, window
from tests.app.offices import sign_in, submit

EVIL = Text("<script>alert(1)</script>", "<script>alert(1)</script>")
NUMBER = re.compile(r"/notices/(\d+)/read")
VARYING = re.compile(r'E-\w{4}-\w{4}|name="csrf_token" value="[^"]*"|\d+')
BELL = re.compile(r'class="o-bell".*?</a>', re.DOTALL)


@pytest.fixture
def app(tmp_path: Path, clock) -> Iterator[Flask]:
    """The application with notices."""
    with notice_office(tmp_path, clock) as found:
        yield found


def visitor(app: Flask, username: str) -> FlaskClient:
    """Somebody who is signed in."""
    client = app.test_client()
    assert sign_in(client, username).status_code == 302
    return client


def bell(client: FlaskClient) -> str:
    """The bell in the header."""
    found = BELL.search(client.get("/profile").text)
    assert found
    return found[0]


def post(client: FlaskClient, path: str, **fields: str):
    """An act of somebody who is signed in."""
    return submit(client, path, fields, page="/profile")


@pytest.mark.parametrize("path", ["/notices", "/notices/1/open", "/notices/1/read", "/notices/read"])
def test_nobody_reads_without_signing_in(app: Flask, path: str):
    client = app.test_client()
    answer = client.get(path) if path == "/notices" else submit(client, path, {})

    assert answer.status_code in (302, 401)
    assert 'class="o-bell"' not in client.get("/login").text


def test_the_bell_counts_what_is_unread_and_leads_to_it(app: Flask):
    zhang = visitor(app, "zhang")
    assert "未读" not in bell(zhang)
    for number in range(3):
        tell(app, person(1), person(2), key=f"k{number}")

    assert "3 条未读" in bell(zhang)
    assert "/notices?show=unread" in bell(zhang)
    newest = re.search(r'name="up_to" value="(\d+)"', zhang.get("/notices").text)
    assert newest
    answer = post(zhang, "/notices/read", up_to=newest[1])

    assert answer.status_code == 302
    assert "未读" not in bell(zhang)
    assert "3 条未读" in bell(visitor(app, "li"))


def test_many_unread_are_told_as_many(app: Flask):
    for number in range(101):
        tell(app, person(1), key=f"k{number}")

    assert "99+" in bell(visitor(app, "zhang"))


def test_opening_a_notice_reads_it_and_leads_to_where_it_points(app: Flask):
    tell(app, person(1), key="a", link="/my/applications/7")
    zhang = visitor(app, "zhang")
    found = NUMBER.search(zhang.get("/notices").text)
    assert found

    answer = post(zhang, f"/notices/{found[1]}/open")

    assert answer.headers["Location"] == "/my/applications/7"
    page = zhang.get("/notices").text
    assert 'href="/my/applications/7"' in page
    assert "标为已读" not in page


def test_marking_one_as_read_leads_back_to_where_one_was(app: Flask):
    for key in ("a", "b"):
        tell(app, person(1), key=key)
    zhang = visitor(app, "zhang")
    found = NUMBER.search(zhang.get("/notices").text)
    assert found

    answer = post(zhang, f"/notices/{found[1]}/read", next="/notices?show=unread")

    assert answer.headers["Location"] == "/notices?show=unread"
    assert len(NUMBER.findall(zhang.get("/notices").text)) == 1
    assert len(NUMBER.findall(zhang.get("/notices?show=unread").text)) == 1


@pytest.mark.parametrize("link", ["https://evil.example", "//evil.example", "javascript:alert(1)", ""])
def test_a_link_never_leaves_the_site(app: Flask, link: str):
    tell(app, person(1), key="a", link=link)
    zhang = visitor(app, "zhang")
    page = zhang.get("/notices").text
    found = NUMBER.search(page)
    assert found

    assert "evil" not in page
    assert "/open" not in page
    assert post(zhang, f"/notices/{found[1]}/open").headers["Location"] == "/notices"
    assert post(zhang, "/notices/read", next=link).headers["Location"] == "/notices"


def test_somebody_elses_notice_answers_like_one_that_is_not_there(app: Flask):
    tell(app, person(1), key="a", title=Text("只给张", "For Zhang"))
    found = NUMBER.search(visitor(app, "zhang").get("/notices").text)
    assert found
    for name in ("li", "wang", "admin"):
        client = visitor(app, name)
        assert "只给张" not in client.get("/notices").text
        for act in ("read", "open"):
            theirs, missing = (post(client, f"/notices/{number}/{act}") for number in (found[1], "987654"))
            assert theirs.status_code == missing.status_code == 404
            scrubbed = [VARYING.sub("", answer.text) for answer in (theirs, missing)]
            assert scrubbed[0] == scrubbed[1]
        assert post(client, "/notices/read", up_to=found[1]).status_code == 302
    assert "1 条未读" in bell(visitor(app, "zhang"))


def test_a_clerk_reads_what_their_window_is_told_and_sees_for_whom_it_is(app: Flask):
    tell(app, window(app), key="a", title=Text("办件即将到期", "A case is due soon"), link="/work")
    page = visitor(app, "wang").get("/notices").text

    assert "办件即将到期" in page
    assert "发给 长春市城乡建设委员会" in page


def test_older_notices_stand_on_further_pages(app: Flask):
    for number in range(PAGE + 1):
        tell(app, person(1), key=f"k{number}")
    zhang = visitor(app, "zhang")
    first = zhang.get("/notices").text
    further = re.search(r'href="(/notices\?before=\d+)"', first)
    assert further

    second = zhang.get(further[1]).text

    assert len(set(NUMBER.findall(first))) == PAGE
    assert len(set(NUMBER.findall(second))) == 1
    assert "回到最新" in second
    assert "全部标为已读" not in second
    for odd in ("0", "-1", "x", "9" * 30):
        assert zhang.get("/notices", query_string={"before": odd}).status_code == 200


@pytest.mark.parametrize(
    ("name", "path", "words"),
    [
        ("zhang", "/notices", "还没有消息"),
        ("zhang", "/notices?show=unread", "没有未读消息"),
        ("admin", "/notices", "没有关联本人、企业或机构"),
    ],
)
def test_an_empty_mailbox_says_what_will_come(app: Flask, name: str, path: str, words: str):
    assert words in visitor(app, name).get(path).text


def test_what_is_told_is_text_and_speaks_the_readers_language(app: Flask):
    tell(app, person(1), key="a", title=EVIL, body=Text("请补正。", "Please correct it."))
    zhang = visitor(app, "zhang")

    assert EVIL.zh not in zhang.get("/notices").text
    post(zhang, "/language", locale="en")
    page = zhang.get("/notices").text
    assert "Please correct it." in page
    assert "Mark all as read" in page


def test_a_post_without_the_token_changes_nothing(app: Flask):
    tell(app, person(1), key="a")
    zhang = visitor(app, "zhang")

    assert zhang.post("/notices/read", data={"up_to": "99"}).status_code == 400
    assert "1 条未读" in bell(zhang)
