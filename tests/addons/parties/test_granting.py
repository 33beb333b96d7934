"""addons.parties.granting: bindings are given and ended by an administrator, on record, on both databases."""

import pytest
from sqlalchemy import func, select

from addons.parties import granting
from addons.parties.granting import Party
from addons.parties.models import Membership
from addons.parties.queries import party_of
from addons.parties.words import Duty
from kernel.access import Actor, actor_of
from kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from kernel.models import AuditEntry
from tests.addons.parties.town import Town


def officer(town: Town) -> Actor:
    return actor_of(town.session, town.user("secadmin", "security_admin"))


def test_an_account_is_given_an_office_an_enterprise_and_a_person(town: Town):
    me, user = officer(town), town.user("zhang")
    office, firm, person = town.office(), town.enterprise(), town.person()
    for party in (Party(office_id=office.id), Party(enterprise_id=firm.id), Party(person_id=person.id)):
        granting.grant(town.session, " ZHANG ", party, duty=Duty.ADMIN, actor=me, now=town.now)
    held = party_of(town.session, user)
    assert (held.person, held.enterprises, held.offices) == (
        person.id,
        ((firm.id, "admin"),),
        ((office.id, "clerk"),),
    )
    with pytest.raises(Conflict, match="已有绑定"):
        granting.grant(town.session, "zhang", Party(office_id=office.id), duty=None, actor=me, now=town.now)


@pytest.mark.parametrize("party", [Party(), Party(office_id=1, enterprise_id=1), Party(1, 1, 1)])
def test_one_binding_is_to_one_party(town: Town, party: Party):
    town.user("zhang")
    with pytest.raises(Invalid, match="一项"):
        granting.grant(town.session, "zhang", party, duty=None, actor=officer(town), now=town.now)


def test_nobody_grants_or_ends_anything_for_themselves(town: Town):
    me = officer(town)
    with pytest.raises(NotAllowed, match="自己"):
        granting.grant(
            town.session,
            "SECADMIN",
            Party(office_id=town.office().id),
            duty=None,
            actor=me,
            now=town.now,
        )
    clerk = town.clerk()
    row = town.session.scalars(select(Membership).where(Membership.user_id == clerk.user_id)).one()
    with pytest.raises(NotAllowed):
        granting.end(town.session, row.id, actor=clerk, now=town.now)
    with pytest.raises(NotAllowed):
        granting.change_duty(town.session, row.id, Duty.ADMIN, actor=clerk, now=town.now)


def test_an_ended_binding_is_gone_and_on_record(town: Town):
    me, boss = officer(town), town.boss(town.enterprise())
    row = town.session.scalars(select(Membership).where(Membership.user_id == boss.user_id)).one()
    granting.change_duty(town.session, row.id, Duty.AGENT, actor=me, now=town.now)
    thing = f"enterprise:{row.enterprise_id}"
    granting.end(town.session, row.id, actor=me, now=town.now)
    assert town.session.scalar(select(func.count()).select_from(Membership)) == 0
    entries = town.session.scalars(select(AuditEntry).where(AuditEntry.actor == "secadmin"))
    told = [(entry.action, entry.thing, entry.detail["user"]) for entry in entries]
    assert told == [("party.changed", thing, boss.user_id), ("party.unbound", thing, boss.user_id)]
    with pytest.raises(NotFound):
        granting.end(town.session, 10**6, actor=me, now=town.now)


def test_an_account_that_is_not_there_is_told_by_its_name(town: Town):
    with pytest.raises(Invalid, match="nobody"):
        granting.grant(
            town.session,
            "nobody",
            Party(office_id=town.office().id),
            duty=None,
            actor=officer(town),
            now=town.now,
        )
