"""addons.parties.fields.office: the office picker."""

from datetime import date

import pytest

from addons.parties.fields.office import OfficeField
from forms.compiler import compiled
from forms.fieldtype import AnswerError, Offer
from forms.seams import FIELD_TYPE, field_types
from kernel.registry import assembled
from tests.forms.samples import make_field, make_form, make_section


def test_the_type_is_offered_to_forms():
    from addons.parties.fields import office
    from forms import seams

    assert field_types(assembled({"forms": [seams], "parties": [office]})) == {"office": OfficeField}
    assert FIELD_TYPE.name == "field_type"


@pytest.mark.parametrize(
    ("typed", "code"), [(" 220100 ", "220100"), ("22cbs", "22CBS"), ("", None), (None, None)]
)
def test_an_answer_is_the_code_of_an_office(typed, code):
    assert OfficeField().normalised(typed) == code


@pytest.mark.parametrize("typed", ["长春", "2", "220100;", "2" * 21])
def test_what_is_no_code_is_refused(typed):
    with pytest.raises(AnswerError):
        OfficeField().normalised(typed)


def test_the_page_offers_the_offices_and_keeps_the_choice():
    types = {"office": OfficeField}
    body = make_form(make_section(make_field("window", type="office", level="city")))
    form = compiled(1, body, types)
    offers = {"window": [Offer("220100", "长春市", "现有 3 件待办"), Offer("22CBS", "长白山")]}

    page = form.page({"window": "22CBS"}, {}, form.sections, today=date(2026, 3, 10), offers=offers).fields

    assert "现有 3 件待办" in page
    assert 'value="22CBS" checked' in page
    assert "<fieldset" in page
