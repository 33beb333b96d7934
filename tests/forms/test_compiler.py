"""The compiled form: one loop for pages and machines, rules applied, every value judged."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from forms.compiler import CompiledForm, compiled
from forms.definition import read_form
from kernel.expressions import with_functions
from tests.forms.samples import GOOD, PROPERTIES, TYPES, make_field, make_form, make_section

TODAY = date(2026, 3, 10)
YES_NO = {"type": "yes_no"}
WHOLE = {"type": "integer"}
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40) | st.binary(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)


def make_compiled(*fields: dict[str, Any], **keys: Any) -> CompiledForm:
    """The compiled form of one section with these fields."""
    return compiled(1, make_form(make_section(*fields), **keys), TYPES)


def every_type() -> list[dict[str, Any]]:
    """A field of each type, under the type's name with an f."""
    more = {"rows": {"fields": [make_field("cell")]}}
    return [
        make_field(f"f_{name}", type=name, **PROPERTIES.get(name, {}), **more.get(name, {}))
        for name in sorted(TYPES)
    ]


def judged(form: CompiledForm, values: dict[str, Any], *sections: str, kept: dict[str, Any] | None = None):
    """The outcome today, for all sections unless some are named."""
    return form.normalised(values, sections or form.sections, today=TODAY, kept=kept or {})


def test_good_answers_of_every_type_come_back_typed_and_stored():
    form = make_compiled(*every_type())
    values = {f"f_{name}": value for name, value in GOOD.items() if TYPES[name].shown}

    outcome = judged(form, values)

    assert outcome.faults == {}
    assert form.stored(outcome.filed) == values
    assert form.restored(values) == {
        name: value for name, value in outcome.values.items() if value is not None
    }


@settings(max_examples=150)
@given(st.dictionaries(st.sampled_from([f"f_{name}" for name in sorted(TYPES)]), ANY, max_size=6))
def test_anything_in_any_field_is_an_answer_or_a_message_at_the_field(values: dict[str, Any]):
    form = make_compiled(*every_type())

    outcome = judged(form, values)

    for path, fault in outcome.faults.items():
        assert path.partition(".")[0] in values
        assert fault.sentence("zh")
        assert fault.sentence("en")
    again = judged(form, form.stored(outcome.filed))
    assert again.values == outcome.values
    assert again.problems == {}


def test_compiling_twice_gives_the_same_form_and_another_body_another():
    body = make_form()

    first = compiled(7, body, TYPES, "zh")

    assert compiled(7, make_form(), dict(TYPES), "zh_Hans_CN") is first
    assert compiled(7, body, TYPES, "en") is not first
    assert compiled(7, make_form(title="别的"), TYPES, "zh") is not first
    assert read_form(body, TYPES) == first.form


def test_what_the_form_does_not_ask_is_refused_by_its_name():
    form = compiled(
        1, make_form(make_section(make_field("a")), make_section(make_field("b"), name="office")), TYPES
    )

    outcome = judged(form, {"a": "1", "b": "2", "c": "3"}, "applicant")

    assert {path: fault.what.en for path, fault in outcome.problems.items()} == {
        "b": "This is not yours to fill in now.",
        "c": "The form does not ask this.",
    }
    assert outcome.values == {"a": "1"}


def test_computed_values_are_the_forms_own():
    form = make_compiled(
        make_field("n", **WHOLE),
        make_field("double", **WHOLE, compute="n * 2"),
        make_field("day", type="date", compute="today"),
    )

    outcome = judged(form, {"n": "4", "double": "99"})

    assert list(outcome.problems) == ["double"]
    assert outcome.values == {"n": 4, "double": 8, "day": TODAY}


def test_the_identity_number_fills_the_day_of_birth_and_the_sex():
    from forms import functions

    sexes = [{"value": "male", "title": "男"}, {"value": "female", "title": "女"}]
    body = make_form(
        make_section(
            make_field("number", type="resident_id"),
            make_field("born", type="date", earliest="1800-01-01", compute="birth_date_of(number)"),
            make_field("sex", type="choice", options=sexes, compute="sex_of(number)"),
        )
    )
    form = compiled(1, body, TYPES, functions=with_functions(functions.birth_date(), functions.sex()))

    outcome = judged(form, {"number": "11010519491231002x"})

    assert outcome.filed == {"number": "11010519491231002X", "born": date(1949, 12, 31), "sex": "female"}
    assert judged(form, {"number": "1"}).values == {"number": None, "born": None, "sex": None}


def test_an_invisible_answer_stays_in_the_draft_is_not_filed_and_rules_do_not_see_it():
    form = make_compiled(
        make_field("urgent", **YES_NO),
        make_field("reason", visible_when="urgent == True", required_when="urgent == True"),
        make_field("told", **YES_NO, compute="reason != None"),
    )

    hidden = judged(form, {"urgent": "no", "reason": "因为"})
    shown = judged(form, {"urgent": "yes", "reason": "因为"})

    assert (hidden.hidden, hidden.values["reason"]) == ({"reason"}, "因为")
    assert hidden.filed == {"urgent": False, "told": False}
    assert shown.filed == {"urgent": True, "reason": "因为", "told": True}
    assert list(judged(form, {"urgent": "yes"}).missing) == ["reason"]
    assert judged(form, {"urgent": "no"}).faults == {}


