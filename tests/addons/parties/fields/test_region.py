"""addons.parties.fields.region: one list below the other, as regions are on the day."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from addons.parties.fields.region import RegionField
from addons.parties.words import RegionLevel
from forms.compiler import compiled
from forms.fieldtype import AnswerError
from forms.offering import Offers, offers_in
from kernel.kinds import Problem
from kernel.reading import Reader
from kernel.registry import Registry
from tests.addons.parties.fields.asking import TODAY, asking
from tests.addons.parties.town import Town
from tests.forms.samples import make_field, make_form, make_section
from tests.forms.test_page import Tags

JILIN, CHANGCHUN, NANGUAN = "220000", "220100", "220102"
BEIJING, DONGCHENG = "110000", "110101"
SHAXIAN = "350427"
"""A county that became a district on 1 February 2021."""

ANY, IN_JILIN = RegionField(), RegionField(within=JILIN)


def lists(town: Town, registry: Registry, kind: RegionField, chosen: str | None) -> Offers:
    return kind.offers(asking(town, registry, values={"r": chosen}), "r")


@pytest.mark.parametrize(
    ("posted", "answer"),
    [
        ([], None),
        ([""], None),
        ([JILIN, "", ""], JILIN),
        ([JILIN, CHANGCHUN, NANGUAN], NANGUAN),
        (["220000", "220200", NANGUAN], "220200"),
        ([BEIJING, CHANGCHUN, NANGUAN], BEIJING),
        ([BEIJING, DONGCHENG], DONGCHENG),
        ([CHANGCHUN, NANGUAN], NANGUAN),
        (["220200", NANGUAN], "220200"),
    ],
)
def test_the_last_list_that_lies_in_the_one_before_is_the_answer(posted, answer):
    assert ANY.gathered(MultiDict([("r", one) for one in posted]), "r") == answer


@pytest.mark.parametrize("typed", ["长春", "22", "2201000000001", "22010;"])
def test_what_is_no_code_is_refused(typed):
    with pytest.raises(AnswerError):
        ANY.normalised(typed)


def test_a_province_is_not_far_enough_down_for_a_county():
    for code in (JILIN, CHANGCHUN):
        with pytest.raises(AnswerError, match="最后一级"):
            ANY.normalised(code)
    assert RegionField(RegionLevel.CITY).normalised(CHANGCHUN) == CHANGCHUN
    assert ANY.normalised(f" {NANGUAN} ") == NANGUAN


def test_a_region_that_is_gone_is_refused_from_the_day_after():
    ANY.refuse_on(SHAXIAN, date(2021, 2, 1))
    ANY.refuse_on(NANGUAN, TODAY)
    with pytest.raises(AnswerError, match="沙县"):
        ANY.refuse_on(SHAXIAN, date(2021, 2, 2))


def test_lists_go_down_to_the_one_below_the_choice(registry: Registry, town: Town):
    counts = [len(lists(town, registry, ANY, code).rungs) for code in (None, JILIN, CHANGCHUN, NANGUAN)]
    assert counts == [1, 2, 3, 3]

    rungs = lists(town, registry, ANY, NANGUAN).rungs
    assert [rung.chosen for rung in rungs] == [JILIN, CHANGCHUN, NANGUAN]
    assert [len(rungs[0].options) > 30, "南关区" in [one.words for one in rungs[2].options]] == [True, True]


def test_a_municipality_has_its_districts_right_below(registry: Registry, town: Town):
    rungs = lists(town, registry, ANY, DONGCHENG).rungs

    assert [rung.chosen for rung in rungs] == [BEIJING, DONGCHENG]


def test_within_a_region_only_what_lies_in_it_is_listed(registry: Registry, town: Town):
    rungs = lists(town, registry, IN_JILIN, CHANGCHUN).rungs

    assert [rung.chosen for rung in rungs] == [CHANGCHUN, ""]
    assert all(one.value.startswith("22") for one in rungs[0].options)


def test_what_is_gone_is_listed_only_where_it_was_chosen(registry: Registry, town: Town):
    def districts(chosen: str) -> dict[str, str]:
        return {one.value: one.note for one in lists(town, registry, ANY, chosen).rungs[2].options}

    assert SHAXIAN not in districts("350400")
    assert districts(SHAXIAN)[SHAXIAN] == "已撤销"


def test_only_a_region_on_record_where_the_form_asks_is_open(registry: Registry, town: Town):
    found = asking(town, registry)

    assert ANY.is_open(found, DONGCHENG)
    assert not ANY.is_open(found, "229999")
    assert IN_JILIN.is_open(found, NANGUAN)
    assert not IN_JILIN.is_open(found, DONGCHENG)


def test_an_answer_is_called_by_its_names_in_either_language(registry: Registry, town: Town):
    assert ANY.words(asking(town, registry), NANGUAN) == "吉林省长春市南关区" == ANY.display(NANGUAN, "zh")
    assert ANY.words(asking(town, registry, locale="en"), CHANGCHUN) == "Changchun, Jilin Province"
    assert ANY.display("999999", "zh") == "999999"


def test_every_list_of_the_page_has_its_label(registry: Registry, town: Town):
    form = compiled(1, make_form(make_section(make_field("r", type="region"))), {"region": RegionField})
    offers = offers_in(form.form, form.sections, asking(town, registry, values={"r": CHANGCHUN}))

    page = Tags(form.page({"r": CHANGCHUN}, {}, form.sections, today=TODAY, offers=offers).fields)

    lists_drawn = [tags["id"] for tag, tags in page.tags if tag == "select"]
    assert lists_drawn == ["r", "r-2", "r-3"]
    assert lists_drawn == [tags["for"] for tag, tags in page.tags if tag == "label"]
    assert ("_find", "r") in [
        (tags.get("name"), tags.get("value")) for tag, tags in page.tags if tag == "button"
    ]


def test_a_region_nobody_knows_cannot_be_the_limit():
    problems: list[Problem] = []
    RegionField.read(Reader({"within": "229999"}, problems))
    assert [problem.path for problem in problems] == ["within"]


@pytest.mark.parametrize(
    "kind", [ANY, IN_JILIN, RegionField(RegionLevel.CITY), RegionField(RegionLevel.PROVINCE)]
)
def test_the_sample_is_an_answer(kind: RegionField):
    assert kind.normalised(kind.sample()) == kind.sample()
