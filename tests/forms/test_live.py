"""Controls that take what they show from the request: offers, and files of before."""

from dataclasses import dataclass
from typing import ClassVar

import pytest

from forms.compiler import compiled
from forms.fields.text import TextField
from forms.fieldtype import Offer
from tests.forms.samples import TYPES, make_field, make_form, make_section
from tests.forms.test_page import EVIL, TODAY, Tags, Upload


@dataclass(frozen=True, slots=True)
class PickField(TextField):
    """A choice that the request brings."""

    live: ClassVar = "widgets/offers.html"
    grouped: ClassVar = True


def test_a_live_control_shows_what_the_request_offers():
    form = compiled(1, make_form(make_section(make_field("w", type="pick"))), {**TYPES, "pick": PickField})
    offers = {"w": [Offer("1", EVIL, "今日 9 件"), Offer("2", "乙")]}

    page = Tags(form.page({"w": "2"}, {}, form.sections, today=TODAY, offers=offers).__html__())

    inputs = [tags for tag, tags in page.tags if tag == "input"]
    assert [("checked" in tags, tags["value"]) for tags in inputs] == [(False, "1"), (True, "2")]
    assert EVIL in page.text
    assert "没有可选" in form.page({}, {}, form.sections, today=TODAY).fields


@pytest.mark.parametrize(("chosen", "unfolded"), [("3", False), ("7", True), ("x", False)])
def test_many_offers_unfold_and_what_is_gone_is_told(chosen: str, unfolded: bool):
    form = compiled(1, make_form(make_section(make_field("w", type="pick"))), {**TYPES, "pick": PickField})
    offers = {"w": [Offer(str(number), f"窗口{number}") for number in range(9)]}

    page = Tags(form.page({"w": chosen}, {}, form.sections, today=TODAY, offers=offers).__html__())

    inputs = [tags["id"] for tag, tags in page.tags if tag == "input"]
    assert inputs == ["w", *(f"w-{number}" for number in range(2, 10))]
    assert ("open" in next(tags for tag, tags in page.tags if tag == "details")) == unfolded
    assert "其余 3 项" in page.text
    assert ("先前选的现在不可选" in page.text) == (chosen == "x")


def test_a_file_of_before_is_offered_until_it_is_taken():
    form = compiled(1, make_form(make_section(make_field("f", type="file", max_files=2))), TYPES)
    offers = {"f": [Offer("3", "证明.pdf", "2 月 1 日交"), Offer("4", EVIL)]}

    page = Tags(
        form.page(
            {"f": ["3"]},
            {},
            form.sections,
            today=TODAY,
            uploads={3: Upload(3, "证明.pdf", 1, "")},
            offers=offers,
        ).fields
    )

    ticks = [tags["value"] for tag, tags in page.tags if tags.get("type") == "checkbox"]
    assert ticks == ["4"]
