"""The kind `form` and the types of fields, as the registry sees them."""

from pathlib import Path

from forms.fields.materials import MaterialsField
from forms.kinds import FormKind
from forms.seams import FIELD_TYPE, field_types
from kernel.loading import modules_of
from kernel.manifest import read_manifest
from kernel.registry import Registry, assembled
from kernel.seams import KIND
from tests.forms.samples import TYPES, make_field, make_form, make_section

ROOT = Path(__file__).parents[2]


def registry() -> Registry:
    """The kernel's seams and what forms offer."""
    import kernel.seams

    return assembled({"kernel": [kernel.seams], "forms": modules_of(read_manifest(ROOT / "forms"))})


def test_forms_offer_the_kind_and_their_field_types_at_the_seams():
    found = registry()

    assert found.thing(KIND, "form") is FormKind
    # a list of materials is no field by itself: its items become fields
    assert field_types(found) == {**TYPES, "materials": MaterialsField}
    assert {entry.plugin for entry in found.entries(FIELD_TYPE)} == {"forms"}


def test_the_kind_points_at_what_is_wrong():
    body = make_form(make_section(make_field(type="passport")))

    [problem] = FormKind.check(body, registry())

    assert problem.path == "sections[applicant].fields[person].type"
    assert FormKind.check(make_form(), registry()) == []


def test_a_form_names_the_registers_of_its_fields_and_columns():
    drawn = make_field("trade", type="choice", register="studio.trades")
    rows = make_field("people", type="rows", fields=[make_field("post", type="choice", register="a.posts")])

    found = FormKind.references(make_form(make_section(drawn, rows)), registry())

    assert [(one.path, one.kind, one.name) for one in found] == [
        ("sections[applicant].fields[trade].register", "option_register", "studio.trades"),
        ("sections[applicant].fields[people].fields[post].register", "option_register", "a.posts"),
    ]


def test_every_field_type_has_its_test():
    there = {path.stem.removeprefix("test_") for path in (ROOT / "tests/forms/fields").glob("test_*.py")}

    assert registry().names(FIELD_TYPE) <= there
