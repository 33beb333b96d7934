"""The synthetic accounts of a demo: administrators, a designer, a clerk, and whom the installed plugins bring along."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from app.installation import Installation
from app.roles import DESIGNER
from kernel.access import ADMIN
from kernel.access.builtin_roles import AUDIT_ADMIN, SECURITY_ADMIN, SYSTEM_ADMIN
from kernel.accounts import account_id, add_account, hashed
from kernel.datafiles.table import read_table
from kernel.db import Database, transaction
from kernel.demonstration import demonstrated, folders_of
from kernel.surroundings import surround

PASSWORD = "Tongban-2026"  # noqa: S105 shown on the terminal; only a demo loads it
ACCOUNTS = "demo/accounts.csv"
"""Of a plugin: id (the username), name, title, role, listed, and whatever else the plugin itself reads there."""
UNLISTED = "no"
"""Under `listed`: somebody whom a demo needs and nobody has to sign in as; left out of the table."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody who does not exist."""

    username: str
    name: str
    title: str
    role: str
    listed: bool = True


PEOPLE = (
    DemoAccount("admin", "高原", "超级管理员", ADMIN),
    DemoAccount("sysadmin", "孙维", "系统管理员", SYSTEM_ADMIN),
    DemoAccount("secadmin", "方安", "安全管理员", SECURITY_ADMIN),
    DemoAccount("auditor", "沈计", "审计管理员", AUDIT_ADMIN),
    DemoAccount("designer", "白文", "设计员", DESIGNER),
    DemoAccount("clerk", "李明", "窗口", "Clerk"),
)


def furnish(here: Installation) -> None:
    """The accounts and the synthetic data of the installed plugins exist; what is there is left alone."""
    around = here.surroundings()
    folders = folders_of(around.registry, here.site.addons)
    with transaction(here.site.engine) as session:
        surround(session, around)
        # a plugin knows better what its people do here
        load_into(session, (*brought(folders.values()), *PEOPLE))
        demonstrated(session, {})


def load(database: Database) -> None:
    """The shell's own demo accounts exist; one that is there already keeps its password."""
    with database.transaction() as session:
        load_into(session)


def load_into(session: Session, people: Iterable[DemoAccount] = PEOPLE) -> None:
    """The same within a transaction of the caller."""
    # hashed once: that is slow on purpose, and everybody has the same password here
    kept = hashed(PASSWORD)
    for person in people:
        if account_id(session, person.username) is None:
            add_account(session, person.username, name=person.name, password=kept, roles=(person.role,))


def brought(folders: Iterable[Path]) -> Iterator[DemoAccount]:
    """The accounts that plugins in these folders bring along."""
    for folder in folders:
        path = folder / ACCOUNTS
        if path.is_file():
            for row in read_table(path, file=f"{folder.name}/{ACCOUNTS}").rows:
                cells = row.values
                listed = cells.get("listed") != UNLISTED
                yield DemoAccount(row.id, cells["name"], cells["title"], cells["role"], listed)


def accounts(people: Iterable[DemoAccount] = PEOPLE) -> list[tuple[str, str, str]]:
    """Username, first password and title of each demo account that is listed, each once; colleagues together."""
    named: dict[str, DemoAccount] = {}
    for person in people:
        named.setdefault(person.username, person)
    titles = list(dict.fromkeys(person.title for person in named.values()))
    ordered = sorted(named.values(), key=lambda one: (one.username != "admin", titles.index(one.title)))
    return [(one.username, PASSWORD, f"{one.title} {one.name}") for one in ordered if one.listed]


def shown(here: Installation) -> list[tuple[str, str, str]]:
    """The demo accounts of this installation that somebody may want to sign in as."""
    return accounts((*brought(here.loaded().folders.values()), *PEOPLE))


def aside(here: Installation) -> int:
    """How many more there are."""
    return sum(not person.listed for person in brought(here.loaded().folders.values()))
