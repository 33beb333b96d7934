"""Pickers: what they offer, what they call an answer, and whose answers they take."""

import sys
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

import pytest
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from forms import service
from forms.compiler import CompiledForm
from forms.definition import examined, read_form
from forms.fieldtype import FieldType, Offer
from forms.offering import Asking, Offers, Picker, names_in, not_offered, offers_in, sought_in
from forms.seams import FIELD_TYPE
from kernel.access import Actor
from kernel.access.tables import USER
from kernel.db import transaction
from kernel.reading import Reader
from kernel.registry import assembled
from kernel.text import Text
from tests.forms.counter import Counter
from tests.forms.samples import TYPES, make_field, make_form, make_section
from tests.forms.test_page import Tags

TODAY = date(2026, 3, 10)
ALL = ("a", "b", "c")
NAMES = dict(zip(ALL, "甲乙丙", strict=True))


@FIELD_TYPE.mark("desk")
@dataclass(frozen=True, slots=True)
class DeskField(Picker):
    """Each account may choose the desk of its own number."""

    title: ClassVar = Text("工位", "desk")

    @classmethod
    def read(cls, node: Reader) -> Self:  # noqa: ARG003 it has no properties
        return cls()

    def normalised(self, raw: object) -> Any:
        return str(raw).strip() or None if raw is not None else None

    def offers(self, asking: Asking, name: str) -> Offers:
        found = [Offer(one, NAMES[one]) for one in ALL if self.is_open(asking, one)]
        return Offers(tuple(found), sought=asking.sought.get(name))

    def is_open(self, asking: Asking, answer: Any) -> bool:
        return asking.actor.user_id is not None and answer in ALL[: asking.actor.user_id]

    def words(self, asking: Asking, answer: Any) -> str:
        return NAMES.get(answer, str(answer))

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string"}


@FIELD_TYPE.mark("drawer")
@dataclass(frozen=True, slots=True)
class DrawerField(DeskField):
    """A drawer of the desk that is chosen in `desk`: it is called like it."""

    leans_by: ClassVar = "desk"
    desk: str = ""

    @property
    def leans_on(self) -> str:
        return self.desk

    @classmethod
    def read(cls, node: Reader) -> Self:
        return cls(node.text("desk"))

    def goes_with(self, session: Session, answer: Any, other: Any) -> bool:
        return bool(answer == other)


KINDS: dict[str, type[FieldType]] = {**TYPES, "desk": DeskField, "drawer": DrawerField}
BODY = make_form(
    make_section(
        make_field("mine", type="desk"), make_field("known", type="desk", given=True), make_field("x")
    )
)
FORM = CompiledForm(read_form(BODY, KINDS), "zh")


def asking(user: int | None, **keys: Any) -> Asking:
    wanted: dict[str, Any] = {"session": None, "registry": assembled({}), "on": TODAY} | keys
    return Asking(actor=Actor(user, "u", frozenset()), **wanted)


def words(found: dict[str, Any]) -> dict[str, list[str]]:
    return {name: [offer.words for offer in offers] for name, offers in found.items()}


def test_a_page_offers_what_the_asker_may_choose_and_names_what_nobody_chooses():
    values = {"mine": "c", "known": "c"}

    assert words(offers_in(FORM.form, ["applicant"], asking(2, values=values))) == {
        "mine": ["甲", "乙"],
        "known": ["丙"],
    }
    assert words(offers_in(FORM.form, ["applicant"], asking(None))) == {"mine": [], "known": []}
    assert offers_in(FORM.form, [], asking(2)) == {}


def test_a_kept_answer_has_its_name_whoever_reads_it():
    values = {"mine": "c", "known": 7}
    names = names_in(FORM.form, ["applicant"], asking(None, values=values))

    assert words(names) == {"mine": ["丙"], "known": []}
    assert "丙" in FORM.masked_answers({"mine": "c"}, ["applicant"], today=TODAY, offers=names)


def test_what_is_given_is_drawn_by_its_name():
    offers = offers_in(FORM.form, ["applicant"], asking(None, values={"known": "b"}))

    assert ">乙</output>" in FORM.page({"known": "b"}, {}, ["applicant"], today=TODAY, offers=offers).fields


@pytest.mark.parametrize(
    ("answers", "held", "refused"),
    [
        ({"mine": "b"}, {}, []),
        ({"mine": "c"}, {}, ["mine"]),
        ({"mine": "c"}, {"mine": "c"}, []),
        ({"mine": None, "x": "c"}, {}, []),
    ],
)
def test_only_what_was_on_offer_is_taken_and_what_is_held_stays(answers, held, refused):
    assert list(not_offered(FORM.fields, answers, held, asking(2))) == refused


