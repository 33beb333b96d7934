"""Samples of whole forms."""

from datetime import date

from forms.compiler import CompiledForm
from forms.definition import read_form
from forms.sampling import samples_of
from tests.forms.samples import PROPERTIES, TYPES, make_field, make_form, make_section

ROW = {"min_rows": 2, "fields": [make_field("cell", required=True)]}


def test_a_form_of_every_type_is_filled_in_by_its_samples():
    fields = [
        make_field(f"a_{name}", type=name, **PROPERTIES.get(name, {}), **(ROW if name == "rows" else {}))
        for name in TYPES
    ]
    form = read_form(make_form(make_section(*fields)), TYPES)

    values = samples_of(form)

    outcome = CompiledForm(form, "zh").normalised(values, ["applicant"], today=date(2026, 11, 29))
    assert outcome.faults == {}
    unfilled = {name for name, value in outcome.values.items() if value is None}
    assert unfilled == {"a_file", "a_id_photo", "a_image"}
    assert len(values["a_rows"]) == ROW["min_rows"]


def test_what_nobody_fills_in_has_no_sample():
    form = read_form(
        make_form(make_section(make_field(given=True), make_field("sum", compute="person"))), TYPES
    )

    assert samples_of(form) == {}
