"""Option registers, over HTTP."""

import re
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kernel import proposals
from kernel.clock import SystemClock
from tests.app.offices import entered, platform_of
from tests.app.plugin_office import PUBLISHER, post

LIST = "/studio/registers/"
SHEET = "value,zh,en\r\ne,电工,Electrician\r\ns,架子工,Scaffolder\r\n"


@pytest.fixture(scope="module")
def designer(studio_office: Flask) -> FlaskClient:
    return entered(studio_office, "designer")


def send(client: FlaskClient, sheet: bytes, address: str = LIST, **fields: str) -> TestResponse:
    """The sheet is uploaded with these fields."""
    given = {"title.zh": "工种", "title.en": "Trades", "id": "trades", "reason": "新建", **fields}
    return post(client, address, {**given, "sheet": (BytesIO(sheet), "trades.csv")})


def publish(app: Flask, answer: TestResponse) -> None:
    """A second person publishes what was proposed."""
    found = re.search(r"/proposals/([0-9]+)", answer.location or "")
    assert found is not None, answer.text
    here = platform_of(app)
    with here.database.transaction() as session:
        proposals.publish(session, here.registry, int(found[1]), actor=PUBLISHER, now=SystemClock().now())


def test_a_register_is_made_of_a_sheet_changed_by_another_and_taken_away(
    studio_office: Flask, designer: FlaskClient
):
    publish(studio_office, send(designer, SHEET.encode("gb18030")))
    assert "studio.trades" in designer.get(LIST).text
    assert "电工" in designer.get(LIST + "studio.trades").text
    sheet = designer.get(LIST + "studio.trades/sheet.csv")
    assert sheet.data.decode("utf-8-sig") == SHEET.replace("en\r\n", "en,parent,closed\r\n").replace(
        "ician\r\n", "ician,,\r\n"
    ).replace("older\r\n", "older,,\r\n")

    changed = SHEET.replace("电工", "高压电工").encode()
    publish(studio_office, send(designer, changed, LIST + "studio.trades", _seen="1", reason="改名"))

    page = designer.get(LIST + "studio.trades").text
    assert "高压电工" in page
    assert "第 2 版" in page


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        (b"", "没有文件"),
        (b"\xff\xfe\x00\x01\xff", "不是文本"),
        (b"code\n1\n", "表头"),
        ("value,zh\na,甲\na,乙\n".encode(), "值相同"),
        (b"value,zh\n" + b"a,a\n" * 100, "超过"),
    ],
)
def test_a_sheet_that_is_no_register_is_refused_and_what_was_typed_stays(
    designer: FlaskClient, sheet: bytes, said: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("forms.pages.registers.LARGEST", 300)
    answer = send(designer, sheet, id="others")

    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="others"' in answer.text


def test_who_may_only_read_sees_them_but_changes_nothing(studio_office: Flask):
    onlooker = entered(studio_office, "onlooker")

    assert "选项登记册" in onlooker.get(LIST).text
    assert 'name="sheet"' not in onlooker.get(LIST).text
    assert send(onlooker, SHEET.encode()).status_code in (403, 404)


def test_a_register_that_there_is_not_is_not_found(designer: FlaskClient):
    assert designer.get(LIST + "pack_sample.commitment").status_code == 404
    assert designer.get(LIST + "studio.nothing/sheet.csv").status_code == 404
