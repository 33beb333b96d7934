"""Forms with the options of their registers."""

from forms.definition import read_form
from forms.options import Option, OptionRegister
from forms.supplying import supplied
from kernel.text import Text
from tests.forms.samples import TYPES, make_field, make_form, make_section

TRADES = OptionRegister(Text("工种", "Trades"), (Option("e", Text("电工", "Electrician")),))
FORM = read_form(
    make_form(
        make_section(
            make_field("trade", type="choice", register="a.trades"),
            make_field("post", type="choice", register="a.posts"),
            make_field("fixed", type="choice", options=[{"value": "x", "title": "甲"}]),
            make_field("r", type="rows", fields=[make_field("cell", type="choice", register="a.trades")]),
        )
    ),
    TYPES,
)


def test_every_field_and_column_gets_the_options_of_its_register_and_no_other_field_does():
    found = supplied(FORM, {"a.trades": TRADES})

    trade, post, fixed, rows = found.fields
    assert trade.type.options_in("en") == (("e", "Electrician"),)
    assert rows.columns[0].type.options_in("zh") == (("e", "电工"),)
    assert post.type.options_in("zh") == ()
    assert fixed.type.options_in("zh") == (("x", "甲"),)


def test_without_registers_the_form_is_the_same():
    assert supplied(FORM, {}) is FORM
