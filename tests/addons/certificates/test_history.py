"""A certificate's history, replayed, gives its row; a history with a gap is refused."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addons.certificates import service
from addons.certificates.entering import entered
from addons.certificates.expiry import lapsed
from addons.certificates.history import FIELDS, stated
from addons.certificates.models import Certificate
from addons.certificates.queries import history, replayed
from addons.certificates.words import Operation, State
from kernel.errors import Conflict, Invalid

ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("extend"), st.integers(1, 4)),
        st.tuples(st.just("change"), st.sampled_from(["02", "05", "08", None])),
        st.tuples(st.just("employer"), st.sampled_from(["new", "none", "same"])),
        st.tuples(st.just("lapse"), st.integers(0, 2_000)),
        st.tuples(st.just("state"), st.sampled_from(list(State))),
    ),
    max_size=8,
)


def test_the_row_is_made_up_of_what_the_history_tells():
    keys = {"id", "number_key", "revision", "created_at"}
    assert set(FIELDS) == {column.key for column in Certificate.__table__.columns} - keys


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_history_replayed_gives_the_row(ledger, acts):
    row = ledger.certificate(appointment="05")
    for act, detail in acts:
        try:
            done(ledger, row, act, detail)
        except (Conflict, Invalid):
            continue
    ledger.session.refresh(row)
    events = history(ledger.session, row.id)
    assert replayed(events) == stated(row)
    assert [event.seq for event in events] == list(range(1, row.revision + 1))
    assert row.edition == 1 + sum("edition" in event.after for event in events[1:])


@pytest.mark.parametrize(
    "second",
    [
        pytest.param({"seq": 3}, id="a number is left out"),
        pytest.param({"before": {"state": "lapsed"}}, id="it begins from something else"),
    ],
)
def test_a_history_with_a_gap_is_refused(second):
    first: Mapping[str, Any] = {"certificate_id": 1, "seq": 1, "before": None, "after": {"state": "valid"}}
    other = {"certificate_id": 1, "seq": 2, "before": {"state": "valid"}, "after": {"state": "lapsed"}}
    whole = [SimpleNamespace(**first), SimpleNamespace(**other)]
    assert replayed(whole) == {"state": "lapsed"}
    with pytest.raises(Conflict):
        replayed([whole[0], SimpleNamespace(**other | second)])


def done(ledger, row, act, detail):
    """One act on the row, as good or bad as it may be."""
    session, now = ledger.session, ledger.now
    match act:
        case "extend":
            service.extend(session, row.id, years=detail, seen=row.valid_to, now=now, actor="test")
        case "change":
            service.change_fields(session, row.id, {"appointment": detail}, now=now, actor="test")
        case "employer":
            new = {
                "new": lambda: ledger.enterprise().id,
                "none": lambda: None,
                "same": lambda: row.enterprise_id,
            }
            fields = {"enterprise_id": new[detail]()}
            service.change_fields(session, row.id, fields, now=now, actor="test")
        case "lapse":
            lapsed(session, on=date(2026, 1, 1) + timedelta(detail), now=now)
        case "state":
            entered(session, row, {"state": detail}, Operation.OTHER, now=now, actor="test")
