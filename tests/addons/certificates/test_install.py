"""Certificates installed and removed by kernel.install.operations on both databases."""

from sqlalchemy import inspect, select

from addons.certificates.numbers import SAFETY, SAFETY_CATEGORIES
from addons.certificates.reading import examined
from addons.certificates.words import Operation, State
from kernel.access import dormant
from kernel.db import session_factory
from kernel.models import AccessRule
from tests.addons.certificates.ledger import SAFETY_TYPE
from tests.schema import differences


def test_the_migration_makes_what_the_models_say(house):
    assert differences(house.engine, "certificates") == []


def test_the_national_type_is_in_force_with_every_state_and_operation_coded(house):
    kind, problems = examined(house.body(SAFETY_TYPE))
    assert problems == []
    assert kind.number == SAFETY
    assert {one.value for one in kind.categories} == set(SAFETY_CATEGORIES)
    assert set(kind.states) == set(State)
    assert set(kind.operations) == set(Operation)
    assert (kind.states[State.LAPSED], kind.operations[Operation.CHANGE]) == ("05", "09")
    assert kind.validity is not None
    assert kind.validity.years == 3


def test_each_role_reads_its_certificates(house):
    with session_factory(house.engine)() as session:
        rules = session.scalars(select(AccessRule).where(AccessRule.plugin == "certificates")).all()
        assert {(rule.role, rule.permission, rule.scope) for rule in rules} == {
            ("applicant", "can_read", "self"),
            ("enterprise_admin", "can_read", "enterprise"),
            ("city_clerk", "can_read", "office"),
            ("province_clerk", "can_read", "region"),
            ("window_clerk", "can_read", "region"),
            ("city_clerk", "can_list", "supervised"),
            ("province_clerk", "can_list", "supervised"),
            ("window_clerk", "can_list", "supervised"),
            ("province_clerk", "can_export", "supervised"),
        }
        assert {rule.permission for rule in dormant(session, "certificates")} == {"can_read"}


def test_after_the_removal_nothing_is_left(house):
    house.uninstall("certificates")
    tables = inspect(house.engine).get_table_names()
    assert [name for name in tables if name.startswith(("certificates_", "alembic_version_certif"))] == []
    house.install("certificates")
    assert house.number(SAFETY_TYPE) >= 1
