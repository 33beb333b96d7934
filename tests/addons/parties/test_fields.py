"""addons.parties.fields: the office picker."""

import pytest

from addons.parties.fields import OfficeField
from addons.parties.words import Level
from forms.fieldtype import AnswerError
from forms.seams import FIELD_TYPE, field_types
from kernel.registry import assembled


def test_the_type_is_offered_to_forms():
    from addons.parties import fields
    from forms import seams

    assert field_types(assembled({"forms": [seams], "parties": [fields]})) == {"office": OfficeField}
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


def test_the_control_takes_the_list_of_its_level():
    assert OfficeField(Level.PROVINCE).attributes()["list"] == "offices-province"
