"""References between definitions: what is named has to be there, of the right kind."""

from kernel.references import Reference, absent
from kernel.text import Text

TITLES = {"sheet": Text("登记表", "sheet")}
KNOWN = {"studio.trades": "sheet", "studio.form": "form"}


def test_what_is_there_of_the_right_kind_is_no_problem():
    assert absent([Reference("a.b", "sheet", "studio.trades")], KNOWN, TITLES) == []


def test_what_is_not_there_is_told_at_its_place_with_what_there_is():
    [problem] = absent([Reference("a.b", "sheet", "studio.trade")], KNOWN, TITLES)

    assert problem.path == "a.b"
    assert problem.what.zh == "没有登记表“studio.trade”。"
    assert "studio.trades" in problem.remedy.zh


def test_what_is_of_another_kind_is_as_good_as_absent():
    [problem] = absent([Reference("a.b", "sheet", "studio.form")], {"studio.form": "form"}, {})

    assert problem.what.en == "There is no sheet “studio.form”."
    assert problem.remedy.en == "Make it first, or name it no more."
