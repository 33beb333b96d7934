"""kernel.access: FAB's tables follow from declarations and rules, and a plugin leaves no trace in them."""

import pytest
from sqlalchemy import func, insert, select

from kernel.access import ADMIN, PUBLIC, dormant, permissions_of, synchronise, withdraw
from kernel.access.tables import GRANT, GROUP_ROLE, PAIR, PERMISSION, RESOURCE, ROLE, USER_ROLE
from kernel.db import Base, session_factory, transaction
from kernel.models import AccessRule, PluginPermission
from kernel.versions import versions_of
from tests.kernel.test_versions import make_user

CORE = [("app", "can_read", "Plugins"), ("app", "can_edit", "Plugins")]
ALPHA = [("alpha", "can_read", "Units"), ("alpha", "can_read", "Plugins")]


def ruled(session, role, permission, resource, *, plugin="alpha", scope="all"):
    session.add(AccessRule(plugin=plugin, role=role, permission=permission, resource=resource, scope=scope))


@pytest.fixture
def installed(engine):
    """The core and alpha, whose clerk may read units."""
    with transaction(engine) as session:
        ruled(session, "Clerk", "can_read", "Units")
        assert synchronise(session, [*CORE, *ALPHA])
    return engine


def granted(engine, role):
    with session_factory(engine)() as session:
        ids = session.scalars(select(ROLE.c.id).where(ROLE.c.name == role)).all()
        return permissions_of(session, ids)


def names(engine, table):
    with session_factory(engine)() as session:
        return set(session.scalars(select(table.c.name)))


def counts(engine):
    with session_factory(engine)() as session:
        return [
            session.scalar(select(func.count()).select_from(one))
            for one in (PERMISSION, RESOURCE, PAIR, GRANT)
        ]


def role_version(engine):
    with engine.connect() as connection:
        return versions_of(connection, None).role


def test_the_administrator_may_do_everything_that_is_declared(installed):
    assert granted(installed, ADMIN) == {
        ("can_read", "Plugins"),
        ("can_edit", "Plugins"),
        ("can_read", "Units"),
    }


def test_the_others_may_do_what_the_rules_say(installed):
    assert granted(installed, "Clerk") == {("can_read", "Units")}
    assert granted(installed, PUBLIC) == frozenset()
    assert names(installed, ROLE) == {ADMIN, PUBLIC, "Clerk"}


def test_a_second_time_changes_nothing(installed):
    before, version = counts(installed), role_version(installed)
    with transaction(installed) as session:
        assert not synchronise(session, [*CORE, *ALPHA])
    assert counts(installed) == before
    assert role_version(installed) == version


def test_every_change_raises_the_version(installed):
    version = role_version(installed)
    with transaction(installed) as session:
        ruled(session, "Clerk", "can_edit", "Plugins", plugin="studio")
        assert synchronise(session, [*CORE, *ALPHA])
    assert role_version(installed) == version + 1
    assert ("can_edit", "Plugins") in granted(installed, "Clerk")


def test_a_withdrawn_rule_takes_its_grant_along(installed):
    with transaction(installed) as session:
        session.delete(session.scalars(select(AccessRule)).one())
        assert synchronise(session, [*CORE, *ALPHA])
    assert granted(installed, "Clerk") == frozenset()


def test_a_plugin_that_leaves_takes_only_its_own_names_along(installed):
    with transaction(installed) as session:
        withdraw(session, "alpha")
        synchronise(session, CORE)
    assert names(installed, RESOURCE) == {"Plugins"}
    assert names(installed, PERMISSION) == {"can_read", "can_edit"}
    assert granted(installed, ADMIN) == {("can_read", "Plugins"), ("can_edit", "Plugins")}
    assert names(installed, ROLE) == {ADMIN, PUBLIC}


def test_after_an_install_and_its_removal_every_row_is_as_before(engine):
    def rows():
        with session_factory(engine)() as session:
            tables = (
                PERMISSION,
                RESOURCE,
                PAIR,
                GRANT,
                ROLE,
                *(model.__table__ for model in (AccessRule, PluginPermission)),
            )
            return {table.name: sorted(session.execute(select(table)).all()) for table in tables}

    with transaction(engine) as session:
        synchronise(session, CORE)
    before = rows()
    with transaction(engine) as session:
        ruled(session, "Clerk", "can_read", "Units")
        synchronise(session, [*CORE, *ALPHA])
    assert rows() != before
    with transaction(engine) as session:
        withdraw(session, "alpha")
        synchronise(session, CORE)
    assert rows() == before


