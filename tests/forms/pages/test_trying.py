"""A form tried out over HTTP, as a browser without scripts posts it."""

import re
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from forms.models import Submission, Upload
from kernel.models import Design
from tests.app.offices import entered, platform_of
from tests.app.plugin_office import FORM, post
from tests.forms.pictures import jpg

CARRIED = re.compile(r'name="_ground" value="([^"]*)"')


@pytest.fixture(scope="module")
def admin(studio_office: Flask) -> FlaskClient:
    return entered(studio_office, "admin")


class Trying:
    """The pages of one trial, one after the other."""

    def __init__(self, client: FlaskClient, name: str, query: str = "") -> None:
        self.client, self.address = client, f"/studio/forms/{name}/try{query}"
        self.answer = client.get(self.address)

    @property
    def page(self) -> str:
        return unescape(self.answer.text)

    def post(self, section: str, go: str = "next", **typed: Any) -> TestResponse:
        found = CARRIED.search(self.answer.text)
        fields = {"_section": section, "_go": go, "_ground": unescape(found[1]) if found else "", **typed}
        self.answer = post(self.client, self.address, fields, page="/studio/")
        return self.answer


def rows(app: Flask) -> list[int]:
    """How many submissions and uploads there are."""
    session = platform_of(app).database.session()
    return [session.scalar(select(func.count()).select_from(kind)) or 0 for kind in (Submission, Upload)]


def test_a_form_is_filled_section_by_section_with_the_messages_of_an_applicant(admin: FlaskClient):
    trying = Trying(admin, FORM)
    assert "姓名" in trying.page

    assert trying.post("applicant", applicant_name="张三", applicant_phone="12").status_code == 422
    assert "手机号码不正确" in trying.page or "手机" in trying.page
    assert 'value="12"' in trying.page
    assert "还没有填" in trying.page

    assert trying.post(
        "applicant", applicant_name="张三", applicant_phone="13912345678", is_safety_officer="yes"
    ).status_code == 200  # fmt: skip
    assert "企业名称" in trying.page


def test_the_rules_answer_as_it_is_typed(admin: FlaskClient):
    trying = Trying(admin, FORM)
    trying.address += "/state"

    said = trying.post("applicant", is_safety_officer="no").get_json()

    assert said["hidden"] == []
    assert said["required"] == ["other_post"]
    assert trying.post("enterprise", workers="120").get_json()["computed"] == {"officers_needed": "2"}


def test_sample_answers_fill_the_form_so_that_it_would_be_taken(admin: FlaskClient):
    trying = Trying(admin, FORM)

    trying.post("applicant", go="sample")
    trying.post("", go="to:check")

    assert "照这样提交会被接受" in trying.page
    assert "示例文字" in trying.page
    trying.post("", go="clear")
    trying.post("", go="to:check")
    assert "处没有填好" in trying.page


def test_a_file_is_looked_at_and_not_kept(studio_office: Flask, admin: FlaskClient):
    made = post(
        admin, "/studio/forms/new", {"title.zh": "附件", "title.en": "Files", "id": "filed"}, page="/studio/"
    )
    assert made.status_code == 303
    name = "studio.filed"
    board = admin.get(f"/studio/forms/{name}").text
    seen = re.search(r'name="_seen" value="([^"]+)"', board)
    assert seen
    post(
        admin, f"/studio/forms/{name}/act", {"act": "add", "type": "file", "_seen": seen[1]}, page="/studio/"
    )
    trying = Trying(admin, name)
    [field] = re.findall(r'name="([a-z_0-9]+)-upload"', trying.page)
    [section] = re.findall(r'name="_section" value="([a-z_0-9]+)"', trying.page)
    before = rows(studio_office)

    trying.post(section, _upload=field, **dict[str, Any]({f"{field}-upload": (BytesIO(b"<svg/>"), "a.jpg")}))
    assert "这里不收" in trying.page or "打不开" in trying.page
    trying.post(section, _upload=field, **dict[str, Any]({f"{field}-upload": (BytesIO(jpg()), "照片.png")}))
    assert "照片.jpg" in trying.page
    trying.post(section, _remove_upload=f"{field}:1", **{field: "1"})
    assert "照片.jpg" not in trying.page

    assert rows(studio_office) == before


