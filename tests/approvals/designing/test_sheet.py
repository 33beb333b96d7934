"""The sheets of chains: every key of the language is offered, and who only looks changes nothing."""

from pathlib import Path
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from app.shipped import shipped
from approvals.chains.reading import examined
from approvals.designing import acts
from approvals.designing.board import fresh_node, fresh_rows, of_other_kind
from approvals.designing.flat import MAPPINGS, ROWS, flat, folded
from approvals.designing.nodes import Kind, names, place_of, places
from approvals.designing.offers import Ground, Offers
from approvals.designing.properties import properties_of
from approvals.designing.sheet import Clerk
from approvals.grounds import effects_offered
from approvals.words import StepKind
from kernel.conditions import Sort, Subject
from kernel.designs.entries import Sheet, sheet_posted
from kernel.designs.ruling import Ruling
from kernel.designs.sheets import Input, PropertySheet
from kernel.expressions import FUNCTIONS
from kernel.nodes import Body, same
from kernel.registry import Registry
from kernel.text import Text
from tests.approvals.test_shapes import SHAPES, body_of

ROOT = Path(__file__).parents[3]
SUBJECT = Subject("hours", Text("学时", "Hours"), Sort.NUMBER)
RULING = Ruling({"hours": SUBJECT}, FUNCTIONS, typed=("among",))


@pytest.fixture(scope="module")
def offers() -> Offers:
    """What the platform offers."""
    registry: Registry = shipped(ROOT)
    ground = Ground(facts={"hours": SUBJECT}, sections={"identity": Text("身份", "Identity")})
    return Offers(
        ground,
        {"city_clerk": Text("市级", "City clerk")},
        effects_offered(registry),
        {"real_name": Text("实名", "x")},
        {"letter": {"sample.granted": Text("准予决定书", "Decision")}},
    )


def as_drawn(sheet: PropertySheet) -> "MultiDict[str, str]":
    """What a browser posts of a sheet on which nobody has typed."""
    inputs = [one for tab in sheet.tabs for one in tab.inputs]
    found = MultiDict([("_has", one.key) for one in inputs])
    for one in inputs:
        _post(found, one)
    return found


def _post(found: "MultiDict[str, str]", one: Input) -> None:
    if one.rows:
        for cell in (cell for row in one.rows for cell in row):
            _post(found, cell)
    elif one.condition:
        found[f"{one.name}-mode"], found[f"{one.name}-was"] = "text", one.condition.was
        found[f"{one.name}-text"] = one.condition.text
    elif one.entry == "pair":
        found[f"{one.name}.zh"], found[f"{one.name}.en"] = one.value["zh"], one.value["en"]
    elif one.entry == "flag":
        if one.value:
            found[one.name] = "1"
    elif one.entry == "words":
        found.setlist(one.name, one.value)
    elif one.entry not in ("options", "rows"):
        found[one.name] = one.value


def came(body: Body, at: str, offers: Offers, **typed: Any) -> tuple[Sheet, Body]:
    """What a sheet says, on which somebody typed this, and the chain after it; dots are written as two underscores."""
    place = place_of(body, at) if at else None
    kind, node = (place.kind, place.node) if place else (Kind.CHAIN, body)
    drawn = Clerk(body, offers, RULING).sheet(at)
    assert drawn is not None
    posted = as_drawn(drawn)
    for key, value in typed.items():
        posted.setlist(f"p.{key.replace('__', '.')}", value if isinstance(value, list) else [value])
    sheet = sheet_posted(properties_of(kind, node, body, offers), flat(node), posted, rule=RULING.posted)
    return sheet, acts.changed(body, at, folded(node, sheet.changes, fresh_rows(offers))).body


@pytest.mark.parametrize("path", SHAPES, ids=[path.stem for path in SHAPES])
def test_every_shape_opens_and_a_sheet_that_is_only_looked_at_changes_nothing(
    path: Path, offers: Offers
) -> None:
    body = {key: held for key, held in body_of(path).items() if key not in ("model", "id")}
    for at in ("", *names(body)):
        sheet, after = came(body, at, offers)
        assert (sheet.changes, sheet.faults) == ({}, {})
        assert same(after, body)
        node = place_of(body, at).node if at else body
        kind = place_of(body, at).kind if at else Kind.CHAIN
        known = {one.key for one in properties_of(kind, node, body, offers)}
        inside = {"steps", "cases", "lanes", "else", "kind", *MAPPINGS, *ROWS}
        assert set(flat(node)) - {key for key in flat(node) if key.split(".")[0] in ROWS} <= known | inside


