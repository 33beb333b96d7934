"""A list of materials: each is a question of its own, uploaded or, where the form lets it, handed in otherwise."""

from datetime import date
from typing import Any

import pytest

from forms.compiler import CompiledForm
from forms.definition import examined, read_form
from forms.fields.materials import MaterialField, MaterialsField, Way
from forms.fieldtype import AnswerError, FieldType
from forms.schema import json_schema
from tests.forms.samples import TYPES, make_field, make_form, make_section
from tests.forms.test_page import Tags

TODAY = date(2026, 3, 10)
KINDS: dict[str, type[FieldType]] = {**TYPES, "materials": MaterialsField}
ITEMS: list[dict[str, Any]] = [
    {
        "name": "id_scan",
        "title": "身份证",
        "at_window": True,
        "copies": 2,
        "paper": "copy",
        "help": "正反两面",
    },
    {"name": "release", "title": "解聘证明", "one_of": "left", "issuer": "原单位", "source": "other"},
    {"name": "verdict", "title": "仲裁裁决", "one_of": "left", "later": True},
    {"name": "insurance", "title": "社保记录", "necessity": "optional", "required_when": 'kind == "y"'},
    {
        "name": "more",
        "title": "其他",
        "necessity": "optional",
        "blank": "/blank.pdf",
        "example": "https://x.cn/a",
    },
]


def body(items: list[dict[str, Any]] = ITEMS, **keys: Any) -> dict[str, Any]:
    return make_form(
        make_section(
            make_field("kind"), make_field("papers", type="materials", title="申请材料", items=items, **keys)
        )
    )


FORM = CompiledForm(read_form(body(visible_when='kind != "x"'), KINDS), "zh")


def missing(**values: Any) -> dict[str, str]:
    outcome = FORM.normalised(values, FORM.sections, today=TODAY)
    return {path: fault.what.zh for path, fault in outcome.faults.items()}


def problems_of(*items: dict[str, Any]) -> list[str]:
    return [problem.path for problem in examined(body(list(items)), KINDS)[1]]


def test_each_item_is_a_question_after_the_list():
    told = [(field.name, field.required, field.part_of, field.one_of) for field in FORM.form.fields]

    assert told == [
        ("kind", False, "", ""),
        ("papers", False, "", ""),
        ("id_scan", True, "papers", ""),
        ("release", False, "papers", "left"),
        ("verdict", False, "papers", "left"),
        ("insurance", False, "papers", ""),
        ("more", False, "papers", ""),
    ]


def test_of_a_group_one_is_enough():
    assert list(missing(id_scan="window")) == ["release"]
    assert "《解聘证明》、《仲裁裁决》" in missing()["release"]
    assert not missing(id_scan=[1], verdict=["later"])
    assert not missing(id_scan=[1], release=["7"])


def test_a_material_is_wanted_when_its_rule_holds():
    assert list(missing(id_scan=[1], release=[2], kind="y")) == ["insurance"]


def test_with_the_list_its_items_are_hidden():
    assert not missing(kind="x")
    assert FORM.state({"kind": "x"}, today=TODAY)["hidden"] == [
        "id_scan",
        "insurance",
        "more",
        "papers",
        "release",
        "verdict",
    ]


def test_what_is_wrong_with_what_was_posted_stays_with_its_field():
    outcome = FORM.normalised({"release": ["window"], "id_scan": ["x"]}, FORM.sections, today=TODAY)

    assert {"release", "id_scan"} == set(outcome.problems)


@pytest.mark.parametrize(
    ("raw", "answer"),
    [
        ([], None),
        ("", None),
        ("window", "window"),
        (["window"], "window"),
        (["3", "window"], [3]),
        (["3"], [3]),
    ],
)
def test_files_go_before_every_other_way(raw, answer):
    assert MaterialField(ways=(Way.WINDOW,)).normalised(raw) == answer


def test_a_way_that_is_not_open_is_refused():
    with pytest.raises(AnswerError, match="不能这样交"):
        MaterialField().normalised("later")


def test_the_page_says_what_each_material_is():
    page = FORM.page({"id_scan": "window"}, {}, FORM.sections, today=TODAY).fields
    tags = Tags(page)

    assert "复印件 · 2 份 · 申请人自备" in tags.text
    assert "其他单位出具 · 原单位" in tags.text
    assert 'value="window" checked' in page
    assert {"/blank.pdf", "https://x.cn/a"} <= {found.get("href") for _, found in tags.tags}
    ids = [found["id"] for _, found in tags.tags if "id" in found]
    assert len(ids) == len(set(ids))


def test_who_reads_is_told_how_it_comes():
    shown = FORM.check_answers({"id_scan": "window", "verdict": "later"}, FORM.sections, today=TODAY)

    assert "到窗口交纸质件" in shown
    assert "容缺受理" in shown


def test_the_schema_takes_files_or_the_open_ways():
    properties = json_schema(FORM.form)["properties"]

    assert properties["verdict"]["anyOf"][1] == {"enum": ["later"]}
    assert properties["release"]["type"] == "array"
    assert "papers" not in properties
    # hidden with the list, so not wanted under every answer
    assert json_schema(FORM.form)["required"] == []
    assert json_schema(read_form(body(), KINDS))["required"] == ["id_scan"]


@pytest.mark.parametrize(
    ("keys", "path"),
    [
        ({"blank": "javascript:alert(1)"}, "blank"),
        ({"example": "//x.cn"}, "example"),
        ({"necessity": "maybe"}, "necessity"),
        ({"required_when": "nobody == 1"}, "required_when"),
        ({"colour": "red"}, "colour"),
        ({"name": "kind"}, "name"),
        ({"name": "today"}, "name"),
    ],
)
def test_what_is_wrong_with_an_item_is_told_at_its_key(keys, path):
    item = {"name": "scan", "title": "扫描件"} | keys

    assert problems_of(item) == [f"sections[applicant].fields[papers].items[{item['name']}].{path}"]


def test_a_list_without_items_is_refused():
    assert problems_of() == ["sections[applicant].fields[papers].items"]


def test_rules_may_ask_how_a_material_comes():
    asking = make_form(
        make_section(
            make_field(
                "papers", type="materials", items=[{"name": "scan", "title": "扫描件", "at_window": True}]
            ),
            make_field("day", visible_when='scan == "window"'),
        )
    )
    form = CompiledForm(read_form(asking, KINDS), "zh")

    assert form.state({"scan": "window"}, today=TODAY)["hidden"] == []
    assert form.state({}, today=TODAY)["hidden"] == ["day"]