def test_a_draft_remembers_what_was_filled_in_and_stays_the_same_draft(
    studio_office: Flask, admin: FlaskClient
):
    post(admin, "/studio/forms/new", {"title.zh": "记住", "title.en": "Kept", "id": "kept"}, page="/studio/")
    seen = re.search(r'name="_seen" value="([^"]+)"', admin.get("/studio/forms/studio.kept").text)
    assert seen
    post(
        admin,
        "/studio/forms/studio.kept/act",
        {"act": "add", "type": "text", "_seen": seen[1]},
        page="/studio/",
    )
    trying = Trying(admin, "studio.kept")
    [section] = re.findall(r'name="_section" value="([a-z_0-9]+)"', trying.page)
    [field] = re.findall(r'<input class="form-control[^>]* name="([a-z_0-9]+)"', trying.page)
    session = platform_of(studio_office).database.session()
    one = select(Design.revision).where(Design.name == "studio.kept")
    before = session.scalar(one)
    session.rollback()

    trying.post(section, **{field: "先填到这里"})

    assert "先填到这里" in Trying(admin, "studio.kept", f"?section={section}").page
    assert session.scalar(one) == before


def test_what_a_page_carries_may_be_anything(admin: FlaskClient):
    trying = Trying(admin, FORM)
    for carried in (
        "[" * 100_000,
        "{}",
        '{"values": [1], "files": {"a": 1}}',
        '{"values": {"gone": 1, "workers": {"a": 1}}}',
        "x" * 600_000,
    ):
        fields = {"_section": "applicant", "_go": "to:enterprise", "_ground": carried}
        assert post(admin, trying.address, fields, page="/studio/").status_code == 200


def test_a_version_that_was_published_is_tried_out_by_whoever_may_read_it(studio_office: Flask):
    onlooker = Trying(entered(studio_office, "onlooker"), FORM, "?version=1")

    assert "第 1 版" in onlooker.page
    onlooker.post("applicant", go="sample")
    onlooker.post("", go="to:check")
    assert "照这样提交会被接受" in onlooker.page


def test_who_may_not_see_forms_cannot_try_them_out(studio_office: Flask):
    assert studio_office.test_client().get(f"/studio/forms/{FORM}/try").status_code in (302, 401, 403)


def test_more_than_a_page_can_hold_is_refused_in_words_and_loses_nothing(admin: FlaskClient):
    trying = Trying(admin, FORM)
    trying.post("applicant", go="to:enterprise", applicant_name="张三")
    before = trying.answer

    refused = trying.post("enterprise", measures="x" * 10_000_000)

    assert refused.status_code == 413
    assert "太大" in unescape(refused.text) or "过大" in unescape(refused.text)
    trying.answer = before
    trying.post("enterprise", go="to:applicant")
    assert 'value="张三"' in trying.page


def test_a_thousand_rows_are_a_message_at_their_field(admin: FlaskClient):
    post(admin, "/studio/forms/new", {"title.zh": "多行", "title.en": "Rows", "id": "rowed"}, page="/studio/")
    seen = re.search(r'name="_seen" value="([^"]+)"', admin.get("/studio/forms/studio.rowed").text)
    assert seen
    post(
        admin,
        "/studio/forms/studio.rowed/act",
        {"act": "add", "type": "rows", "_seen": seen[1]},
        page="/studio/",
    )
    trying = Trying(admin, "studio.rowed")
    [section] = re.findall(r'name="_section" value="([a-z_0-9]+)"', trying.page)
    cell = re.findall(r'name="([a-z_0-9]+-0-[a-z_0-9]+)"', trying.page)[0]
    cells = {cell.replace("-0-", f"-{number}-"): "x" for number in range(1000)}

    assert trying.post(section, **cells).status_code == 422
    assert "行，应为 0 到 20 行" in trying.page