STEP: Body = {"title": "甲", "steps": [{"name": "city", "kind": "act", "title": {"zh": "市", "en": "City"}}]}


def test_the_days_of_a_return_are_offered_where_a_party_mends_only(offers: Offers) -> None:
    filing = {"name": "f", "kind": "fill", "title": "填", "party": "initiator", "clock": {"days": 5}}
    body: Body = {"title": "甲", "steps": [filing, *STEP["steps"]]}
    after = came(body, "f", offers, clock__at_least="3", clock__at_most="8")[1]
    assert place_of(after, "f").node["clock"] == {"days": 5, "at_least": 3, "at_most": 8}
    for name, has in (("f", True), ("city", False)):
        place = place_of(body, name)
        known = {one.key for one in properties_of(place.kind, place.node, body, offers)}
        assert ("clock.at_most" in known) is has


def test_what_is_typed_comes_into_the_mapping_it_belongs_to(offers: Offers) -> None:
    body = came(STEP, "city", offers, office__level="city", office__routing="any", clock__days="20")[1]
    body = came(body, "city", offers, clock__promised="5", clock__silence="grant", role="city_clerk")[1]
    node = place_of(body, "city").node
    assert node["office"] == {"level": "city", "routing": "any"}
    assert node["clock"] == {"days": 20, "promised": 5, "silence": "grant"}
    assert examined(body)[1] == []
    without = place_of(came(body, "city", offers, clock__days="", office__level="")[1], "city").node
    assert "clock" not in without
    assert "office" not in without


def test_effects_come_with_what_they_need_and_go_when_emptied(offers: Offers) -> None:
    name = next(iter(offers.effects))
    asked = offers.effects[name].parameters
    needed = {one.name: one.usual or one.name for one in asked if one.needed}
    body = came(STEP, "city", offers, effects__new=name)[1]
    (row,) = place_of(body, "city").node["effects"]
    assert row == {"effect": name, "with": needed}
    key = next(iter(needed))
    changed = came(body, "city", offers, **{f"effects__0__with__{key}": "hours"})[1]
    assert place_of(changed, "city").node["effects"][0]["with"][key] == "hours"
    emptied = came(changed, "city", offers, effects__0__effect="")[1]
    assert "effects" not in place_of(emptied, "city").node


def test_a_letter_is_chosen_from_those_in_force(offers: Offers) -> None:
    body = came(STEP, "city", offers, effects__new="letter")[1]
    assert place_of(body, "city").node["effects"] == [{"effect": "letter", "with": {"case": "case_id"}}]
    sheet = Clerk(body, offers, RULING).sheet("city")
    assert sheet is not None
    inputs = {one.key: one for page in sheet.tabs for one in page.inputs}
    chosen = inputs["effects.0.with.letter"]
    assert (chosen.title.zh, chosen.required) == ("文书", True)
    assert chosen.options == (('"sample.granted"', Text("准予决定书", "Decision")),)
    assert inputs["effects.0.with.case"].options == (("hours", Text("学时", "Hours")),)
    body = came(body, "city", offers, effects__0__with__letter='"sample.granted"')[1]
    given = place_of(body, "city").node["effects"][0]["with"]
    assert given == {"case": "case_id", "letter": '"sample.granted"'}


def test_the_usual_is_not_written_and_what_is_refused_is_kept(offers: Offers) -> None:
    sheet, after = came(STEP, "city", offers, clock__on_overdue="remind", stops="no")
    assert same(after, STEP)
    sheet, after = came(STEP, "city", offers, clock__days="viele")
    assert set(sheet.faults) == {"p.clock.days"}
    assert sheet.typed["clock.days"] == "viele"
    assert same(after, STEP)
    notice = acts.added(STEP, fresh_node(StepKind.NOTICE), into=".")
    goes_on = came(notice.body, notice.at, offers, stops="no")[1]
    assert place_of(goes_on, notice.at).node["stops"] is False


