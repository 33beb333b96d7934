"""Whom the walk goes as: every account of the demo, one for each role that has none, and nobody at all."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import text

from app.demo import PASSWORD
from kernel.access import ADMIN, PUBLIC, WITHHELD
from kernel.accounts import add_account, hashed, reopen, set_password
from kernel.definitions import current
from kernel.proposals import propose
from kernel.web import SIGNED_IN, Access, Door
from tests.addons.spine import Spine
from tests.stories.renewal import Renewal

NOBODY = ""
NEWCOMER = "newcomer"
FORM = "pack_jilin.renewal_form"
Pair = tuple[str, str]

ROLES = text(
    "SELECT u.username AS username, r.name AS role FROM ab_user u"
    " LEFT JOIN ab_user_role l ON l.user_id = u.id LEFT JOIN ab_role r ON r.id = l.role_id WHERE u.active"
)


@dataclass(frozen=True, slots=True)
class Role:
    """A role by what the rules say, read here without the platform's own way of reading them."""

    name: str
    pairs: frozenset[Pair]
    scopes: frozenset[tuple[str, str]]
    """A resource of which a rule speaks, and on whose rows."""


@dataclass(frozen=True, slots=True)
class Person:
    """One account, or nobody."""

    username: str
    roles: tuple[Role, ...] = ()

    @property
    def pairs(self) -> frozenset[Pair]:
        """Everything that the roles allow."""
        return frozenset().union(*(role.pairs for role in self.roles))

    @property
    def scopes(self) -> frozenset[tuple[str, str]]:
        """Every rule of the roles, as a resource and a scope."""
        return frozenset().union(*(role.scopes for role in self.roles))

    def may_open(self, access: Access) -> bool:
        """What the declaration of a route says of this person."""
        if isinstance(access, Door):
            return access is Door.PUBLIC or (access is SIGNED_IN and self.username != NOBODY)
        return access in self.pairs


def furnished(office: Spine) -> None:
    """There is something to see: a renewal that was granted, and a change of its form that waits for somebody."""
    Renewal(office).granted()
    office.work()
    _propose(office)


def cast(office: Spine) -> list[Person]:
    """Everybody, the least first, so that what those with power do cannot help those without."""
    held = _held(office)
    missing = _roles(office).keys() - {PUBLIC} - {name for names in held.values() for name in names}
    with office.platform.database.transaction() as session:
        for name in sorted(missing):
            add_account(session, f"only-{name}".lower(), name="甲乙", password=PASSWORD, roles=(name,))
        add_account(session, NEWCOMER, name="新来", password=PASSWORD, roles=())
    roles = _roles(office)
    found = [
        Person(username, tuple(roles[name] for name in names)) for username, names in _held(office).items()
    ]
    return [Person(NOBODY), *sorted(found, key=lambda one: (ADMIN in _names(one), one.username))]


def restored(office: Spine) -> None:
    """Every account is open with its usual password: those who administer accounts have been at it."""
    with office.platform.database.transaction() as session:
        usual, now = hashed(PASSWORD), office.clock.now()
        for user in session.scalars(text("SELECT id FROM ab_user")).all():
            reopen(session, user)
            set_password(session, user, usual, now=now)
    office.clients.clear()


def _propose(office: Spine) -> None:
    with office.platform.database.transaction() as session:
        now = current(session, FORM)
        assert now is not None
        propose(
            *(
                session,
                office.registry,
                FORM,
                "form",
                now.body | {"title": {"zh": "延续申请", "en": "Renewal"}},
            ),
            seen=now.number,
            actor="designer",
            reason="名称简短些",
            now=office.clock.now(),
        )


def _held(office: Spine) -> dict[str, list[str]]:
    held: dict[str, list[str]] = {}
    for row in office.rows(str(ROLES)):
        held.setdefault(row["username"], []).extend([row["role"]] if row["role"] else [])
    return held


def _roles(office: Spine) -> dict[str, Role]:
    declared = {
        (row["permission"], row["resource"]) for row in office.rows("SELECT * FROM plugin_permission")
    }
    rules = office.rows("SELECT role, permission, resource, scope FROM access_rule")
    names = {row["name"] for row in office.rows("SELECT name FROM ab_role")}
    found = {}
    for name in names:
        mine = [row for row in rules if row["role"] == name and row["scope"] != WITHHELD]
        pairs = {(row["permission"], row["resource"]) for row in mine} & declared
        scopes = {(row["resource"], row["scope"]) for row in mine}
        if name == ADMIN:
            kept = {(row["permission"], row["resource"]) for row in rules if row["scope"] == WITHHELD}
            pairs, scopes = (pairs | declared) - kept, {*scopes, ("*", "all")}
        found[name] = Role(name, frozenset(pairs), frozenset(scopes))
    return found


def _names(person: Person) -> Iterable[str]:
    return [role.name for role in person.roles]
