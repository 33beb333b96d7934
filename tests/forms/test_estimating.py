"""How long filling in takes: more for what is asked than for what is known, never nothing."""

from forms.definition import Section, read_form
from forms.estimating import minutes
from tests.forms.samples import TYPES, make_field, make_form, make_section


def sections(*fields: dict[str, object]) -> tuple[Section, ...]:
    """The sections of a form that asks this."""
    return read_form(make_form(make_section(*fields)), TYPES).sections


def test_even_little_takes_a_minute():
    assert minutes(sections(make_field("a"))) == 1


def test_it_grows_with_what_is_asked():
    asked = [make_field(f"f{number}", type="file", required=True) for number in range(4)]
    assert minutes(sections(*asked)) == 4


def test_what_is_known_or_left_out_takes_less():
    texts = [f"t{number}" for number in range(12)]
    wanted = sections(*(make_field(name, type="text", required=True) for name in texts))
    optional = sections(*(make_field(name, type="text") for name in texts))
    given = sections(*(make_field(name, type="text", given=True) for name in texts))
    assert (minutes(wanted), minutes(optional), minutes(given)) == (4, 2, 1)
