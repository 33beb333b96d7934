"""addons.certificates.service: issued once, extended from the old end, changed; each act leaves one event."""

from datetime import date

import pytest
from sqlalchemy import select

from addons.certificates import service
from addons.certificates.history import stated
from addons.certificates.models import Certificate, FormerNumber
from addons.certificates.queries import by_number, history, of_enterprise, of_person
from addons.certificates.words import State
from addons.parties.numbers import NumberError
from kernel.errors import Conflict, Invalid, NotFound

END = date(2026, 3, 10)


def test_an_issued_certificate_is_in_the_ledger_with_its_first_event(ledger):
    row = ledger.certificate(number="吉建安a(2023) 0000007", appointment="05")
    assert (row.number, row.number_key) == ("吉建安A（2023）0000007", "吉建安A(2023)0000007")
    assert (row.family, row.state, row.edition, row.revision) == ("safety", State.VALID, 1, 1)
    assert row.first_issued_on == row.issued_on == row.valid_from == date(2023, 3, 11)
    (event,) = history(ledger.session, row.id)
    assert (event.seq, event.operation, event.before, event.after) == (1, "issue", None, stated(row))
    assert (event.on_day, event.actor) == (row.issued_on, "test")


def test_a_number_is_given_once_however_it_is_typed(ledger):
    ledger.certificate(number="吉建安A（2023）0000007")
    with pytest.raises(Conflict):
        ledger.certificate(number="吉建安A(2023)0000007")


def test_a_number_of_old_is_given_to_nobody_else_and_still_finds_its_certificate(ledger):
    row = ledger.certificate(category="C3", number=ledger.number_of("C3"))
    ledger.session.add(FormerNumber(number_key="吉建安C(2015)0000042", certificate_id=row.id))
    ledger.session.flush()
    assert by_number(ledger.session, "吉建安C（2015）0000042") is row
    with pytest.raises(Conflict):
        ledger.certificate(category="C", number="吉建安C（2015）0000042")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"category": "D"}, Invalid),
        ({"number": "吉建安B（2023）0000001"}, Invalid),
        ({"number": "吉建安"}, NumberError),
        ({"appointment": "07"}, Invalid),
        ({"valid_to": date(2023, 3, 10)}, Invalid),
        ({"first_issued_on": date(2024, 1, 1)}, Invalid),
        ({"type": "certificates.nothing"}, NotFound),
        ({"holder": 10**6}, NotFound),
        ({"enterprise": 10**6}, NotFound),
        ({"office": 10**6}, NotFound),
    ],
)
def test_what_contradicts_the_type_or_the_parties_is_refused(ledger, changes, refusal):
    with pytest.raises(refusal) as told:
        ledger.certificate(**changes)
    assert told.value.remedy.zh
    assert told.value.remedy.en
    assert ledger.session.scalars(select(Certificate.id)).all() == []


def test_an_extension_runs_from_the_old_end(ledger):
    row = ledger.certificate()
    change = extend(ledger, row)
    assert change.before == {"valid_to": "2026-03-10", "edition": 1}
    assert change.after == {"valid_to": "2029-03-10", "edition": 2}
    assert (row.valid_to, row.edition, row.revision) == (date(2029, 3, 10), 2, 2)
    event = history(ledger.session, row.id)[-1]
    assert (event.seq, event.operation, event.cause) == (2, "extend", "case:1:5:0")
    assert event.on_day == END


def test_a_certificate_that_lapsed_meanwhile_is_valid_again_from_its_old_end(ledger):
    row = ledger.certificate(valid_to=date(2026, 3, 1), state=State.LAPSED)
    change = extend(ledger, row)
    assert (row.valid_to, row.state) == (date(2029, 3, 1), State.VALID)
    assert change.after == {"valid_to": "2029-03-01", "state": "valid", "edition": 2}


def test_an_extension_that_does_not_reach_today_does_not_revive(ledger):
    row = ledger.certificate(issued_on=date(2019, 3, 10), valid_to=date(2022, 3, 9), state=State.LAPSED)
    extend(ledger, row)
    assert (row.valid_to, row.state) == (date(2025, 3, 9), State.LAPSED)


@pytest.mark.parametrize("years", [1, 2])
def test_an_extension_that_ends_today_is_valid(ledger, years):
    row = ledger.certificate(
        issued_on=date(2020, 1, 1), valid_to=date(2026 - years, 3, 10), state=State.LAPSED
    )
    extend(ledger, row, years=years)
    assert (row.valid_to, row.state) == (END, State.VALID)