def test_a_hidden_section_hides_its_fields_and_their_faults():
    form = compiled(
        1,
        make_form(
            make_section(make_field("urgent", **YES_NO)),
            make_section(make_field("n", **WHOLE, required=True), name="more", visible_when="urgent == True"),
        ),
        TYPES,
    )

    assert judged(form, {"n": "x"}).faults == {}
    assert list(judged(form, {"urgent": "yes", "n": "x"}).problems) == ["n"]
    assert list(judged(form, {"urgent": "yes"}).missing) == ["n"]


@pytest.mark.parametrize(
    ("values", "faults"),
    [
        ({"a": "2", "b": "1"}, ["b"]),
        ({"a": "1", "b": "2"}, []),
        ({"a": "x", "b": "1"}, ["a"]),
        ({"b": ""}, []),
    ],
)
def test_a_condition_is_asked_when_there_is_an_answer_and_nothing_it_reads_is_wrong(values, faults):
    form = make_compiled(
        make_field("a", **WHOLE),
        make_field("b", **WHOLE, check=[{"holds": "a < b", "message": "要大些。"}]),
    )

    assert list(judged(form, values).problems) == faults


def test_a_condition_on_the_form_shows_at_the_last_answer_it_reads():
    checks = [{"holds": "a != None or b != None", "message": "至少填一项。"}]
    form = make_compiled(make_field("a"), make_field("b"), check=checks)

    assert judged(form, {}).problems["b"].what.zh == "至少填一项。"
    assert judged(form, {"a": "x"}).problems == {}


def test_rules_read_what_was_answered_elsewhere():
    form = compiled(
        1,
        make_form(
            make_section(make_field("a", **WHOLE)),
            make_section(make_field("b", **WHOLE, required_when="a > 3"), name="office"),
        ),
        TYPES,
    )

    assert list(judged(form, {}, "office", kept={"a": 4}).missing) == ["b"]
    assert judged(form, {}, "office", kept={"a": 3}).faults == {}


def test_what_is_wrong_in_a_row_is_told_at_its_cell():
    rows = {
        "type": "rows",
        "max_rows": 3,
        "fields": [make_field("n", **WHOLE, required=True), make_field("id", type="resident_id")],
    }
    form = make_compiled(make_field("r", **rows, check=[{"holds": "sum(r) < 9", "message": "太多。"}]))

    bad = judged(form, {"r": [{"n": "1"}, {"n": "", "id": "1"}, {"n": "2", "other": "x"}]})

    assert list(bad.faults) == ["r.1.id", "r.2.other", "r.1.n"]
    assert list(judged(form, {"r": [{"n": "4"}, {"n": "5"}]}).problems) == ["r"]
    assert judged(form, {"r": [{"n": "4"}]}).filed == {"r": [{"n": 4, "id": None}]}


GIVEN = make_form(
    make_section(
        make_field("valid_to", type="date", given=True, source="证书台账"),
        make_field("category", given=True),
        make_field("renewed_to", type="date", compute="add_years(valid_to, 3)"),
        make_field("post", required_when='category == "A"'),
    )
)


def test_a_given_field_is_never_asked_and_rules_read_it():
    form = compiled(1, GIVEN, TYPES)
    kept = form.restored({"valid_to": "2026-05-31", "category": "A"})

    assert form.questions(form.sections).names == {"post"}
    outcome = judged(form, {}, kept=kept)
    assert list(outcome.faults) == ["post"]
    assert outcome.filed["renewed_to"] == date(2029, 5, 31)
    assert form.facts({"valid_to": "2026-05-31"}, today=TODAY)["valid_to"] == date(2026, 5, 31)
    assert form.state({"category": "B"}, today=TODAY)["optional"] == ["post"]


def test_a_given_field_that_is_posted_is_refused_as_what_is_not_open():
    form = compiled(1, GIVEN, TYPES)
    posted = form.raw_from(
        MultiDict({"valid_to": "2099-01-01", "post": "01", "csrf_token": "t"}), form.sections
    )

    assert list(judged(form, posted).problems) == ["valid_to"]
    assert judged(form, posted, kept=form.restored({"valid_to": "2026-05-31"})).values["valid_to"] == date(
        2026, 5, 31
    )


@pytest.mark.parametrize("keys", [{"compute": "2 * a"}, {"given": True}])
def test_a_condition_on_what_nobody_fills_in_is_asked_as_well(keys: dict[str, Any]):
    form = make_compiled(
        make_field("a", **WHOLE),
        make_field("b", **WHOLE, **keys, check=[{"holds": "b < 9", "message": "太大。"}]),
    )

    assert list(judged(form, {"a": "6"}, kept={"b": 12}).problems) == ["b"]
    assert judged(form, {"a": "2"}, kept={"b": 4}).problems == {}