@pytest.mark.parametrize("kind", list(StepKind))
def test_a_step_of_another_kind_keeps_what_both_know(kind: StepKind, offers: Offers) -> None:
    body: Body = {
        "title": "甲",
        "steps": [
            {"name": "a", "kind": "act", "title": "甲", "office": {"level": "city", "routing": "any"}},
            {"name": "b", "kind": "fill", "title": "乙", "files": True, "verbs": ["submit"]},
        ],
    }
    for place in places(body):
        changes = of_other_kind(place.node, kind, body, offers)
        after = acts.changed(body, place.name, changes).body
        assert place_of(after, place.name).node["kind"] == kind
        assert not [one for one in examined(after)[1] if "键" in one.what.zh]


def test_a_word_that_was_chosen_can_be_taken_back_unless_one_is_usual(offers: Offers) -> None:
    body = came(STEP, "city", offers, party="holder", votes__need="all", clock__days="5")[1]
    sheet = Clerk(body, offers, RULING).sheet("city")
    assert sheet is not None
    emptied = {one.key: one.emptied for page in sheet.tabs for one in page.inputs}
    wanted = (
        "party",
        "office.level",
        "votes.need",
        "clock.silence",
        "clock.unit",
        "clock.on_overdue",
        "title",
    )
    assert [emptied[key] for key in wanted] == [True, True, True, True, False, False, False]
    after = came(body, "city", offers, party="", votes__need="")[1]
    assert not {"party", "votes"} & set(place_of(after, "city").node)


@pytest.mark.parametrize(
    ("kind", "offered", "not_offered"),
    [
        ("act", {"accept", "approve", "return"}, {"submit", "resubmit", "substitute"}),
        ("confirm", {"approve", "substitute"}, {"submit"}),
        ("fill", {"submit", "urge"}, {"approve", "accept", "substitute"}),
        ("choose", {"submit"}, {"take_back", "reject"}),
    ],
)
def test_only_verbs_that_the_kind_of_step_may_have_are_offered(
    kind: str, offered: set[str], not_offered: set[str], offers: Offers
) -> None:
    node: Body = {"name": "a", "kind": kind, "title": "甲"}
    verbs = set(_verbs_offered(node, offers))
    assert offered <= verbs
    assert not not_offered & verbs
    held = _verbs_offered({**node, "verbs": sorted(not_offered)}, offers)
    assert not_offered <= set(held), "what stands there is shown, so that it can be taken away"


def _verbs_offered(node: Body, offers: Offers) -> tuple[str, ...]:
    found = properties_of(Kind.STEP, node, {"title": "甲", "steps": [node]}, offers)
    return next(one.words for one in found if one.key == "verbs")


def test_an_office_has_no_exit_for_a_party_that_does_nothing(offers: Offers) -> None:
    for who, has in (({"office": {"level": "city"}}, False), ({"party": "employer"}, True), ({}, True)):
        node: Body = {"name": "a", "kind": "act", "title": "甲", **who}
        keys = {one.key for one in properties_of(Kind.STEP, node, {"title": "甲", "steps": [node]}, offers)}
        assert ("on.party_silent" in keys) is has
        held = {**node, "on": {"party_silent": "lapsed"}}
        keys = {one.key for one in properties_of(Kind.STEP, held, {"title": "甲", "steps": [held]}, offers)}
        assert "on.party_silent" in keys, "what stands there can be taken away"


def test_evidence_is_ticked_among_the_sections_and_registrations_are_chosen(offers: Offers) -> None:
    confirm: Body = {"name": "a", "kind": "confirm", "title": "甲", "substitute": {"sections": ["gone"]}}
    body: Body = {"title": "甲", "steps": [confirm]}
    known = {one.key: one for one in properties_of(Kind.STEP, confirm, body, offers)}
    assert known["substitute.sections"].words == ("identity", "gone")
    after = came(body, "a", offers, substitute__sections=["identity"])[1]
    assert place_of(after, "a").node["substitute"] == {"sections": ["identity"]}
    after = came(STEP, "city", offers, picks__from="registrations")[1]
    assert place_of(after, "city").node["picks"] == {"from": "registrations"}
    assert "picks" not in place_of(came(after, "city", offers, picks__from="")[1], "city").node
