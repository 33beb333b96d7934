"""kernel.access: rows are narrowed to the roles' scopes, to nothing without a rule."""

import pytest
from sqlalchemy import event, insert, select
from sqlalchemy.orm import Mapped, mapped_column, registry

from kernel import scopes
from kernel.access import (
    ADMIN,
    PUBLIC,
    Actor,
    Rule,
    actor_of,
    allows,
    permissions_of,
    resource_of,
    rules_of,
    scoped,
    scoping,
    synchronise,
)
from kernel.access.tables import GROUP_ROLE, ROLE, USER, USER_GROUP, USER_ROLE
from kernel.db import Base, transaction
from kernel.errors import RegistryError
from kernel.models import AccessRule
from kernel.seams import scope
from tests.kernel.snapshots import registry_with

mapping = registry()


@mapping.mapped
class Paper:
    """Rows with an owner and an office."""

    __tablename__ = "paper"
    __table_args__ = ()

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int]
    office: Mapped[str]


class Named:
    """A class that says by which name rules speak of it."""

    __tablename__ = "named"
    __resource__ = "Named things"


@scope("north")
def north(actor, model):
    """The rows of the north."""
    return model.office == "north"


REGISTRY = registry_with(scopes.every_row, scopes.no_row, scopes.own_rows, north)
ACTOR = Actor(7, "wang", frozenset({1}))
ROWS = [(1, 7, "south"), (2, 8, "north"), (3, 9, "south")]


@pytest.fixture
def papers(engine):
    mapping.metadata.create_all(engine)
    with transaction(engine) as session:
        session.execute(
            insert(Paper), [{"id": one, "owner_id": owner, "office": office} for one, owner, office in ROWS]
        )
        yield session


def seen(session, *scopes_of_rules, actor=ACTOR, permission="can_read"):
    rules = [Rule("can_read", "paper", one) for one in scopes_of_rules]
    statement = scoped(
        select(Paper.id).order_by(Paper.id),
        Paper,
        actor,
        permission=permission,
        registry=REGISTRY,
        rules=rules,
    )
    return list(session.scalars(statement))


@pytest.mark.parametrize(
    ("of", "rows"),
    [
        ((), []),
        (("none",), []),
        (("own",), [1]),
        (("north",), [2]),
        (("own", "north"), [1, 2]),
        (("none", "own"), [1]),
        (("all",), [1, 2, 3]),
        (("all", "none"), [1, 2, 3]),
    ],
)
def test_rows_are_the_union_of_the_scopes_and_none_without_a_rule(papers, of, rows):
    assert seen(papers, *of) == rows


def test_a_rule_on_another_act_opens_nothing(papers):
    assert seen(papers, "all", permission="can_delete") == []


def test_nobody_owns_nothing(papers):
    assert seen(papers, "own", actor=Actor(None, "", frozenset())) == []


def test_a_scope_that_is_not_installed_is_refused(papers):
    with pytest.raises(RegistryError, match="没有名为“west”的行范围"):
        seen(papers, "west")


def test_a_class_is_spoken_of_by_its_resource_or_its_table():
    assert (resource_of(Named), resource_of(Paper)) == ("Named things", "paper")


def roles_of(session, *names):
    return set(session.scalars(select(ROLE.c.id).where(ROLE.c.name.in_(names))))


@pytest.fixture
def clerks(engine):
    """A session with two roles: clerks read their own papers, chiefs read all."""
    with transaction(engine) as session:
        for role, one in (("Clerk", "own"), ("Chief", "all")):
            session.add(
                AccessRule(plugin="toy", role=role, permission="can_read", resource="paper", scope=one)
            )
        synchronise(session, [("toy", "can_read", "paper")])
        yield session


def test_rules_are_those_of_the_roles(clerks):
    assert rules_of(clerks, roles_of(clerks, "Clerk")) == {Rule("can_read", "paper", "own")}
    assert len(rules_of(clerks, roles_of(clerks, "Clerk", "Chief"))) == 2
    assert rules_of(clerks, []) == frozenset()


def test_the_administrator_is_covered_whatever_the_act(clerks):
    rules = rules_of(clerks, roles_of(clerks, ADMIN))
    assert allows(rules, "can_read", "paper")
    assert allows(rules, "anything", "anywhere")
    assert not allows(rules_of(clerks, roles_of(clerks, "Clerk")), "can_edit", "paper")


def test_permissions_are_one_query_and_then_remembered_until_the_version_moves_on(clerks, engine):
    statements = []
    event.listen(engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    roles = roles_of(clerks, "Clerk")
    statements.clear()
    for _ in range(3):
        assert permissions_of(clerks, roles, version=5) == {("can_read", "paper")}
    assert len(statements) == 1
    permissions_of(clerks, roles, version=6)
    assert len(statements) == 2
    rules_of(clerks, roles, version=6)
    rules_of(clerks, roles, version=6)
    assert len(statements) == 3


def test_without_a_version_nothing_is_remembered(clerks):
    roles = roles_of(clerks, "Clerk")
    assert permissions_of(clerks, roles) == {("can_read", "paper")}
    clerks.execute(AccessRule.__table__.delete())
    synchronise(clerks, [("toy", "can_read", "paper")])
    assert permissions_of(clerks, roles) == frozenset()


def test_an_actor_has_the_roles_held_directly_and_through_groups(clerks, engine):
    person = {
        "first_name": "王",
        "last_name": "五",
        "username": "wang",
        "email": "w@example.org",
        "active": True,
    }
    user = clerks.scalar(insert(USER).values(**person).returning(USER.c.id))
    groups = Base.metadata.tables["ab_group"]
    group = clerks.scalar(insert(groups).values(name="g").returning(groups.c.id))
    (clerk,), (chief,) = roles_of(clerks, "Clerk"), roles_of(clerks, "Chief")
    clerks.execute(insert(USER_ROLE).values(user_id=user, role_id=clerk))
    clerks.execute(insert(USER_GROUP).values(user_id=user, group_id=group))
    clerks.execute(insert(GROUP_ROLE).values(group_id=group, role_id=chief))
    assert actor_of(clerks, user) == Actor(user, "wang", frozenset({clerk, chief}))
    clerks.execute(USER.update().where(USER.c.id == user).values(active=False))
    assert actor_of(clerks, user).role_ids == frozenset()


def test_nobody_has_the_role_of_the_public(clerks):
    assert actor_of(clerks, None) == Actor(None, "", frozenset(roles_of(clerks, PUBLIC)))


def test_administration_does_not_reach_what_is_withheld_from_it(clerks):
    clerks.add(
        AccessRule(plugin="toy", role=ADMIN, permission="can_read", resource="paper", scope="withheld")
    )
    clerks.flush()
    rules = rules_of(clerks, roles_of(clerks, ADMIN))
    assert not allows(rules, "can_read", "paper")
    assert allows(rules, "can_edit", "paper")
    both = rules_of(clerks, roles_of(clerks, ADMIN, "Clerk"))
    assert scoping.scopes(both, "can_read", "paper") == {"own"}
    statement = scoped(select(Paper), Paper, ACTOR, permission="can_read", registry=REGISTRY, rules=rules)
    assert "false" in str(statement) or "0 = 1" in str(statement)


def test_the_scope_that_withholds_has_no_row():
    assert str(scopes.withheld(ACTOR, Paper)) == "false"
