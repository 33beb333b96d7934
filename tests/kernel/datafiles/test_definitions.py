"""Definition documents as layers."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernel.datafiles.definitions import declared_in, layers_from
from kernel.errors import TongbanError
from kernel.layers import Layer, LayerMode


@pytest.fixture
def layers(tmp_path):
    """Reads a text as a file of plugin alpha."""

    def read(text):
        path = tmp_path / "x.yaml"
        path.write_text(text, encoding="utf-8")
        return layers_from(path, "alpha", file="alpha/forms/x.yaml")

    return read


@pytest.fixture
def refused(layers):
    """The refusal of a text."""

    def read(text):
        with pytest.raises(TongbanError) as caught:
            layers(text)
        return caught.value

    return read


INHERITING = (
    "model: chain\nid: renewal\ninherit: licensing.renewal\nmode: {mode}\npatch:\n  - remove: province\n"
)


def test_a_whole_definition_is_a_base_layer(layers):
    place = "alpha/forms/x.yaml:2"
    body = {"title": "延续", "sections": []}
    text = "# why\nmodel: form\nid: renewal\ntitle: 延续\nsections: []\n"
    assert layers(text) == [Layer("alpha.renewal", "form", "alpha", LayerMode.BASE, body=body, place=place)]


def test_a_primary_patch_makes_a_definition_of_its_own(layers):
    (layer,) = layers(INHERITING.format(mode="primary"))
    assert (layer.target, layer.inherit, layer.mode) == (
        "alpha.renewal",
        "licensing.renewal",
        LayerMode.PRIMARY,
    )
    assert (layer.body, layer.ops) == (None, ({"remove": "province"},))


def test_an_extension_has_the_target_it_amends(layers):
    (layer,) = layers(INHERITING.format(mode="extension"))
    assert (layer.target, layer.mode) == ("licensing.renewal", LayerMode.EXTENSION)


def test_an_extension_keeps_its_own_external_id(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(INHERITING.format(mode="extension"), encoding="utf-8")
    (declared,) = declared_in(path, "alpha")
    assert (declared.id, declared.document.file) == ("alpha.renewal", "alpha/x.yaml")


def test_a_primary_may_change_nothing(layers):
    (layer,) = layers("model: chain\nid: x\ninherit: a.b\nmode: primary\n")
    assert layer.ops == ()


def test_each_document_of_a_file_is_a_layer_at_its_line(layers):
    found = layers("model: form\nid: a\n---\nmodel: form\nid: b\n")
    assert [(one.target, one.place) for one in found] == [
        ("alpha.a", "alpha/forms/x.yaml:1"),
        ("alpha.b", "alpha/forms/x.yaml:4"),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("# nothing\n", 1),
        ("- a\n", 1),
        ("text\n", 1),
        ("model: form\nid: a\n---\n", 3),
        ("id: a\n", 1),
        ("\nmodel: form\n", 2),
        ("model: 1\nid: a\n", 1),
        ("model: Form\nid: a\n", 1),
        ("model: form\nid: A\n", 2),
        ("model: form\nid: a.b\n", 2),
        ("model: form\nid: 1\n", 2),
        ("model: form\nid: [a]\n", 2),
        ("model: form\nid: a\nmode: primary\n", 3),
        ("model: form\nid: a\npatch: []\n", 3),
        ("model: form\nid: a\n---\nmodel: form\nid: a\n", 5),
        ("model: form\nid: a\ninherit: b\nmode: primary\n", 3),
        ("model: form\nid: a\ninherit: ~\nmode: primary\n", 3),
        ("model: form\nid: a\ninherit: b.c\n", 1),
        ("model: form\nid: a\ninherit: b.c\nmode: base\n", 4),
        ("model: form\nid: a\ninherit: b.c\nmode: studio\n", 4),
        ("model: form\nid: a\ninherit: b.c\nmode: [primary]\n", 4),
        ("model: form\nid: a\ninherit: b.c\nmode: primary\ntitle: x\n", 5),
        ("model: form\nid: a\ninherit: b.c\nmode: primary\npatch: {}\n", 5),
        ("model: form\nid: a\ninherit: b.c\nmode: extension\n", 1),
        ("model: form\nid: a\ninherit: b.c\nmode: extension\npatch: []\n", 5),
        ("model: form\nid: a\ninherit: b.c\nmode: extension\npatch:\n  - remove: x\n  - delete: y\n", 7),
        ("model: form\nid: a\ninherit: b.c\nmode: extension\npatch:\n  - remove: x\n\n  - word\n", 8),
    ],
)
def test_what_is_no_layer_is_refused_at_its_line(refused, text, line):
    error = refused(text)
    assert error.place == f"alpha/forms/x.yaml:{line}", str(error)


def test_all_problems_of_a_file_are_told_at_once(refused):
    error = refused("model: Form\nid: A\n---\nid: b\n---\nmodel: form\nid: c\npatch: []\n")
    assert [problem.place.rpartition(":")[2] for problem in error.problems] == ["1", "2", "4", "8"]


WORDS: st.SearchStrategy[Any] = st.sampled_from(
    ["form", "alpha.x", "primary", "extension", "renewal", "A", 1, True, None, [], {}]
)
KEYS = st.sampled_from(["model", "id", "inherit", "mode", "patch", "title"])


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        KEYS, WORDS | st.lists(st.dictionaries(st.text(max_size=6), WORDS, max_size=2), max_size=2)
    )
)
def test_any_mapping_is_a_layer_or_refused(tmp_path, mapping):
    path = tmp_path / "x.yaml"
    path.write_text(json.dumps(mapping), encoding="utf-8")
    try:
        (layer,) = layers_from(path, "alpha")
        place = layer.place
    except TongbanError as error:
        place = error.place
    assert place.startswith("alpha/x.yaml:")
