"""Fields that the platform fills: given, kept, read by rules, never taken from a post."""

from datetime import date
from typing import Any

import pytest

from forms import service
from forms.fieldtype import AnswerError
from kernel.db import session_factory, transaction
from kernel.errors import Invalid, RegistryError
from tests.forms.counter import Counter
from tests.forms.samples import make_field, make_form, make_section

RENEWAL = make_form(
    make_section(
        make_field("valid_to", type="date", given=True),
        make_field("document", type="resident_id", given=True),
        make_field("renewed_to", type="date", compute="add_years(valid_to, 3)"),
        make_field("phone", type="phone", required=True),
    ),
    make_section(make_field("firm", given=True), make_field("agreed", type="yes_no"), name="employer"),
)


@pytest.fixture
def renewal(counter: Counter) -> Counter:
    """A counter whose draft asks what RENEWAL asks."""
    with transaction(counter.engine) as session:
        counter.publish(session, RENEWAL)
        counter.id = service.draft(session, "test.form", "person:1", counter.clock.now()).id
    return counter


def give(counter: Counter, **values: Any) -> int:
    """The values are given, committed; the revision after it."""
    with transaction(counter.engine) as session:
        return service.give(session, counter.row(session), values, **counter.now).revision


def test_what_is_given_stays_through_save_and_submit(renewal: Counter):
    given = {"valid_to": "2026-05-31", "document": "11010519491231002X", "firm": "示范公司"}
    seen = give(renewal, valid_to=date(2026, 5, 31), document="11010519491231002x", firm=" 示范公司 ")

    saved = renewal.save({"phone": "13912345678"}, seen=seen)
    assert saved.values == {**given, "phone": "13912345678", "renewed_to": "2029-05-31"}
    filed = renewal.submit(seen=saved.revision)
    assert filed == saved.values
    last = renewal.save({"agreed": "yes"}, seen=saved.revision + 1, sections=["employer"])
    assert last.values == {**filed, "agreed": True}


def test_what_is_given_is_not_taken_from_a_post(renewal: Counter):
    seen = give(renewal, valid_to=date(2026, 5, 31))
    forged = {"phone": "13912345678", "valid_to": "2099-12-31", "firm": "别家"}

    saved = renewal.save(forged, seen=seen)

    assert sorted(saved.problems) == ["firm", "valid_to"]
    assert saved.values["valid_to"] == "2026-05-31"
    assert "firm" not in saved.values
    with session_factory(renewal.engine)() as session:
        row = renewal.row(session)
        form = service.form_of(session, row, renewal.registry)
        page = service.retyped(row, form, forged)
    assert (page["valid_to"], page["firm"], page["phone"]) == ("2026-05-31", None, "13912345678")


def test_giving_the_same_again_makes_no_page_stale_and_none_empties_a_field(renewal: Counter):
    seen = give(renewal, valid_to=date(2026, 5, 31), firm="甲")

    assert give(renewal, valid_to="2026-05-31") == seen
    assert give(renewal, valid_to="2026-05-31", firm=None) == seen + 1
    with session_factory(renewal.engine)() as session:
        assert service.answers(renewal.row(session)) == {"valid_to": "2026-05-31"}


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"phone": "13912345678"}, RegistryError),
        ({"nothing": 1}, RegistryError),
        ({"document": "1"}, AnswerError),
    ],
)
def test_only_given_fields_are_given_and_only_what_they_take(
    renewal: Counter, values: dict[str, Any], refusal: type[Invalid]
):
    with pytest.raises(refusal) as told:
        give(renewal, **values)

    assert told.value.place == f"test.form.{next(iter(values))}"
