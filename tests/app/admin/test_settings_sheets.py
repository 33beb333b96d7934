"""Settings narrowed on their page, exported as a sheet, brought back: tried out first, then all or nothing."""

import csv
import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from kernel.models import AuditEntry
from kernel.settings import settings_of
from kernel.sheets import Format, sheet
from tests.app.offices import entered, platform_of, set_up
from tests.bringing import sent

PAGE, IMPORT = "/admin/settings/", "/admin/settings/import"
HEADINGS = ["标识", "名称", "值"]


@pytest.fixture
def sysadmin(app: Flask) -> FlaskClient:
    """The system administrator."""
    return entered(app, "sysadmin")


def brought(client: FlaskClient, *rows: list[str], kind: Format = Format.CSV) -> tuple[int, str]:
    """The status and the page of the trial."""
    content = b"".join(sheet(kind, HEADINGS, rows))
    answer = sent(client, IMPORT, file=(io.BytesIO(content), f"设置.{kind}"))
    return answer.status_code, answer.text


def wished(page: str) -> dict[str, str]:
    """The hidden fields of the trial."""
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))


def now(app: Flask, name: str) -> object:
    with platform_of(app).database.engine.connect() as connection:
        return settings_of(connection, platform_of(app).registry)[name]


def test_settings_are_found_by_words_group_and_change(app: Flask, sysadmin: FlaskClient) -> None:
    set_up(app, password_days="60")
    for query, there, gone in (
        ("q=有效天数", "password_days", "site_name"),
        ("changed=1", "password_days", "site_name"),
        ("q=站点名称", "site_name", "password_days"),
    ):
        page = sysadmin.get(f"{PAGE}?{query}").text
        assert (f'id="{there}"' in page, f'id="{gone}"' in page) == (True, False), query
    assert "没有符合的设置" in sysadmin.get(f"{PAGE}?q=没有这样的词").text
    kept = sent(sysadmin, f"{PAGE}?changed=1", password_days="61")
    assert kept.location == f"{PAGE}?changed=1"
    assert (now(app, "password_days"), now(app, "site_name") is None) == (61, False)


def test_a_sheet_is_tried_out_and_taken_over_as_a_whole(app: Flask, sysadmin: FlaskClient) -> None:
    status, page = brought(
        sysadmin,
        ["password_days", "有效天数", "60"],
        ["session_single", "", "否"],
        ["site_name", "", ""],
        kind=Format.XLSX,
    )
    assert status == 200
    assert "改 2 项设置" in page
    assert "1 行与现有内容相同" in page
    assert now(app, "password_days") != 60
    assert sent(sysadmin, f"{IMPORT}/carry", **wished(page)).location == PAGE
    assert (now(app, "password_days"), now(app, "session_single")) == (60, False)
    with platform_of(app).database.transaction() as session:
        entries = session.scalars(select(AuditEntry.thing).where(AuditEntry.action == "setting.changed"))
        assert sorted(entries) == ["setting:password_days", "setting:session_single"]


def test_one_wrong_row_and_nothing_is_taken_over(app: Flask, sysadmin: FlaskClient) -> None:
    before = now(app, "password_days")
    status, page = brought(
        sysadmin,
        ["password_days", "", "60"],
        ["sign_in_failures", "", "2"],
        ["no_such", "", "1"],
        ["password_days", "", "61"],
    )
    assert status == 422
    assert "有 3 行有问题" in page
    for words in ("3 到 20 之间的整数", "没有这项设置", "与第 2 行重复"):
        assert words in page
    assert "项设置</button>" not in page
    assert now(app, "password_days") == before


def test_what_changed_meanwhile_is_shown_again(app: Flask, sysadmin: FlaskClient) -> None:
    _, page = brought(sysadmin, ["password_days", "", "60"])
    set_up(app, site_name="另一个名字")
    again = sent(sysadmin, f"{IMPORT}/carry", **wished(page))
    assert (again.status_code, "有人改了设置" in again.text) == (409, True)
    assert now(app, "password_days") != 60
    assert sent(sysadmin, f"{IMPORT}/carry", **wished(again.text)).status_code == 302
    assert now(app, "password_days") == 60


def test_values_written_into_the_act_are_proved_again(app: Flask, sysadmin: FlaskClient) -> None:
    _, page = brought(sysadmin, ["password_days", "", "60"])
    answer = sent(sysadmin, f"{IMPORT}/carry", **wished(page) | {"password_days": "100000"})
    assert (answer.status_code, now(app, "password_days") != 100000) == (422, True)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"a,b\n1,2\n", "没有“标识”这一列"), (b"", "没有内容"), (b"PK\x03\x04", "不是完整的 xlsx")],
)
def test_other_files_are_refused_as_a_whole(sysadmin: FlaskClient, content: bytes, words: str) -> None:
    answer = sent(sysadmin, IMPORT, file=(io.BytesIO(content), "x.csv"))
    assert (answer.status_code, words in answer.text) == (422, True)
    assert "没有选择文件" in sent(sysadmin, IMPORT).text


def test_an_export_says_what_for_and_comes_back_unchanged(app: Flask, sysadmin: FlaskClient) -> None:
    path = f"{PAGE}export"
    assert sent(sysadmin, path, format="csv", purpose=" ").status_code == 422
    set_up(app, site_name="=1+1")
    content = sent(sysadmin, path, format="csv", purpose="年检").get_data()
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert {row["标识"]: row["值"] for row in rows}["site_name"] == "'=1+1"
    again = sent(sysadmin, IMPORT, file=(io.BytesIO(content), "x.csv"))
    assert "没有需要导入的内容" in again.text
    with platform_of(app).database.transaction() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "export")).one()
        assert (entry.thing, entry.detail["purpose"]) == ("settings", "年检")


@pytest.mark.parametrize("username", ["secadmin", "auditor", "clerk"])
def test_sheets_of_settings_are_the_system_administrators(app: Flask, username: str) -> None:
    client = entered(app, username)
    for path in (f"{PAGE}export", IMPORT):
        assert client.get(path).status_code == 403
        assert sent(client, path).status_code == 403
    assert sent(client, f"{IMPORT}/carry", password_days="60").status_code == 403
