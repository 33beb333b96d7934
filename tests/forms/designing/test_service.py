"""A form on somebody's board, at a database: saved at once, undone, merged with what others published."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from forms.designing import acts
from forms.designing.board import FORMS
from kernel.clock import FixedClock
from kernel.db import transaction
from kernel.definitions import Draft, publish
from kernel.designs import service
from kernel.designs.service import Hand
from kernel.designs.working import Overtaking, Working, listed, others, working
from kernel.errors import Conflict, Invalid, NotFound
from kernel.models import Design, DesignStep
from kernel.nodes import Body
from kernel.text import Text
from tests.forms.samples import make_field, make_form, make_section

NAME = "test.form"
FIELD = make_field("more")
BODY = make_form(make_section(make_field("person"), make_field("phone", type="phone")))


class Desk:
    """One account's board at a database."""

    def __init__(self, engine: Engine, clock: FixedClock, owner: str = "gao") -> None:
        self.engine, self.clock, self.owner = engine, clock, owner

    def publish(self, body: Body, by: str = "li") -> None:
        with transaction(self.engine) as session:
            form = Draft(NAME, "form", "test", body)
            publish(session, [form], actor=by, reason="r", at=self.clock.now())

    def hand(self, token: str = "") -> Hand:
        return Hand(self.owner, token or self.work.token, self.clock.now())

    @property
    def work(self) -> Working:
        with transaction(self.engine) as session:
            return working(session, FORMS, NAME, self.owner)

    @property
    def names(self) -> list[str]:
        return [field["name"] for field in self.work.body["sections"][0]["fields"]]

    def add(self, *, before: str = "", token: str = "") -> str:
        """The name of one more field."""
        hand = self.hand(token)
        with transaction(self.engine) as session:
            done = service.carry_out(
                session,
                FORMS,
                NAME,
                lambda body: acts.added(body, FIELD, into="applicant", before=before),
                hand,
            )
            return done[1].at

    def change(self, at: str, **values: Any) -> None:
        hand = self.hand()
        with transaction(self.engine) as session:
            service.carry_out(session, FORMS, NAME, lambda body: acts.changed(body, at, values), hand)

    def undo(self) -> str:
        hand = self.hand()
        with transaction(self.engine) as session:
            return service.undo(session, FORMS, NAME, hand)[1]

    def redo(self) -> str:
        hand = self.hand()
        with transaction(self.engine) as session:
            return service.redo(session, FORMS, NAME, hand)[1]

    def merge(self) -> list[str]:
        """The places where both sides changed."""
        hand = self.hand()
        with transaction(self.engine) as session:
            return [one.path for one in service.merge(session, FORMS, NAME, hand)]


@pytest.fixture
def desk(forms_engine: Engine, clock: FixedClock) -> Desk:
    found = Desk(forms_engine, clock)
    found.publish(BODY)
    return found


def test_looking_writes_nothing_and_an_act_is_saved_at_once(desk: Desk) -> None:
    assert (desk.work.design, desk.work.changed, desk.work.seen) == (None, False, 1)
    name = desk.add()
    assert desk.names == ["person", "phone", name]
    assert desk.work.changed


def test_undoing_everything_and_doing_it_again_ends_where_it_was(desk: Desk) -> None:
    for before in ("", "person", "phone"):
        desk.add(before=before)
    after = desk.names
    for _ in range(3):
        assert desk.undo()
    assert desk.work.body == BODY
    assert not desk.work.can_undo
    for _ in range(3):
        assert desk.redo()
    assert desk.names == after
    assert not desk.work.can_redo
    with pytest.raises(Invalid):
        desk.redo()


def test_what_was_removed_is_looked_at_when_it_is_there_again(desk: Desk) -> None:
    hand = desk.hand()
    with transaction(desk.engine) as session:
        service.carry_out(session, FORMS, NAME, lambda body: acts.removed(body, "person"), hand)
    assert desk.undo() == "person"


def test_an_act_after_an_undoing_takes_its_place(desk: Desk) -> None:
    desk.add()
    desk.undo()
    desk.change("person", help="新")
    assert not desk.work.can_redo
    desk.undo()
    assert desk.work.body == BODY


def test_an_act_that_changes_nothing_is_no_step(desk: Desk) -> None:
    desk.change("person", title="person")
    assert desk.work.design is None


def test_so_many_steps_are_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST_STEPS", 3)
    for number in range(6):
        desk.change("person", help=f"第{number}次")
    with transaction(desk.engine) as session:
        assert session.scalar(select(func.count()).select_from(DesignStep)) == 3
    desk.undo()
    desk.undo()
    assert not desk.work.can_undo
    assert desk.work.body["sections"][0]["fields"][0]["help"] == "第3次"


