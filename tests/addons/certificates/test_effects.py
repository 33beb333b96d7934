"""addons.certificates.effects: rows of a chain on certificates, tried dry, carried out once."""

from datetime import date

import pytest

from addons.certificates.history import stated
from addons.certificates.queries import history
from addons.certificates.words import CANCELLABLE, State
from addons.parties.words import EnterpriseStatus
from kernel.effects import perform, previewed, problems_of
from kernel.errors import Conflict, Invalid, NotFound
from kernel.surroundings import surroundings_of

EXTEND = {
    "effect": "extend",
    "with": {"certificate": "certificate", "years": 3, "seen": "certificate_valid_to"},
}
CHANGE = {"effect": "change_fields", "with": {"certificate": "certificate", "enterprise": "employer"}}


def facts_of(row, **changes):
    return {
        "certificate": row.id,
        "certificate_valid_to": row.valid_to,
        "employer": row.enterprise_id,
    } | changes


def performed(ledger, row, facts=None, key="case:1:5"):
    registry = surroundings_of(ledger.session).registry
    return perform(ledger.session, registry, [row], facts, key=key, now=ledger.now)


def dry(ledger, row, facts):
    (one,) = previewed(ledger.session, surroundings_of(ledger.session).registry, [row], facts)
    return one.change


def test_the_rows_are_sound(ledger):
    names = {"certificate", "certificate_valid_to", "employer"}
    assert problems_of(surroundings_of(ledger.session).registry, [EXTEND, CHANGE], names=names) == []


def test_an_extension_is_carried_out_once_and_its_event_names_its_cause(ledger):
    row = ledger.certificate()
    facts = facts_of(row)
    (first,), (again,) = performed(ledger, EXTEND, facts), performed(ledger, EXTEND, facts)
    assert (first.repeated, again.repeated) == (False, True)
    assert again.change.after == {"valid_to": "2029-03-10", "edition": 2}
    assert row.valid_to == date(2029, 3, 10)
    assert [(event.cause, event.actor) for event in history(ledger.session, row.id)[1:]] == [
        ("case:1:5:0", "case:1:5:0")
    ]


@pytest.mark.parametrize("row", [EXTEND, CHANGE])
def test_the_dry_run_tells_what_will_be_done_and_writes_nothing(ledger, row):
    held = ledger.certificate()
    facts, before = facts_of(held, employer=ledger.enterprise().id), stated(held)
    foreseen = dry(ledger, row, facts)
    ledger.session.refresh(held)
    assert stated(held) == before
    assert len(history(ledger.session, held.id)) == 1
    (done,) = performed(ledger, row, facts)
    assert done.change == foreseen


def test_a_case_that_saw_another_end_is_told_in_the_dry_run_already(ledger):
    row = ledger.certificate()
    stale = facts_of(row, certificate_valid_to=date(2023, 3, 10))
    for act in (dry, performed):
        with pytest.raises(Conflict):
            act(ledger, EXTEND, stale)


def test_a_second_case_finds_the_certificate_changed(ledger):
    row = ledger.certificate()
    facts = facts_of(row)
    performed(ledger, EXTEND, facts)
    with pytest.raises(Conflict):
        performed(ledger, EXTEND, facts, key="case:2:5")
    assert row.valid_to == date(2029, 3, 10)


def test_a_field_that_is_not_named_stays_and_nothing_means_empty(ledger):
    row = ledger.certificate(appointment="05")
    (done,) = performed(ledger, CHANGE, facts_of(row, employer=None))
    assert done.change.after == {"enterprise_id": None, "edition": 2}
    assert (row.enterprise_id, row.appointment) == (None, "05")


def test_appointment_and_photograph_are_changed_too(ledger):
    row = ledger.certificate(appointment="05")
    altered = {
        "effect": "change_fields",
        "with": {"certificate": "certificate", "appointment": "'01'", "photo": "'d1'"},
    }
    performed(ledger, altered, facts_of(row))
    assert (row.appointment, row.photo_digest, row.edition) == ("01", "d1", 2)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"certificate": 10**6}, NotFound),
        ({"certificate": "first"}, Invalid),
        ({"employer": 10**6}, NotFound),
    ],
)
def test_what_is_not_there_is_refused(ledger, facts, refusal):
    row = ledger.certificate()
    with pytest.raises(refusal):
        performed(ledger, CHANGE, facts_of(row, **facts))


MOVE = {"effect": "change_employer", "with": {"certificate": "certificate", "employer": "receiving"}}
LEAVE = {"effect": "change_employer", "with": {"certificate": "certificate"}}
CANCEL = {"effect": "cancel", "with": {"certificate": "certificate"}}


def test_another_employer_or_none_comes_in_a_new_edition(ledger):
    row, firm = ledger.certificate(), ledger.enterprise()
    assert (
        problems_of(surroundings_of(ledger.session).registry, [MOVE], names={"certificate", "receiving"})
        == []
    )
    facts = facts_of(row, receiving=firm.id)
    foreseen = dry(ledger, MOVE, facts)
    (done,) = performed(ledger, MOVE, facts)
    assert done.change == foreseen
    assert (row.enterprise_id, row.edition) == (firm.id, 2)
    performed(ledger, LEAVE, facts_of(row), key="case:2:5")
    assert (row.enterprise_id, row.edition) == (None, 3)
    assert [event.operation for event in history(ledger.session, row.id)] == ["issue", "change", "change"]


def test_an_enterprise_that_is_struck_off_is_no_employer(ledger):
    row, firm = ledger.certificate(), ledger.enterprise()
    firm.status = EnterpriseStatus.DEREGISTERED
    ledger.session.flush()
    for act in (dry, performed):
        with pytest.raises(Conflict, match="已注销"):
            act(ledger, MOVE, facts_of(row, receiving=firm.id))
    with pytest.raises(NotFound):
        performed(ledger, MOVE, facts_of(row, receiving=10**6), key="case:2:5")


@pytest.mark.parametrize("state", sorted(State))
def test_what_is_not_over_already_is_cancelled(ledger, state):
    row = ledger.certificate(state=state)
    if state not in CANCELLABLE:
        for act in (dry, performed):
            with pytest.raises(Conflict):
                act(ledger, CANCEL, facts_of(row))
        return
    foreseen = dry(ledger, CANCEL, facts_of(row))
    (done,) = performed(ledger, CANCEL, facts_of(row))
    assert done.change == foreseen
    assert done.change.after == {"state": "cancelled", "edition": 2}
    assert (row.state, history(ledger.session, row.id)[-1].operation) == (State.CANCELLED, "cancel")
    with pytest.raises(Conflict):
        performed(ledger, EXTEND, facts_of(row), key="case:2:5")