def test_what_is_sought_is_shortened_and_stands_in_the_box_again():
    sought = sought_in(MultiDict({"_find-mine": "  乙  ", "_find": "mine", "_find-x": "x" * 99, "mine": "a"}))
    assert sought == {"mine": "乙", "x": "x" * 60}

    offers = offers_in(FORM.form, ["applicant"], asking(2, sought=sought))
    page = Tags(FORM.page({}, {}, ["applicant"], today=TODAY, offers=offers).fields)

    box = next(tags for tag, tags in page.tags if tags.get("type") == "search")
    assert (box["name"], box["value"]) == ("_find-mine", "乙")
    assert box["id"] in [tags.get("for") for tag, tags in page.tags if tag == "label"]


def test_a_search_is_no_answer():
    assert FORM.raw_from(MultiDict({"_find-mine": "x", "_find": "mine", "mine": "a"}), ["applicant"]) == {
        "mine": "a"
    }


def test_a_picker_cannot_stand_in_a_row():
    rows = make_field("r", type="rows", fields=[make_field("c", type="desk")])

    assert [problem.path for problem in examined(make_form(make_section(rows)), KINDS)[1]] == [
        "sections[applicant].fields[r].fields[c].type"
    ]


@pytest.fixture
def desk(counter: Counter) -> Counter:
    """A draft with a picker; two accounts stand at the counter."""
    from forms import seams

    counter.registry = assembled({"forms": [seams], "test": [sys.modules[__name__]]})
    with transaction(counter.engine) as session:
        _users(session, 2)
        counter.publish(session, make_form(make_section(make_field("mine", type="desk"))))
        counter.id = service.draft(session, "test.form", "person:1", counter.clock.now()).id
    return counter


def _users(session: Session, count: int) -> None:
    for number in range(1, count + 1):
        values = {"username": f"u{number}", "first_name": "u", "last_name": "-", "active": True}
        session.execute(USER.insert().values(id=number, email=f"u{number}@example.invalid", **values))


def save(
    counter: Counter, choice: str, asker: int | None, *, section: str = "applicant", **others: str
) -> service.Saved:
    with transaction(counter.engine) as session:
        row = counter.row(session)
        return service.save(
            session,
            row,
            {"mine": choice, **others} if section == "applicant" else others,
            sections=[section],
            seen=row.revision,
            asker=asker,
            **counter.now,
        )


def file(counter: Counter, asker: int, *sections: str) -> None:
    with transaction(counter.engine) as session:
        row = counter.row(session)
        opened = sections or ["applicant"]
        service.submit(session, row, sections=opened, seen=row.revision, asker=asker, **counter.now)


def test_a_choice_beyond_the_askers_reach_is_told_and_not_kept(desk: Counter):
    assert save(desk, "b", 1).problems.keys() == {"mine"}
    assert save(desk, "b", 1).values == {}
    assert save(desk, "b", 2).values == {"mine": "b"}
    assert save(desk, "b", 1).values == {"mine": "b"}, "it is held already"


def test_a_choice_beyond_reach_is_refused_at_filing_as_well(desk: Counter):
    save(desk, "b", 1)
    with pytest.raises(service.NotReady) as refused:
        file(desk, 1)
    assert refused.value.faults.keys() == {"mine"}


def test_the_platform_knows_what_it_brings(desk: Counter):
    assert save(desk, "c", None).values == {"mine": "c"}


def test_what_is_sent_while_it_is_hidden_is_not_held_when_it_is_seen(desk: Counter):
    shown = make_field("mine", type="desk", visible_when='x == "a"')
    with transaction(desk.engine) as session:
        desk.publish(session, make_form(make_section(make_field("x", type="desk"), shown)))
        desk.id = service.draft(session, "test.form", "person:1", desk.clock.now()).id

    hidden = save(desk, "b", 1, x="")

    assert (hidden.values, hidden.problems) == ({}, {})
    assert save(desk, "b", 1, x="a").problems.keys() == {"mine"}
    assert save(desk, "a", 1, x="").values == {"mine": "a"}
    save(desk, "b", 1, x="")
    file(desk, 1)
    with transaction(desk.engine) as session:
        assert service.answers(desk.row(session)) == {}


def test_a_choice_that_leans_on_another_is_looked_at_again_when_that_one_changes(desk: Counter):
    drawer = make_section(make_field("drawer", type="drawer", desk="mine"), name="inside")
    with transaction(desk.engine) as session:
        desk.publish(session, make_form(make_section(make_field("mine", type="desk")), drawer))
        desk.id = service.draft(session, "test.form", "person:1", desk.clock.now()).id

    save(desk, "a", 2)
    assert save(desk, "", 2, section="inside", drawer="a").problems == {}
    # the other page is not told what lies elsewhere
    assert save(desk, "b", 2).problems == {}

    with pytest.raises(service.NotReady) as refused:
        file(desk, 2, "applicant", "inside")
    assert "不相符" in refused.value.faults["drawer"].what.zh
    assert save(desk, "", 2, section="inside", drawer="a").problems.keys() == {"drawer"}
    save(desk, "", 2, section="inside", drawer="b")
    file(desk, 2, "applicant", "inside")