def test_an_act_on_what_is_no_longer_so_is_refused(desk: Desk) -> None:
    old = desk.work.token
    desk.add()
    with pytest.raises(Conflict):
        desk.add(token=old)
    assert len(desk.names) == 3


def test_a_version_that_is_published_between_looking_and_acting_refuses_the_act(desk: Desk) -> None:
    old = desk.work.token
    desk.publish(make_form(make_section(make_field("other"))))
    with pytest.raises(Conflict):
        desk.add(token=old)


def test_a_draft_is_carried_onto_what_others_published(desk: Desk) -> None:
    name = desk.add(before="phone")
    theirs = acts.changed(BODY, "person", {"title": "姓名"}).body
    desk.publish(theirs)
    assert desk.work.overtaken == Overtaking("li", 2)
    assert desk.merge() == []
    merged = desk.work
    assert (merged.overtaken, merged.seen, merged.can_undo) == (None, 2, False)
    assert desk.names == ["person", name, "phone"]
    assert desk.work.body["sections"][0]["fields"][0]["title"] == "姓名"
    assert desk.merge() == []


def test_where_both_changed_ones_own_stands_and_is_told(desk: Desk) -> None:
    desk.change("person", title="我的")
    desk.publish(acts.changed(BODY, "person", {"title": "别人的"}).body)
    assert desk.merge() == ["sections[applicant].fields[person].title"]
    assert desk.work.body["sections"][0]["fields"][0]["title"] == "我的"


def test_a_draft_that_was_published_is_no_draft_any_more(desk: Desk) -> None:
    desk.add()
    desk.publish(desk.work.body)
    work = desk.work
    assert (work.changed, work.overtaken, work.seen, work.can_undo) == (False, None, 2, False)
    desk.change("person", help="新")
    assert (desk.work.seen, desk.work.changed) == (2, True)
    desk.undo()
    assert len(desk.names) == 3


def test_everybody_has_their_own_draft(desk: Desk, forms_engine: Engine, clock: FixedClock) -> None:
    other = Desk(forms_engine, clock, "wang")
    desk.add()
    assert other.names == ["person", "phone"]
    other.change("person", help="新")
    assert len(desk.names) == 3
    with transaction(forms_engine) as session:
        assert [one.name for one in others(session, FORMS, NAME, "gao")] == ["wang"]


def test_who_has_what_is_in_force_on_the_board_changes_nothing(desk: Desk) -> None:
    desk.add()
    desk.publish(desk.work.body)
    with transaction(desk.engine) as session:
        assert others(session, FORMS, NAME, "wang") == []
        (found,) = listed(session, FORMS, "gao")
        assert (found.number, found.own, found.others) == (2, False, ())
    desk.change("person", help="新")
    with transaction(desk.engine) as session:
        assert [one.name for one in others(session, FORMS, NAME, "wang")] == ["gao"]
        assert listed(session, FORMS, "gao")[0].own


def test_a_new_form_is_its_makers_until_it_is_published(forms_engine: Engine, clock: FixedClock) -> None:
    with transaction(forms_engine) as session:
        made = service.begin(session, FORMS, "leave", Text("请假单", "Leave"), owner="gao", now=clock.now())
        assert (made.name, made.seen, made.number, made.changed) == ("studio.leave", 0, 0, True)
        assert [(one.name, one.own) for one in listed(session, FORMS, "gao")] == [("studio.leave", True)]
        assert [(one.name, one.others) for one in listed(session, FORMS, "wang")] == [
            ("studio.leave", ("gao",))
        ]
        with pytest.raises(NotFound):
            working(session, FORMS, "studio.leave", "wang")
        for number in ("leave", "Leave", "", "9x"):
            with pytest.raises((Invalid, Conflict)):
                service.begin(session, FORMS, number, Text("甲", "A"), owner="wang", now=clock.now())


def test_a_discarded_draft_leaves_nothing(desk: Desk) -> None:
    desk.add()
    hand = desk.hand()
    with transaction(desk.engine) as session:
        service.discard(session, FORMS, NAME, hand)
    assert desk.work.body == BODY
    with transaction(desk.engine) as session:
        counts = [session.scalar(select(func.count()).select_from(model)) for model in (Design, DesignStep)]
    assert counts == [0, 0]


def test_a_form_beyond_what_anybody_fills_in_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "FORMS", replace(FORMS, most=4))
    desk.add()
    with pytest.raises(Invalid):
        desk.add()
    monkeypatch.setattr(service, "LARGEST", 1_000)
    with pytest.raises(Invalid):
        desk.change("person", help="长" * 2_000)
