"""What the platform brings and somebody may correct: it follows the record until then, and says so afterwards."""

from datetime import date
from typing import Any

import pytest

from forms import service
from forms.compiler import CompiledForm
from forms.definition import examined, read_form
from kernel.db import session_factory, transaction
from tests.forms.counter import Counter
from tests.forms.samples import TYPES, make_field, make_form, make_section

TODAY = date(2026, 3, 10)
ON_RECORD, NEWER, CORRECTED = "13912345678", "13900000000", "13711111111"
BODY = make_form(
    make_section(
        make_field("phone", type="phone", given=True, correctable=True, required=True, source="来自账户"),
        make_field("other"),
    )
)
FORM = CompiledForm(read_form(BODY, TYPES), "zh")


def problems_of(**keys: Any) -> list[str]:
    return [problem.path for problem in examined(make_form(make_section(make_field(**keys))), TYPES)[1]]


@pytest.fixture
def draft(counter: Counter) -> Counter:
    """A draft to which the platform has brought the number on record."""
    with transaction(counter.engine) as session:
        counter.publish(session, BODY)
        counter.id = service.draft(session, "test.form", "person:1", counter.clock.now()).id
    give(counter, ON_RECORD)
    return counter


def give(counter: Counter, phone: str) -> None:
    with transaction(counter.engine) as session:
        service.give(session, counter.row(session), {"phone": phone}, **counter.now)


def standing(counter: Counter) -> tuple[Any, Any, int]:
    with session_factory(counter.engine)() as session:
        row = counter.row(session)
        return row.answers.get("phone"), row.brought, row.revision


def test_only_what_is_given_can_be_corrected():
    assert problems_of(correctable=True) == ["sections[applicant].fields[person].correctable"]
    assert not problems_of(correctable=True, given=True, required=True)
    assert FORM.given == frozenset()


def test_what_was_brought_follows_the_record_until_it_is_corrected(draft: Counter):
    give(draft, NEWER)
    assert standing(draft)[:2] == (NEWER, {"phone": NEWER})

    draft.save({"phone": CORRECTED}, seen=standing(draft)[2])
    give(draft, ON_RECORD)

    assert standing(draft)[:2] == (CORRECTED, {"phone": ON_RECORD})


def test_what_was_corrected_is_filed(draft: Counter):
    saved = draft.save({"phone": CORRECTED}, seen=standing(draft)[2])

    assert draft.submit(seen=saved.revision) == {"phone": CORRECTED}


def test_what_was_emptied_or_is_no_answer_is_not_brought_again(draft: Counter):
    for typed in ("", "12"):
        draft.save({"phone": typed}, seen=standing(draft)[2])
        give(draft, NEWER)
        assert standing(draft)[0] is None


def test_what_does_not_fit_is_left_to_whoever_fills_in(draft: Counter):
    give(draft, "0431")
    assert standing(draft)[:2] == (None, {"phone": None})
    give(draft, NEWER)
    assert standing(draft)[:2] == (NEWER, {"phone": NEWER})


@pytest.mark.parametrize(("typed", "told"), [(CORRECTED, True), (ON_RECORD, False), ("139 1234 5678", False)])
def test_the_page_says_what_it_was_where_it_was_corrected(typed: str, told: bool):
    page = FORM.page({"phone": typed}, {}, ["applicant"], today=TODAY, brought={"phone": ON_RECORD}).fields

    assert "来自账户，可更正" in page
    assert f'value="{typed}"' in page
    assert ("您已更正，原为" in page) == told


def test_the_summary_says_what_it_was_and_masks_it_for_those_who_may_not_see_it():
    brought = {"phone": ON_RECORD}

    shown = FORM.check_answers({"phone": CORRECTED}, ["applicant"], today=TODAY, brought=brought)
    masked = FORM.masked_answers({"phone": CORRECTED}, ["applicant"], today=TODAY, brought=brought)

    assert CORRECTED in shown
    assert "已更正，原为 139****5678（来自账户）" in shown
    assert CORRECTED not in masked
    assert "137****1111" in masked
    assert "已更正" not in FORM.check_answers(brought, ["applicant"], today=TODAY, brought=brought)
