"""Proposals over HTTP: a designer proposes, another person publishes, sends back or finds it overtaken."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.app.plugin_office import (
    FORM,
    ONLOOKER,
    change_in_studio,
    number_in,
    plugin_office,
    post,
    text_in_editor,
    typed_in,
    visitor_of,
)

HOME = "/profile/"
OWN = "studio.survey"
TEXT = """title: {zh: 满意度调查, en: Survey}
sections:
  - name: main
    title: {zh: 内容, en: Contents}
    fields:
      - name: words
        type: text
        title: {zh: 意见, en: Opinion}
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An office with the sample pack; each claim stands on what it proposed itself."""
    with plugin_office(Path(tmp_path_factory.mktemp("office"))) as app:
        yield app


@pytest.fixture(scope="module")
def designer(office: Flask) -> FlaskClient:
    """Who may propose and not publish."""
    return visitor_of(office, "designer")


@pytest.fixture(scope="module")
def publisher(office: Flask) -> FlaskClient:
    """Who may propose and publish."""
    return visitor_of(office, "sysadmin")


def proposed(client: FlaskClient, *, title: str) -> str:
    """The address of the proposal to call the form so."""
    page = client.get(f"/studio/definitions/{FORM}/edit").text
    seen = page.split('name="seen" value="')[1].split('"')[0]
    text = typed_in(page)
    first = text.split("zh: ")[1].split("\n")[0]
    fields = {"body": text.replace(first, title, 1), "seen": seen, "reason": f"改称{title}"}
    answered = post(client, f"/studio/definitions/{FORM}/propose", fields, page=HOME)
    assert answered.status_code == 302, answered.text
    return str(answered.location)


def act(client: FlaskClient, address: str, name: str, **fields: str) -> tuple[int, str]:
    """The answer to an act on a proposal: its status, and its page or where it leads."""
    answered = post(client, f"{address}/{name}", fields, page=HOME)
    return answered.status_code, answered.location or answered.text


def test_a_designer_proposes_and_another_person_publishes(
    designer: FlaskClient, publisher: FlaskClient
) -> None:
    address = proposed(designer, title="安全承诺年报")
    assert "发布新版本" not in designer.get(address).text
    assert act(designer, address, "publish")[0] == 403

    page = publisher.get(address).text
    for words in ("白文", "改称安全承诺年报", "title.zh", "发布新版本"):
        assert words in page
    assert address in publisher.get("/studio/proposals").text
    assert "安全承诺年报" not in text_in_editor(designer)
    assert act(publisher, address, "publish") == (302, f"/studio/definitions/{FORM}")

    shown = publisher.get(f"/studio/definitions/{FORM}").text
    assert "安全承诺年报 第" in shown
    assert "designer 提出" in shown
    assert "安全承诺年报" in text_in_editor(designer)
    assert "已经处理" in act(publisher, address, "publish")[1]


def test_nobody_publishes_their_own(publisher: FlaskClient) -> None:
    address = proposed(publisher, title="自己的名称")
    assert "等另一位发布" in publisher.get(address).text
    status, page = act(publisher, address, "publish")
    assert (status, "不能发布自己提出的改动" in page) == (403, True)
    assert act(publisher, address, "take-back") == (302, address)
    assert "已撤回" in publisher.get(address).text


def test_what_is_sent_back_is_mended_and_proposed_again(
    designer: FlaskClient, publisher: FlaskClient
) -> None:
    address = proposed(designer, title="承诺")
    status, page = act(publisher, address, "send-back", remark=" ")
    assert (status, "没有写退回意见" in page) == (422, True)
    assert act(publisher, address, "send-back", remark="请写全称") == (302, "/studio/proposals")

    page = designer.get(address).text
    assert "请写全称" in page
    again = designer.get(f"/studio/definitions/{FORM}/edit?proposal={number_in(address)}").text
    assert "承诺" in typed_in(again)
    assert ">改称承诺</textarea>" in again


def test_what_others_overtook_is_not_offered_to_be_published(
    designer: FlaskClient, publisher: FlaskClient
) -> None:
    address = proposed(designer, title="后到的名称")
    other = proposed(publisher, title="先到的名称")
    with_rights = visitor_of(designer.application, "admin")
    assert act(with_rights, other, "publish")[0] == 302
    page = publisher.get(address).text
    assert "不能直接发布" in page
    assert "发布新版本" not in page
    assert act(publisher, address, "publish")[0] == 409


def test_a_definition_is_made_here_and_published_by_another(
    designer: FlaskClient, publisher: FlaskClient
) -> None:
    begun = post(designer, "/studio/new", {"kind": "form", "id": "survey"}, page=HOME)
    assert begun.location == f"/studio/definitions/{OWN}/edit?kind=form"
    assert 'name="kind" value="form"' in designer.get(begun.location).text
    fields = {"body": TEXT, "seen": "0", "kind": "form", "reason": "年终调查"}
    assert "校验通过" in post(designer, f"/studio/definitions/{OWN}/preview", fields, page=HOME).text
    sent = post(designer, f"/studio/definitions/{OWN}/propose", fields, page=HOME)
    assert "满意度调查" in publisher.get(sent.location).text
    assert act(publisher, sent.location, "publish")[0] == 302

    assert "本站新建" in designer.get("/studio/?q=survey").text
    assert "满意度调查" in text_in_editor(designer, OWN)
    assert post(designer, "/studio/new", {"kind": "form", "id": "survey"}, page=HOME).status_code == 409
    change_in_studio(designer, "满意度调查", "年度调查", name=OWN)
    assert "年度调查" in text_in_editor(designer, OWN)


@pytest.mark.parametrize(("kind", "name"), [("form", "Survey"), ("form", ""), ("nothing", "survey2")])
def test_what_cannot_be_made_is_refused_with_what_was_given(
    designer: FlaskClient, kind: str, name: str
) -> None:
    refused = post(designer, "/studio/new", {"kind": kind, "id": name}, page=HOME)
    assert refused.status_code == 422
    assert f'value="{name}"' in refused.text


@pytest.mark.parametrize(
    "path", ["/studio/proposals/99", "/studio/proposals/99999999999", "/studio/proposals/0"]
)
def test_a_proposal_that_never_was_is_not_found(publisher: FlaskClient, path: str) -> None:
    assert publisher.get(path).status_code == 404


def test_who_only_looks_on_reads_and_decides_nothing(office: Flask, designer: FlaskClient) -> None:
    address = proposed(designer, title="旁观者看到的名称")
    onlooker = visitor_of(office, ONLOOKER)
    assert onlooker.get(address).status_code == 200
    for name in ("publish", "send-back", "take-back"):
        assert act(onlooker, address, name)[0] == 403
    assert onlooker.get("/studio/new").status_code == 403
