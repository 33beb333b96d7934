"""Roles are granted by others, the three duties stay apart, and the last holder stays; on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from kernel.access import (
    Actor,
    Duty,
    Grantor,
    duties_of,
    grant_role,
    is_staff,
    role_of,
    roles_of,
    withdraw_role,
)
from kernel.access import builtin_roles as shell
from kernel.access.tables import ROLE
from kernel.accounts import add_account, close
from kernel.db import transaction
from kernel.errors import Conflict, NotAllowed, NotFound
from kernel.models import AuditEntry
from kernel.versions import versions_of
from tests.kernel.snapshots import registry_with

REGISTRY = registry_with(
    shell.system_admin, shell.security_admin, shell.audit_admin, shell.admin, shell.public
)
NAMES = ("Admin", "Public", "system_admin", "security_admin", "audit_admin", "Clerk")


@pytest.fixture
def house(engine, clock):
    """Every role and four accounts; the guard grants."""
    with transaction(engine) as session:
        session.execute(insert(ROLE), [{"name": name} for name in NAMES])
        ids = {
            name: add_account(session, name, name=name, password="", roles=roles)
            for name, roles in (
                ("guard", ("security_admin",)),
                ("root", ("system_admin",)),
                ("wang", ()),
                ("li", ()),
            )
        }
        yield House(session, ids, clock)


class House:
    def __init__(self, session: Session, ids, clock) -> None:
        self.session, self.ids, self.clock = session, ids, clock

    def by(self, name="guard"):
        return Grantor(Actor(self.ids[name], name, frozenset()), REGISTRY, self.clock.now(), "127.0.0.1")

    def grant(self, name, role, *, by="guard"):
        return grant_role(self.session, self.ids[name], role, by=self.by(by))

    def withdraw(self, name, role, *, by="guard"):
        return withdraw_role(self.session, self.ids[name], role, by=self.by(by))

    def held(self, name):
        return roles_of(self.session, self.ids[name])


def test_a_role_is_granted_and_withdrawn_on_record(house, engine):
    before = versions_of(house.session.connection(), None).role
    assert house.grant("wang", "Clerk")
    assert not house.grant("wang", "Clerk")
    assert house.held("wang") == {"Clerk"}
    assert house.withdraw("wang", "Clerk")
    assert not house.withdraw("wang", "Clerk")
    assert house.held("wang") == frozenset()
    entries = house.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(one.actor, one.action, one.detail["role"], one.address) for one in entries] == [
        ("guard", "role.granted", "Clerk", "127.0.0.1"),
        ("guard", "role.withdrawn", "Clerk", "127.0.0.1"),
    ]
    assert versions_of(house.session.connection(), None).role == before + 2


@pytest.mark.parametrize("act", ["grant", "withdraw"])
def test_nobody_grants_to_themselves(house, act):
    with pytest.raises(NotAllowed, match="不能给自己授权"):
        getattr(house, act)("guard", "Clerk")


@pytest.mark.parametrize("role", ["security_admin", "audit_admin"])
@pytest.mark.parametrize("first", ["Admin", "system_admin"])
def test_nobody_holds_two_of_the_three_duties(house, first, role):
    house.grant("wang", first)
    with pytest.raises(Conflict, match="不能兼任"):
        house.grant("wang", role)
    assert house.held("wang") == {first}


def test_a_duty_goes_together_with_everyday_roles(house):
    house.grant("wang", "audit_admin")
    assert house.grant("wang", "Clerk")


def test_the_last_holder_of_a_duty_stays(house, clock):
    house.grant("wang", "security_admin")
    house.grant("li", "security_admin", by="wang")
    assert house.withdraw("guard", "security_admin", by="wang")
    close(house.session, house.ids["li"], now=clock.now())
    with pytest.raises(Conflict, match="最后一个担任安全管理"):
        house.withdraw("wang", "security_admin", by="root")


@pytest.mark.parametrize("role", ["Public", "no such role"])
def test_what_is_no_role_to_grant_is_not_found(house, role):
    with pytest.raises(NotFound, match="没有可以授予的角色"):
        house.grant("wang", role)


def test_an_account_that_is_not_there_is_not_found(house):
    with pytest.raises(NotFound, match="没有这个账户"):
        grant_role(house.session, 9999, "Clerk", by=house.by())


def test_a_role_nobody_tells_about_is_staff_under_its_own_name():
    assert role_of(REGISTRY, "Clerk").title.zh == "Clerk"
    assert is_staff(REGISTRY, ["Clerk", "Public"])
    assert not is_staff(REGISTRY, ["Public"])
    assert not is_staff(REGISTRY, [])


def test_the_three_duties_are_those_of_three_roles():
    assert duties_of(REGISTRY, NAMES) == set(Duty)


def test_two_who_withdraw_each_others_duty_at_once_leave_one(engine, clock):
    with transaction(engine) as session:
        session.execute(insert(ROLE), [{"name": name} for name in NAMES])
        ids = {
            name: add_account(session, name, name=name, password="", roles=("security_admin",))
            for name in ("guard", "wang")
        }
    together = Barrier(2)

    def withdraws(one, other):
        by = Grantor(Actor(ids[one], one, frozenset()), REGISTRY, clock.now(), "")
        together.wait()
        try:
            with transaction(engine) as session:
                withdraw_role(session, ids[other], "security_admin", by=by)
        except Conflict:
            return "refused"
        return "withdrawn"

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(withdraws, ("guard", "wang"), ("wang", "guard")))
    assert said == ["refused", "withdrawn"]
