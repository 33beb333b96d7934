"""Where something stands is told by titles: of the nodes that lead there, and of what is set there."""

import pytest

from kernel.designs.placing import Told, placed, told_of
from kernel.designs.properties import Entry, Property
from kernel.errors import DefinitionError
from kernel.kinds import Problem
from kernel.text import Text

PHONE = {"name": "phone", "title": {"zh": "电话", "en": "Telephone"}, "register": "studio.none"}
BODY = {"sections": [{"name": "main", "title": {"zh": "联系", "en": "Contact"}, "fields": [PHONE]}]}
BEFORE = {"sections": [{"name": "main", "title": "旧称", "fields": [{"name": "gone", "title": "传真"}]}]}
SHEET = (Property("title", Text("名称", "Title"), Entry.PAIR),)
AT = "sections[main].fields[phone]"
NONE = Text("没有登记册。", "There is no register.")
CHOOSE = Text("请选择。", "Choose one.")


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (f"{AT}.title.zh", "联系 › 电话 › 名称"),
        (f"{AT}.help", "联系 › 电话 › help"),
        (AT, "联系 › 电话"),
        ("sections[main].fields[gone].title", "旧称 › 传真 › 名称"),
        ("sections[main].fields[]", "联系 › 次序"),
        ("title", "名称"),
    ],
)
def test_a_place_is_told_by_the_titles_that_lead_there(path: str, told: str) -> None:
    assert placed(path, (BODY, BEFORE), lambda _node: SHEET).zh == told


def refusal(path: str) -> DefinitionError:
    """A fault at the path."""
    one = DefinitionError(NONE, remedy=CHOOSE, place=path)
    return DefinitionError(Text("有误。", "Wrong."), remedy=CHOOSE, place="x", problems=(one,))


def test_a_fault_in_words_of_the_sheet_leads_to_its_node() -> None:
    said = Text("选项登记册：没有。", "Register: there is none.")
    told = told_of(refusal(f"{AT}.register"), BODY, lambda one: Problem(one.path, said, one.remedy))
    assert told == (Told("phone", Text("联系 › 电话", "Contact › Telephone"), said, CHOOSE),)


def test_a_fault_without_words_of_its_own_says_the_key() -> None:
    [told] = told_of(refusal("sections[main].fields[gone].register"), BODY, lambda one: one)
    assert (told.at, told.place.en, told.what) == ("main", "Contact › fields[gone].register", NONE)
