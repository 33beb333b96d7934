"""Answers to be checked or read: in words, masked, without what is hidden."""

from forms.compiler import compiled
from forms.fieldtype import Offer
from tests.forms.samples import GOOD, TYPES, make_field, make_form, make_section
from tests.forms.test_page import TODAY, Upload, every_type


def test_answers_are_read_in_words_masked_or_with_their_links():
    form = every_type()
    values = {f"f_{name}": value for name, value in GOOD.items()}

    full = form.check_answers(
        values,
        form.sections,
        today=TODAY,
        address_of="/change/{}".format,
        uploads={3: Upload(3, "证明.pdf", 9, "/f")},
    )
    masked = form.masked_answers(values, form.sections, today=TODAY)

    for words in (
        "2026年3月10日",
        "11010519491231002X",
        "13912345678",
        "证明.pdf",
        'href="/change/f_text"',
        "甲、乙",
    ):
        assert words in full
    for words in ("139****5678", "110***********002X"):
        assert words in masked
    assert "19491231" not in masked
    assert "href" not in masked


def test_a_hidden_section_is_not_read():
    form = compiled(
        1,
        make_form(
            make_section(make_field("on", type="yes_no")),
            make_section(make_field("b"), name="two", title="第二节", visible_when="on == True"),
        ),
        TYPES,
    )

    assert "第二节" not in form.check_answers({"on": False, "b": "x"}, form.sections, today=TODAY)
    assert "第二节" in form.check_answers({"on": True, "b": "x"}, form.sections, today=TODAY)


def test_what_was_given_is_masked_tells_its_source_and_has_no_change_link():
    fields = [
        make_field("call", type="phone", given=True, source={"zh": "来自账户", "en": "Account"}),
        make_field("own", type="phone"),
    ]
    form = compiled(1, make_form(make_section(*fields)), TYPES)
    stored = {"call": "13912345678", "own": "13912340000"}

    full = form.check_answers(stored, form.sections, today=TODAY, address_of="/change/{}".format)
    masked = form.masked_answers(stored, form.sections, today=TODAY)

    assert "139****5678" in full
    assert "来自账户" in full
    assert "13912345678" not in full + masked
    assert "/change/call" not in full
    assert "/change/own" in full


def test_what_the_request_offered_is_read_by_its_words():
    form = compiled(1, make_form(make_section(make_field("w"), make_field("v"))), TYPES)
    offers = {"w": [Offer("220100", "长春市城乡建设委员会")]}

    full = form.check_answers({"w": "220100", "v": "220100"}, form.sections, today=TODAY, offers=offers)
    masked = form.masked_answers({"w": "220200"}, form.sections, today=TODAY, offers=offers)

    assert full.count("长春市城乡建设委员会") == full.count("220100") == 1
    assert "220200" in masked
