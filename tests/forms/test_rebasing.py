"""Drafts move to the version in force with what still fits; what was filed stays where it is."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from forms import rebasing, service
from forms.carrying import carried
from forms.compiler import CompiledForm
from forms.definition import read_form
from forms.models import CarriedDraft, Submission
from kernel.db import transaction
from kernel.errors import Conflict
from tests.forms.counter import BODY, Counter
from tests.forms.samples import OPTIONS, TYPES, make_field, make_form, make_section

NEWER = make_form(
    make_section(
        make_field("person", required=True),
        make_field("phone", type="date"),
        make_field("post", required=True),
        make_field("proof", type="file", accepts=["pdf"]),
    ),
    BODY["sections"][1],
)


def compiled(body: dict[str, Any]) -> CompiledForm:
    """The form, ready."""
    return CompiledForm(read_form(body, TYPES), "zh")


def newer_form(counter: Counter) -> None:
    """Another version is in force."""
    with transaction(counter.engine) as session:
        counter.publish(session, NEWER)


def moved(counter: Counter, *, seen: int) -> None:
    """The draft moves."""
    with transaction(counter.engine) as session:
        rebasing.rebase(session, counter.row(session), seen=seen, **counter.now)


def test_a_draft_moves_with_what_still_fits(counter: Counter) -> None:
    saved = counter.save(
        {"person": "张小山", "phone": "13900006620", "urgent": True, "reason": "搬家"}, seen=1
    )
    newer_form(counter)

    moved(counter, seen=saved.revision)

    with transaction(counter.engine) as session:
        row = counter.row(session)
        assert service.form_of(session, row, counter.registry).fields.keys() >= {"post"}
        assert (row.answers, row.rough) == ({"person": "张小山"}, {"phone": "13900006620"})
        aside = session.get_one(CarriedDraft, row.id)
        assert aside.lost == {"urgent": True, "reason": "搬家"}
        told = rebasing.move_of(session, row, counter.registry, locale="zh")
        assert told is not None
        assert (told.done, told.before.number, told.after.number) == (True, 1, 2)
        assert {one.name for one in told.differences} >= {"post", "urgent", "reason", "phone"}


def test_nothing_more_is_said_once_it_is_acknowledged(counter: Counter) -> None:
    newer_form(counter)
    moved(counter, seen=1)
    with transaction(counter.engine) as session:
        rebasing.acknowledge(session, counter.row(session))
        assert rebasing.move_of(session, counter.row(session), counter.registry, locale="zh") is None


def test_a_move_is_offered_before_it_is_made(counter: Counter) -> None:
    with transaction(counter.engine) as session:
        assert rebasing.move_of(session, counter.row(session), counter.registry, locale="zh") is None
    newer_form(counter)
    with transaction(counter.engine) as session:
        told = rebasing.move_of(session, counter.row(session), counter.registry, locale="zh")
        assert told is not None
        assert not told.done


def test_what_was_filed_never_moves(counter: Counter) -> None:
    counter.save({"person": "张小山"}, seen=1)
    counter.submit(seen=2)
    newer_form(counter)
    with pytest.raises(Conflict):
        moved(counter, seen=3)
    with transaction(counter.engine) as session:
        assert rebasing.rebase_drafts(session, "test.form", **counter.now) == 0
        assert rebasing.newer(session, counter.row(session)) is None


def test_a_draft_that_changed_meanwhile_does_not_move(counter: Counter) -> None:
    newer_form(counter)
    counter.save({"person": "张小山"}, seen=1)
    with pytest.raises(Conflict, match="已经改过"):
        moved(counter, seen=1)


def test_all_drafts_move_at_once_and_then_none(counter: Counter) -> None:
    with transaction(counter.engine) as session:
        service.draft(session, "test.form", "person:2", counter.clock.now())
    newer_form(counter)
    with transaction(counter.engine) as session:
        assert rebasing.waiting_drafts(session, "test.form") == {1: 2}
        assert rebasing.rebase_drafts(session, "test.form", **counter.now) == 2
        assert rebasing.rebase_drafts(session, "test.form", **counter.now) == 0
        assert rebasing.waiting_drafts(session, "test.form") == {2: 2}
        assert len(set(session.scalars(select(Submission.version_id)))) == 1


def test_what_somebody_typed_never_becomes_the_platforms() -> None:
    before = compiled(make_form(make_section(make_field("person"), make_field("firm", given=True))))
    after = compiled(
        make_form(make_section(make_field("person", given=True), make_field("firm", given=True)))
    )
    found = carried(before, after, {"person": "自己填的", "firm": "长春示范"}, {})
    assert found.answers == {"firm": "长春示范"}
    assert found.lost == {}


def test_an_answer_that_does_not_fit_is_kept_as_it_was_typed() -> None:
    before = compiled(make_form(make_section(make_field("post"), make_field("many", type="integer"))))
    chosen = make_field("post", type="choice", options=OPTIONS)
    after = compiled(make_form(make_section(chosen, make_field("many", type="date"))))
    found = carried(before, after, {"post": "项目负责人", "many": 12}, {})
    assert not found.answers
    assert found.rough == {"post": "项目负责人", "many": "12"}
    assert found.again == {"post", "many"}


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), st.text(max_size=5)), st.permutations("abc"))
def test_every_answer_is_kept_typed_or_laid_aside(answers: dict[str, str], names: list[str]) -> None:
    before = compiled(make_form(make_section(*(make_field(name) for name in "abc"))))
    after = compiled(make_form(make_section(make_field(names[0]), make_field(names[1], type="integer"))))
    stored = before.stored(before.restored(answers))
    found = carried(before, after, deepcopy(stored), {})
    assert found.answers.keys() | found.rough.keys() | found.lost.keys() == stored.keys()
    assert not found.answers.keys() & found.rough.keys()


def test_a_cell_that_does_not_fit_is_kept_with_its_rows_and_one_of_a_column_that_is_gone_is_laid_aside() -> (
    None
):
    def form(*columns: dict[str, Any]) -> CompiledForm:
        return compiled(make_form(make_section(make_field("past", type="rows", fields=list(columns)))))

    before = form(make_field("firm"), make_field("years", type="integer"))
    answers = {"past": [{"firm": "长春示范", "years": 3}, {"years": 4}]}

    unfit = carried(before, form(make_field("firm"), make_field("years", type="date")), answers, {})
    assert (unfit.answers, unfit.lost) == ({}, {})
    assert unfit.rough == {"past": [{"firm": "长春示范", "years": "3"}, {"years": "4"}]}
    gone = carried(before, form(make_field("firm")), answers, {})
    assert gone.answers["past"][0] == {"firm": "长春示范"}
    assert gone.lost == answers