@pytest.mark.parametrize("seen", [date(2026, 3, 9), date(2029, 3, 10), None])
def test_a_case_that_saw_another_end_extends_nothing(ledger, seen):
    row = ledger.certificate()
    with pytest.raises(Conflict):
        extend(ledger, row, seen=seen)
    assert row.valid_to == END
    assert len(history(ledger.session, row.id)) == 1


@pytest.mark.parametrize("state", sorted(set(State) - {State.VALID, State.LAPSED}))
def test_only_what_is_valid_or_lapsed_is_extended(ledger, state):
    row = ledger.certificate(state=state)
    with pytest.raises(Conflict):
        extend(ledger, row)


@pytest.mark.parametrize("years", [0, -3, 101])
def test_a_term_has_some_years(ledger, years):
    with pytest.raises(Invalid):
        extend(ledger, ledger.certificate(), years=years)


def test_what_has_no_end_is_not_extended(ledger):
    row = ledger.certificate(valid_to=None)
    with pytest.raises(Conflict):
        extend(ledger, row, seen=None)


def test_a_missing_certificate_is_not_found(ledger):
    with pytest.raises(NotFound):
        service.extend(ledger.session, 10**6, years=3, seen=END, now=ledger.now, actor="test")


def test_employer_and_appointment_are_changed_in_one_new_edition(ledger):
    row, firm = ledger.certificate(appointment="05"), ledger.enterprise()
    before = row.enterprise_id
    change = change_fields(ledger, row, {"enterprise_id": firm.id, "appointment": "总经理（总裁）"})
    assert change.before == {"enterprise_id": before, "appointment": "05", "edition": 1}
    assert change.after == {"enterprise_id": firm.id, "appointment": "02", "edition": 2}
    assert history(ledger.session, row.id)[-1].operation == "change"


def test_an_employer_may_become_none(ledger):
    row = ledger.certificate()
    change_fields(ledger, row, {"enterprise_id": None})
    assert row.enterprise_id is None


def test_a_change_to_what_is_so_already_leaves_no_event_and_no_edition(ledger):
    row = ledger.certificate(appointment="05")
    change = change_fields(ledger, row, {"enterprise_id": row.enterprise_id, "appointment": "05"})
    assert (dict(change.before or {}), dict(change.after or {})) == ({}, {})
    assert (row.edition, row.revision) == (1, 1)
    assert len(history(ledger.session, row.id)) == 1


@pytest.mark.parametrize(
    ("fields", "refusal"), [({"appointment": "08"}, Invalid), ({"enterprise_id": 10**6}, NotFound)]
)
def test_an_unfit_change_is_refused(ledger, fields, refusal):
    row = ledger.certificate()
    with pytest.raises(refusal):
        change_fields(ledger, row, fields)
    assert row.revision == 1


@pytest.mark.parametrize("state", sorted(set(State) - {State.VALID}))
def test_only_what_is_valid_is_changed(ledger, state):
    row = ledger.certificate(state=state)
    with pytest.raises(Conflict):
        change_fields(ledger, row, {"enterprise_id": None})


def test_certificates_are_listed_by_their_end(ledger):
    holder, firm = ledger.person(), ledger.enterprise()
    ends = [date(2027, 1, 1), None, date(2026, 5, 5)]
    rows = [ledger.certificate(holder=holder.id, enterprise=firm.id, valid_to=end) for end in ends]
    wanted = [rows[2].id, rows[0].id, rows[1].id]
    assert [row.id for row in of_person(ledger.session, holder.id)] == wanted
    assert [row.id for row in of_enterprise(ledger.session, firm.id)] == wanted
    assert by_number(ledger.session, rows[0].number_key.lower()) is rows[0]
    assert by_number(ledger.session, "吉建安A（1999）0000001") is None


def extend(ledger, row, **changes):
    """Three years from what is seen, for a case."""
    wanted = {"years": 3, "seen": row.valid_to, "now": ledger.now, "actor": "test", "cause": "case:1:5:0"}
    return service.extend(ledger.session, row.id, **wanted | changes)


def change_fields(ledger, row, fields):
    """The fields, for nobody's case."""
    return service.change_fields(ledger.session, row.id, fields, now=ledger.now, actor="test")
