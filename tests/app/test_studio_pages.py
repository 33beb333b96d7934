"""The studio over HTTP: listed, compared, previewed, proposed, refused with nothing lost, overtaken."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from kernel.db import transaction
from kernel.models import AuditEntry, DefinitionVersion
from tests.app.offices import platform_of
from tests.app.plugin_office import (
    FORM,
    PUBLISHER,
    SAMPLE,
    change_in_studio,
    number_in,
    plugin_office,
    post,
    text_in_editor,
    typed_in,
    visitor_of,
)

PREVIEW = f"/studio/definitions/{FORM}/preview"
PROPOSE = f"/studio/definitions/{FORM}/propose"
ROW = re.compile(r'<a href="/studio/definitions/([\w.]+)">')


class Wrong(NamedTuple):
    """Words that are replaced by wrong ones, and what is said of it."""

    old: str
    new: str
    said: str


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Flask]:
    """An office with the sample pack."""
    with plugin_office(tmp_path) as app:
        yield app


@pytest.fixture
def admin(office: Flask) -> FlaskClient:
    """The administrator, signed in."""
    return visitor_of(office, "admin")


@pytest.fixture
def other(office: Flask) -> FlaskClient:
    """Another administrator; the same one could not be signed in twice."""
    return visitor_of(office, "sysadmin")


def versions(app: Flask) -> int:
    """How many versions of all definitions there are."""
    with transaction(platform_of(app).database.engine) as session:
        return len(session.scalars(select(DefinitionVersion)).all())


def seen_in(html: str) -> str:
    """The version that the editor goes by."""
    found = re.search(r'name="seen" value="(\d+)"', html)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {FORM, f"{SAMPLE}.approval"}),
        ("?kind=form", {FORM}),
        ("?q=安全承诺申报表", {FORM}),
        ("?q=ANNUAL+safety", {FORM, f"{SAMPLE}.approval"}),
        ("?q=PACK_SAMPLE.COM", {FORM}),
        ("?q=nothing", set()),
        ("?changed=1", set()),
    ],
)
def test_the_list_is_filtered_by_name_title_kind_and_change(
    admin: FlaskClient, query: str, names: set[str]
) -> None:
    assert set(ROW.findall(admin.get(f"/studio/{query}").text)) == names


def test_titles_follow_the_language(admin: FlaskClient) -> None:
    post(admin, "/language", {"locale": "en"})
    for path in ("/studio/", f"/studio/definitions/{FORM}", f"/apps/{SAMPLE}"):
        assert "Annual safety commitment of an enterprise" in admin.get(path).text


def test_a_change_is_published_with_its_reason_and_on_the_record(office: Flask, admin: FlaskClient) -> None:
    change_in_studio(admin, "企业名称", "企业全称")
    page = admin.get(f"/studio/definitions/{FORM}").text
    for words in (
        "admin 提出",
        "企业名称 → 企业全称",
        "sections[enterprise].fields[enterprise_name].title.zh",
    ):
        assert words in page
    assert ROW.findall(admin.get("/studio/?changed=1").text) == [FORM]
    with transaction(platform_of(office).database.engine) as session:
        actions = session.scalars(select(AuditEntry.action)).all()
    assert "definition.change" in actions


def test_any_two_versions_are_compared(admin: FlaskClient) -> None:
    change_in_studio(admin, "企业名称", "企业全称")
    change_in_studio(admin, "max: 20000\n", "max: 30000\n", seen=2)
    both = admin.get(f"/studio/definitions/{FORM}?old=1&new=3").text
    assert "[enterprise_name].title.zh" in both
    assert "[officers].max" in both
    assert "这两个版本没有差异" in admin.get(f"/studio/definitions/{FORM}?old=2&new=2").text


def test_a_preview_tells_the_change_and_writes_nothing(office: Flask, admin: FlaskClient) -> None:
    text = text_in_editor(admin).replace("企业名称", "企业全称")
    before = versions(office)
    shown = post(admin, PREVIEW, {"body": text, "seen": 1, "reason": "改名"})
    assert shown.status_code == 200
    assert "校验通过，可以提交" in shown.text
    assert typed_in(shown.text) == text
    assert ">改名</textarea>" in shown.text
    assert versions(office) == before


def test_windows_line_ends_are_no_change(admin: FlaskClient) -> None:
    text = text_in_editor(admin).replace("\n", "\r\n")
    assert "没有改动" in post(admin, PREVIEW, {"body": text, "seen": 1}).text


@pytest.mark.parametrize("act", [PREVIEW, PROPOSE])
@pytest.mark.parametrize(
    "wrong",
    [
        Wrong("title:\n", "title\n", "第 2 行"),
        Wrong("  zh: 企业", "\tzh: 企业", "第 2 行"),
        Wrong("type: phone\n", "type: phnoe\n", "没有名为“phnoe”的字段类型"),
        Wrong("name: grade\n", "name: workers\n", "workers"),
        Wrong("round(workers / 50)", "round(worker / 50)", "worker"),
    ],
)
def test_what_is_wrong_is_named_and_the_text_kept(
    office: Flask, admin: FlaskClient, act: str, wrong: Wrong
) -> None:
    text = text_in_editor(admin).replace(wrong.old, wrong.new, 1)
    before = versions(office)

    refused = post(admin, act, {"body": text, "seen": 1, "reason": "试一试"})

    assert refused.status_code == 422
    assert wrong.said in refused.text
    assert typed_in(refused.text) == text
    assert ">试一试</textarea>" in refused.text
    assert seen_in(refused.text) == "1"
    assert versions(office) == before


def test_every_fault_leads_to_its_line(admin: FlaskClient) -> None:
    text = (
        text_in_editor(admin).replace("type: phone\n", "type: phnoe\n").replace("workers / 50", "worker / 50")
    )
    refused = post(admin, PREVIEW, {"body": text, "seen": 1})
    rows = text.split("\n")
    wanted = [
        1 + next(at for at, row in enumerate(rows) if words in row) for words in ("phnoe", "worker / 50")
    ]
    assert [int(line) for line in re.findall(r'data-line="(\d+)"', refused.text)] == sorted(wanted)
    assert f'data-bad="{" ".join(map(str, sorted(wanted)))}"' in refused.text
    assert "<code>type: phnoe</code>" in refused.text


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words"])
def test_a_text_that_is_no_definition_is_refused(admin: FlaskClient, text: str) -> None:
    refused = post(admin, PROPOSE, {"body": text, "seen": 1, "reason": "试一试"})
    assert refused.status_code == 422
    assert "“键: 值”" in refused.text


def test_a_change_without_a_reason_is_refused(office: Flask, admin: FlaskClient) -> None:
    text = text_in_editor(admin).replace("企业名称", "企业全称")
    before = versions(office)
    refused = post(admin, PROPOSE, {"body": text, "seen": 1, "reason": "  "})
    assert refused.status_code == 422
    assert "没有写发布原因" in refused.text
    assert typed_in(refused.text) == text
    assert "data-line" not in refused.text
    assert versions(office) == before


@pytest.mark.parametrize("act", [PREVIEW, PROPOSE])
def test_the_second_admin_is_carried_onto_the_first(
    office: Flask, admin: FlaskClient, other: FlaskClient, act: str
) -> None:
    mine = text_in_editor(admin).replace("max: 20000\n", "max: 30000\n")
    change_in_studio(other, "企业名称", "企业全称")
    before = versions(office)

    refused = post(admin, act, {"body": mine, "seen": 1, "reason": "后到"})

    assert refused.status_code == 409
    assert f"{PUBLISHER} 已发布第 2 版" in refused.text
    assert "双方没有改同一处" in refused.text
    assert "双方都改了的地方" not in refused.text
    carried = typed_in(refused.text)
    assert carried == mine.replace("企业名称", "企业全称")
    assert versions(office) == before
    again = {"body": carried, "seen": seen_in(refused.text), "reason": "后到"}
    number = number_in(post(admin, PROPOSE, again).location)
    assert typed_in(admin.get(f"/studio/definitions/{FORM}/edit?proposal={number}").text) == carried


def test_where_both_changed_the_second_admins_words_stand_and_are_shown(
    admin: FlaskClient, other: FlaskClient
) -> None:
    mine = text_in_editor(admin).replace("企业名称", "单位名称")
    change_in_studio(other, "企业名称", "企业全称")

    refused = post(admin, PROPOSE, {"body": mine, "seen": 1, "reason": "后到"})

    assert "其中 1 处双方都改了" in refused.text
    both = refused.text.split("双方都改了的地方")[1]
    assert "企业全称" in both
    assert "单位名称" in both
    assert typed_in(refused.text) == mine


def test_a_version_that_never_was_is_refused(admin: FlaskClient) -> None:
    text = text_in_editor(admin).replace("企业名称", "企业全称")
    for seen in ("0", "77", "x", ""):
        assert post(admin, PROPOSE, {"body": text, "seen": seen, "reason": "试一试"}).status_code == 404


def test_an_older_version_and_the_plugins_text_can_be_begun_with(admin: FlaskClient) -> None:
    text = text_in_editor(admin)
    change_in_studio(admin, "企业名称", "企业全称")
    for source in ("1", "plugin"):
        page = admin.get(f"/studio/definitions/{FORM}/edit?from={source}").text
        assert typed_in(page) == text
        assert seen_in(page) == "2"
    assert "企业全称" in typed_in(admin.get(f"/studio/definitions/{FORM}/edit?from=2").text)
    assert "企业全称" in text_in_editor(admin)


def test_markup_in_a_text_stays_text(admin: FlaskClient) -> None:
    script = "</textarea><script>alert(1)</script>"
    text = text_in_editor(admin).replace("企业名称", script)
    shown = post(admin, PREVIEW, {"body": text, "seen": 1})
    assert script not in shown.text
    assert typed_in(shown.text) == text
    assert change_in_studio(admin, "企业名称", script).status_code == 302
    assert script not in admin.get(f"/studio/definitions/{FORM}").text
