"""Retiring and renaming over HTTP: what stands in the way is told with the way to it, two people do it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kernel import proposals
from kernel.definitions import STUDIO, Draft, current, publish, replace_base
from kernel.layers import Layer, LayerMode
from tests.app.offices import platform_of
from tests.app.plugin_office import FORM, ONLOOKER, PUBLISHER, plugin_office, post, text_in_editor, visitor_of

HOME = "/profile/"
OWN, USER = "studio.leaflet", "studio.user"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An office with the sample pack; each claim stands on a form that it made itself."""
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


def make(app: Flask, name: str, title: str, help_: str = "") -> None:
    """A form that no plugin brought is in force."""
    words = {"zh": title, "en": title}
    asked = {"name": "phone", "type": "text", "title": {"zh": "电话", "en": "Telephone"}}
    body = {"title": words, "sections": [{"name": "main", "title": words, "fields": [asked]}]}
    body |= {"help": {"zh": help_, "en": help_}} if help_ else {}
    here, given = platform_of(app), {"seen": 0, "actor": "designer", "reason": "要用"}
    with here.database.transaction() as session:
        made = proposals.propose(session, here.registry, name, "form", body, now=here.clock.now(), **given)  # type: ignore[arg-type]
        proposals.publish(session, here.registry, made.id, actor=PUBLISHER, now=here.clock.now())


def number_of(app: Flask, name: str) -> int:
    """The version in force; 0 when there is none."""
    with platform_of(app).database.session() as session:
        found = current(session, name)
        return found.number if found else 0


def test_a_form_is_retired_and_restored_by_two_people(
    office: Flask, designer: FlaskClient, publisher: FlaskClient
):
    make(office, OWN, "宣传页")
    page = designer.get(f"/studio/definitions/{OWN}").text
    assert f"/studio/definitions/{OWN}/retire" in page
    address = f"/studio/definitions/{OWN}/retire"
    silent = post(designer, address, {"seen": "1", "reason": " "}, page=HOME)
    assert (silent.status_code, "没有写发布原因" in silent.text) == (422, True)
    asked = post(designer, address, {"seen": "1", "reason": "改用新的"}, page=HOME)
    assert asked.status_code == 302

    shown = publisher.get(asked.location).text
    for words in ("停用以后", "已经开始的草稿和办件保持原版", "改用新的"):
        assert words in shown
    assert "发布新版本" not in shown
    done = post(publisher, f"{asked.location}/publish", {}, page=HOME)
    assert "已停用" in publisher.get(done.location).text
    assert number_of(office, OWN) == 0
    assert OWN not in designer.get("/studio/").text
    assert OWN in designer.get("/studio/?retired=1").text
    assert OWN not in designer.get("/studio/forms/").text

    back = post(designer, f"/studio/definitions/{OWN}/restore", {"seen": "1", "reason": "又要用"}, page=HOME)
    post(publisher, f"{back.location}/publish", {}, page=HOME)
    assert number_of(office, OWN) == 1


def test_what_stands_in_the_way_is_listed_with_the_way_to_it(office: Flask, designer: FlaskClient):
    make(office, "studio.ground", "底稿")
    make(office, USER, "用它的", help_="见 studio.ground")
    address = "/studio/definitions/studio.ground/retire"
    page = designer.get(address).text
    assert "表单“用它的”用着它" in page
    assert f'href="/studio/definitions/{USER}"' in page
    assert 'name="reason"' not in page
    refused = post(designer, address, {"seen": "1", "reason": "不用"}, page=HOME)
    assert (refused.status_code, "用着它" in refused.text) == (423, True)
    assert "插件 pack_sample 带来" in designer.get(f"/studio/definitions/{FORM}/retire").text


def test_a_form_is_renamed_while_nothing_knows_it(
    office: Flask, designer: FlaskClient, publisher: FlaskClient
):
    make(office, "studio.badly_named", "起错了名")
    address = "/studio/definitions/studio.badly_named/rename"
    wrong = post(designer, address, {"seen": "1", "reason": "错", "id": "Wrong Name"}, page=HOME)
    assert wrong.status_code == 422
    assert 'value="Wrong Name"' in wrong.text
    asked = post(designer, address, {"seen": "1", "reason": "写错了", "id": "well_named"}, page=HOME)
    assert "studio.well_named" in publisher.get(asked.location).text
    done = post(publisher, f"{asked.location}/publish", {}, page=HOME)
    assert done.location == "/studio/definitions/studio.well_named"
    assert "标识已改为 studio.well_named" in publisher.get(done.location).text
    assert (number_of(office, "studio.well_named"), number_of(office, "studio.badly_named")) == (1, 0)


@pytest.mark.parametrize("act", ["retire", "restore", "rename"])
def test_only_who_edits_definitions_may_ask_for_it(office: Flask, designer: FlaskClient, act: str) -> None:
    onlooker = visitor_of(office, ONLOOKER)
    assert onlooker.get(f"/studio/definitions/{FORM}/{act}").status_code == 403
    assert (
        post(
            onlooker, f"/studio/definitions/{FORM}/{act}", {"seen": "1", "reason": "x"}, page=HOME
        ).status_code
        == 403
    )
    assert designer.get(f"/studio/definitions/studio.nothing/{act}").status_code == 404


def test_a_change_tells_the_derived_definitions_before_it_is_published(
    office: Flask, designer: FlaskClient, publisher: FlaskClient
) -> None:
    derive(office, "studio.branch", FORM)
    text = text_in_editor(designer)
    fields = {"body": text.replace("经办人", "办事人"), "seen": "1", "reason": "改称"}
    sent = post(designer, f"/studio/definitions/{FORM}/propose", fields, page=HOME)
    page = publisher.get(sent.location).text
    along = page.partition("一同改变的派生定义")[2].partition("发布后的全文")[0]
    assert "studio.branch" in along
    assert "办事人" in along


def derive(app: Flask, name: str, parent: str) -> None:
    """A form in force that derives from another one."""
    here = platform_of(app)
    with here.database.transaction() as session:
        found = current(session, parent)
        assert found is not None
        layer = Layer(name, "form", STUDIO, LayerMode.PRIMARY, None, parent, (), f"studio/{name}")
        replace_base(session, layer, actor=PUBLISHER, at=here.clock.now())
        drafts = [Draft(name, "form", STUDIO, found.body)]
        publish(session, drafts, actor=PUBLISHER, reason="派生", at=here.clock.now())
