"""Forms that leave for elsewhere, over HTTP."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.installation import Installation
from app.serve.prepare import perform
from forms.interchange.packing import form_pack
from kernel.datafiles.writing import value_in
from kernel.definitions import current
from kernel.install.plan import Act
from kernel.studio import make
from tests.app.offices import entered, platform_of
from tests.app.plugin_office import FORM, post

PACK = {"name": "carried", "title": "带走的表单", "version": "1.0.0"}


@pytest.fixture(scope="module")
def admin(studio_office: Flask) -> FlaskClient:
    return entered(studio_office, "admin")


def test_a_form_is_carried_to_another_place_as_a_pack(studio_office: Flask, admin: FlaskClient):
    export = f"/studio/forms/{FORM}/export"
    assert "下载 zip" in admin.get(export).text
    found = post(admin, export, PACK, page="/studio/")
    assert found.mimetype == "application/zip"
    assert set(ZipFile(BytesIO(found.data)).namelist()) == {
        "carried/__manifest__.py",
        "carried/forms/commitment.yaml",
    }

    sysadmin = entered(studio_office, "sysadmin")
    post(sysadmin, "/packs/upload", {"pack": (BytesIO(found.data), "carried.zip")})
    here = platform_of(studio_office)
    perform(Installation({}, here.database, here.site), Act.INSTALL, "carried")

    session = here.database.session()
    old, new = current(session, FORM), current(session, "carried.commitment")
    assert old is not None
    assert new is not None
    assert new.body == old.body


def test_a_pack_that_could_not_be_installed_is_refused_on_the_page(admin: FlaskClient):
    found = post(admin, f"/studio/forms/{FORM}/export", {**PACK, "name": "Not So"}, page="/studio/")

    assert found.status_code == 422
    assert "插件标识只能用" in found.text
    assert "Not So" in found.text


def test_every_version_has_the_schema_of_its_answers(admin: FlaskClient):
    found = admin.get(f"/studio/forms/{FORM}/schema.json?version=1")

    assert found.mimetype == "application/schema+json"
    schema = json.loads(found.data)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert schema["properties"]["workers"]["minimum"] == 1
    assert admin.get(f"/studio/forms/{FORM}/schema.json?version=99").status_code == 404
    assert admin.get("/studio/forms/no.such/schema.json").status_code == 404


def test_the_yaml_reads_back_as_the_form(studio_office: Flask, admin: FlaskClient):
    found = admin.get(f"/studio/forms/{FORM}/form.yaml")

    in_force = current(platform_of(studio_office).database.session(), FORM)
    assert in_force is not None
    assert value_in(found.text, place="form") == in_force.body


def test_a_format_that_a_plugin_offers_can_be_had(admin: FlaskClient):
    found = admin.get(f"/studio/forms/{FORM}/export/field_list")

    assert found.data.startswith(b"PK")
    assert admin.get(f"/studio/forms/{FORM}/export/no_such").status_code == 404


def test_the_text_of_a_form_leads_to_the_schema_of_its_language(studio_office: Flask, admin: FlaskClient):
    address = "/studio/forms/schema.json"

    assert address in admin.get(f"/studio/definitions/{FORM}/edit").text
    answer = admin.get(address)
    assert answer.mimetype == "application/schema+json"
    assert "field_resident_id" in json.loads(answer.data)["definitions"]


def test_who_only_reads_has_no_pack(studio_office: Flask):
    onlooker = entered(studio_office, "onlooker")

    assert "下载 zip" not in onlooker.get(f"/studio/forms/{FORM}/export").text
    assert post(onlooker, f"/studio/forms/{FORM}/export", PACK, page="/studio/").status_code == 403


def test_the_registers_that_a_form_chooses_from_travel_with_it(studio_office: Flask):
    here = platform_of(studio_office)
    options = [{"value": "a", "title": {"zh": "甲", "en": "A"}}]
    field = {"name": "trade", "type": "choice", "title": "工种", "register": "studio.trades"}
    form = {"title": "表", "sections": [{"name": "one", "title": "节", "fields": [field]}]}
    with here.database.transaction() as session:
        trying_out = session.begin_nested()
        made = {"title": "工种", "options": options}
        make(
            session,
            here.registry,
            "studio.trades",
            "option_register",
            made,
            actor="admin",
            reason="新建",
            now=here.clock.now(),
        )
        content = form_pack(
            session, here.registry, "studio.trade", form, name="moved", title="带走", version="1.0.0"
        )
        # the office is shared with other tests
        trying_out.rollback()

    with ZipFile(BytesIO(content)) as archive:
        assert "register: moved.trades" in archive.read("moved/forms/trade.yaml").decode()
        assert "moved/option_registers/trades.yaml" in archive.namelist()
        manifest = archive.read("moved/__manifest__.py").decode()
    assert manifest.index("option_registers/trades.yaml") < manifest.index("forms/trade.yaml")
    assert "'depends': ['forms']" in manifest
