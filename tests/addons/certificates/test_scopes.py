"""Whose certificates a role reads: one's own, those of one's enterprise, those one's office or province issued."""

import pytest
from sqlalchemy import select

from addons.certificates.models import Certificate
from addons.certificates.scopes import certificates_of_area
from addons.parties.models import Person
from kernel import access
from kernel.access import Actor, rules_of
from kernel.errors import RegistryError
from kernel.surroundings import surroundings_of
from tests.addons.parties.town import CHANGCHUN, JILIN, PROVINCE

NOBODY = Actor(None, "", frozenset())


def seen(ledger, actor, permission="can_read"):
    """The certificates that somebody reads."""
    statement = access.scoped(
        select(Certificate.id),
        Certificate,
        actor,
        permission=permission,
        registry=surroundings_of(ledger.session).registry,
        rules=rules_of(ledger.session, actor.role_ids),
    )
    return set(ledger.session.scalars(statement))


def test_people_and_enterprises_read_their_own_certificates(ledger):
    holder, firm = ledger.person(), ledger.enterprise()
    mine = ledger.certificate(holder=holder.id).id
    ours = ledger.certificate(enterprise=firm.id).id
    assert seen(ledger, ledger.applicant(holder)) == {mine}
    assert seen(ledger, ledger.boss(firm)) == {ours}


def test_offices_read_what_they_issued_and_the_province_all_of_it(ledger):
    changchun, jilin, province = (
        ledger.certificate(office=ledger.office(code).id).id for code in (CHANGCHUN, JILIN, PROVINCE)
    )
    assert seen(ledger, ledger.clerk(CHANGCHUN)) == {changchun}
    assert seen(ledger, ledger.clerk(JILIN)) == {jilin}
    assert seen(ledger, ledger.clerk(PROVINCE, "province_clerk")) == {changchun, jilin, province}


def test_nobody_else_reads_any_and_nobody_writes(ledger):
    row = ledger.certificate()
    assert row.id not in seen(ledger, NOBODY)
    assert seen(ledger, ledger.applicant(ledger.person())) == set()
    assert seen(ledger, ledger.clerk(PROVINCE, "province_clerk"), "can_edit") == set()


def test_who_looks_after_an_area_lists_what_its_offices_issued_and_its_enterprises_hold(ledger):
    """The scope “supervised”: the province issues, and the cities look after those who hold."""
    held = {code: ledger.certificate(enterprise=ledger.enterprise(code).id).id for code in (CHANGCHUN, JILIN)}
    issued = ledger.certificate(office=ledger.office(CHANGCHUN).id, enterprise=ledger.enterprise(JILIN).id).id
    assert seen(ledger, ledger.clerk(CHANGCHUN), "can_list") == {held[CHANGCHUN], issued}
    assert seen(ledger, ledger.clerk(JILIN), "can_list") == {held[JILIN], issued}
    assert seen(ledger, ledger.clerk(PROVINCE, "province_clerk"), "can_list") == {*held.values(), issued}
    assert seen(ledger, ledger.applicant(ledger.person()), "can_list") == set()
    nobodys = select(Certificate).where(certificates_of_area(NOBODY, Certificate))
    assert ledger.session.scalars(nobodys).all() == []


def test_other_rows_are_not_supervised():
    with pytest.raises(RegistryError):
        certificates_of_area(Actor(1, "li", frozenset()), Person)