def test_a_name_another_pair_uses_stays(installed):
    with transaction(installed) as session:
        synchronise(session, [("beta", "can_edit", "Units")])
        withdraw(session, "alpha")
        synchronise(session, [])
    assert names(installed, RESOURCE) == {"Plugins", "Units"}
    assert granted(installed, ADMIN) == {
        ("can_read", "Plugins"),
        ("can_edit", "Plugins"),
        ("can_edit", "Units"),
    }


@pytest.mark.parametrize("held", [USER_ROLE, GROUP_ROLE])
def test_a_role_that_someone_holds_stays_without_its_grants(installed, held):
    user = make_user(installed, "wang")
    with transaction(installed) as session:
        role = session.scalar(select(ROLE.c.id).where(ROLE.c.name == "Clerk"))
        if held is USER_ROLE:
            session.execute(insert(USER_ROLE).values(user_id=user, role_id=role))
        else:
            groups = Base.metadata.tables["ab_group"]
            group = session.scalar(insert(groups).values(name="g").returning(groups.c.id))
            session.execute(insert(GROUP_ROLE).values(group_id=group, role_id=role))
        withdraw(session, "alpha")
    assert "Clerk" in names(installed, ROLE)
    assert granted(installed, "Clerk") == frozenset()


def test_a_role_that_another_plugin_names_stays(installed):
    with transaction(installed) as session:
        ruled(session, "Clerk", "can_read", "Plugins", plugin="beta")
        synchronise(session, [])
        withdraw(session, "alpha")
        synchronise(session, CORE)
    assert granted(installed, "Clerk") == {("can_read", "Plugins")}


def test_a_plugin_that_cannot_be_loaded_keeps_its_grants(installed):
    with transaction(installed) as session:
        synchronise(session, CORE, plugins=["app"])
    assert granted(installed, "Clerk") == {("can_read", "Units")}


def test_what_a_plugin_no_longer_declares_goes(installed):
    with transaction(installed) as session:
        synchronise(session, CORE, plugins=["app", "alpha"])
    assert granted(installed, "Clerk") == frozenset()
    assert names(installed, RESOURCE) == {"Plugins"}


def test_a_rule_on_what_nobody_declares_sleeps_and_is_found(installed):
    with transaction(installed) as session:
        ruled(session, "Clerk", "can_read", "Unitz", plugin="beta")
        synchronise(session, [*CORE, *ALPHA])
        assert [one.resource for one in dormant(session)] == ["Unitz"]
        assert dormant(session, "alpha") == []
    assert granted(installed, "Clerk") == {("can_read", "Units")}


def test_rows_that_nobody_declared_are_left_alone(installed):
    with transaction(installed) as session:
        permission = session.scalar(insert(PERMISSION).values(name="by_hand").returning(PERMISSION.c.id))
        resource = session.scalar(insert(RESOURCE).values(name="ByHand").returning(RESOURCE.c.id))
        pair = session.scalar(
            insert(PAIR).values(permission_id=permission, view_menu_id=resource).returning(PAIR.c.id)
        )
        role = session.scalar(select(ROLE.c.id).where(ROLE.c.name == "Clerk"))
        session.execute(insert(GRANT).values(permission_view_id=pair, role_id=role))
        synchronise(session, CORE, plugins=["app", "alpha"])
    assert granted(installed, "Clerk") == {("by_hand", "ByHand")}


def test_what_is_withheld_from_the_administrator_is_granted_to_others_only(installed):
    with transaction(installed) as session:
        ruled(session, ADMIN, "can_edit", "Plugins", scope="withheld")
        ruled(session, "Guard", "can_edit", "Plugins", plugin="app")
        ruled(session, "Clerk", "can_edit", "Plugins", scope="withheld")
        synchronise(session, [*CORE, *ALPHA])
    assert granted(installed, ADMIN) == {("can_read", "Plugins"), ("can_read", "Units")}
    assert granted(installed, "Guard") == {("can_edit", "Plugins")}
    assert granted(installed, "Clerk") == {("can_read", "Units")}


def test_no_other_plugin_grants_what_is_withheld_from_the_administrator(installed):
    with transaction(installed) as session:
        ruled(session, ADMIN, "can_edit", "Plugins", plugin="app", scope="withheld")
        ruled(session, "Installer", "can_edit", "Plugins", plugin="pack")
        ruled(session, ADMIN, "can_edit", "Plugins", plugin="pack")
        ruled(session, "Installer", "can_read", "Plugins", plugin="pack")
        synchronise(session, [*CORE, *ALPHA])
    assert granted(installed, "Installer") == {("can_read", "Plugins")}
    assert ("can_edit", "Plugins") not in granted(installed, ADMIN)
