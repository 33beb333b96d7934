"""What the studio exports can be installed elsewhere."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from kernel.datafiles.definitions import layers_from
from kernel.db import transaction
from kernel.definitions import STUDIO, replace_layers, replace_studio
from kernel.layers import Layer, LayerMode
from kernel.packs import studio_pack, unpacked
from kernel.registry import assembled
from kernel.resolution import StudioLayer

AT = datetime(2026, 3, 10, 2, tzinfo=UTC)
BODY = {"title": "申请", "fields": [{"name": "phone", "title": "手机"}]}
OPS = ({"attributes": "phone", "set": {"title": "电话"}},)


@pytest.fixture
def pack(engine: Engine) -> bytes:
    layer = Layer("alpha.request", "form", STUDIO, LayerMode.STUDIO, ops=OPS, place="studio")
    base = Layer(
        "alpha.request", "form", "alpha", LayerMode.BASE, body=BODY, place="alpha/forms/request.yaml:1"
    )
    with transaction(engine) as session:
        replace_layers(session, "alpha", [base], actor="li", at=AT)
        replace_studio(session, StudioLayer(layer, BODY), actor="li", at=AT)
        return studio_pack(session, assembled({}), "jilin_local", "吉林本地", "1.0.0")


def test_an_exported_pack_can_be_read_back(pack, tmp_path):
    manifest = unpacked(pack, tmp_path)
    assert (manifest.name, manifest.depends, manifest.has_code) == ("jilin_local", ("alpha",), False)


def test_its_layers_are_extensions_that_say_what_the_studio_says(pack, tmp_path):
    manifest = unpacked(pack, tmp_path)
    [layer] = layers_from(manifest.folder / manifest.data[0].file, manifest.name)
    assert (layer.target, layer.mode, layer.ops) == ("alpha.request", LayerMode.EXTENSION, OPS)
