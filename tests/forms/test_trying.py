"""A form that is tried out, without a page."""

import json
from datetime import date

import pytest

from forms.trying import by_hand, resumed, trial
from kernel.errors import DefinitionError
from tests.forms.bad_input import kinds
from tests.forms.samples import OPTIONS, make_field, make_form, make_section

TODAY = date(2026, 11, 20)
SOURCE = {"zh": "实名信息", "en": "Identity"}


def test_what_the_platform_would_bring_is_typed_by_hand():
    body = make_form(
        make_section(
            make_field("name", given=True, source=SOURCE, help="如身份证所示。"),
            make_field("held", type="certificate", given=True),
        )
    )

    name, held = by_hand(body, kinds())["sections"][0]["fields"]

    assert "given" not in name
    assert name["help"]["zh"] == "如身份证所示。正式填写时由系统带入，试填时手工填写。"
    assert held["type"] == "text"
    assert body["sections"][0]["fields"][0]["given"] is True
    tried = trial(body, kinds(), "zh").with_samples({})
    assert not tried.outcome(TODAY).faults
    assert set(tried.values) == {"name", "held"}


def test_who_may_apply_is_looked_at_once_it_is_typed():
    condition = {"holds": 'category == "B"', "message": "只有项目负责人可以申请。"}
    body = make_form(make_section(make_field("category", given=True)), eligible=[condition])

    tried = resumed(trial(body, kinds(), "zh"), {"values": {"category": "A"}})

    assert [fault.what.zh for fault in tried.faults(["applicant"], TODAY).values()] == [condition["message"]]


def test_a_form_that_is_wrong_is_refused_as_it_is():
    with pytest.raises(DefinitionError) as refused:
        trial(make_form(make_section(make_field(visible_when="gone == 1"))), kinds(), "zh")

    assert refused.value.place == "sections[applicant].fields[person].visible_when"


def test_what_is_carried_comes_back_and_nothing_that_is_not_of_the_form():
    begun = trial(make_form(make_section(make_field("post", type="choice", options=OPTIONS))), kinds(), "zh")
    filled = begun.with_samples({"gone": "x"})

    assert resumed(begun, filled.carried).values == {"post": "a"}
    assert resumed(begun, {"values": {"post": 3, "x": "y"}}).values == {"post": None}


def test_files_that_no_answer_names_are_not_carried():
    begun = trial(make_form(make_section(make_field("paper", type="file"))), kinds(), "zh")

    held = begun.with_file("paper", "一.pdf", 3)

    assert resumed(begun, held.carried).files[1].name == "一.pdf"
    assert not resumed(begun, begun.carried).files


def test_a_file_that_a_page_carries_may_be_called_and_sized_in_any_way():
    begun = trial(make_form(make_section(make_field("paper", type="file"))), kinds(), "zh")
    carried = json.dumps({"values": {"paper": ["1"]}, "files": {"1": ["一\ud800.pdf", 10**400]}})

    tried = resumed(begun, carried)

    assert tried.files[1].name == "一.pdf"
    page = tried.form.page(tried.values, {}, ["applicant"], today=TODAY, uploads=tried.files)
    assert "一.pdf" in page.fields


def test_checks_that_are_left_empty_are_no_checks():
    condition = {"holds": 'category == "B"', "message": "只有项目负责人可以申请。"}
    body = make_form(make_section(make_field("category", given=True)), eligible=[condition], check=None)

    assert len(trial(body, kinds(), "zh").form.form.checks) == 1
