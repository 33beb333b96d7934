"""Whatever is filled in is an answer or a message at its field; whatever is designed or handed in stays in bounds."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from werkzeug.datastructures import MultiDict

from forms.compiler import CompiledForm
from forms.sampling import sample_of
from forms.schema import json_schema
from forms.service import kept_rough
from tests.forms.bad_input import JSON, OTHER, SECTION, TEXTS, TODAY, form_of, kinds, spoilt

ASKING = sorted(name for name, kind in kinds().items() if kind.asks)
HURRIED = settings(
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

NAMES = ("one", OTHER, "one-0", "one-1", "one-upload", "one-0-item", "one-999-item", "_go", "")
KEYS = st.one_of(st.sampled_from(NAMES), TEXTS)


def bears(form: CompiledForm, raw: dict[str, Any]) -> None:
    """The form makes an answer or a message of everything, and can show, keep and read again what it made."""
    outcome = form.normalised(raw, [SECTION], today=TODAY)
    for path, fault in outcome.faults.items():
        assert path.partition(".")[0] in form.fields or path in raw
        assert fault.what.zh
        assert fault.what.en
        assert fault.remedy.zh
    stored = form.stored(
        {name: value for name, value in outcome.values.items() if name not in outcome.problems}
    )
    kept = json.loads(json.dumps(stored, allow_nan=False))
    str(kept).encode()
    again = form.normalised(kept, [SECTION], today=TODAY)
    assert form.stored(again.values) == stored
    assert not again.problems
    properties = json_schema(form.form)["properties"]
    for name, value in kept.items():
        if form.fields[name].asked:
            Draft202012Validator(properties[name]).validate(value)
    form.check_answers(kept, [SECTION], today=TODAY)
    form.masked_answers(kept, [SECTION], today=TODAY)
    rough = {name: kept_rough(value) for name, value in raw.items() if name in form.fields}
    page = form.page(rough, outcome.problems, [SECTION], today=TODAY)
    assert str(page.fields)
    assert form.state(rough, today=TODAY) is not None


@st.composite
def raw_values(draw: st.DrawFn, form: CompiledForm) -> dict[str, Any]:
    """What an API or a page can give: anything, what is nearly right, what a page gathers from any posted names."""
    match draw(st.sampled_from(("any", "nearly", "posted"))):
        case "any":
            return {"one": draw(JSON)}
        case "nearly":
            return {"one": draw(spoilt(sample_of(form.fields["one"])))}
    posted: MultiDict[str, str] = MultiDict(draw(st.lists(st.tuples(KEYS, TEXTS), max_size=6)))
    return form.raw_from(posted, [SECTION])


@pytest.mark.parametrize("type_name", ASKING)
@HURRIED
@given(data=st.data())
def test_anything_in_any_field_is_an_answer_or_a_message_at_the_field(type_name: str, data: st.DataObject):
    form = form_of(type_name)

    bears(form, data.draw(raw_values(form)))


def test_a_text_that_is_too_long_stays_on_the_page_whole():
    typed = "长" * 150_000

    outcome = form_of("long_text").normalised({"one": typed}, [SECTION], today=TODAY)

    assert "有 150000 个字" in outcome.problems["one"].what.zh
    assert kept_rough(typed) == typed


@pytest.mark.parametrize("type_name", ASKING)
def test_the_sample_of_a_type_is_an_answer(type_name: str):
    form = form_of(type_name)
    sample = sample_of(form.fields["one"])
    if sample is None:
        return

    outcome = form.normalised({"one": sample}, [SECTION], today=TODAY)

    assert not outcome.problems
    assert outcome.values["one"] is not None
    bears(form, {"one": sample})
