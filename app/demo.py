"""The two synthetic accounts of a demo: an administrator, and a clerk who may do nothing yet."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.accounts import account_id, add_account
from kernel.access import ADMIN
from kernel.db import Database

PASSWORD = "Tongban-2026"  # noqa: S105 shown on the terminal; only a demo loads it


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody who does not exist."""

    username: str
    name: str
    title: str
    role: str


PEOPLE = (
    DemoAccount("admin", "高原", "系统管理员", ADMIN),
    DemoAccount("clerk", "李明", "窗口", "Clerk"),
)


def load(database: Database) -> None:
    """The demo accounts exist; one that is there already keeps its password."""
    with database.transaction() as session:
        load_into(session)


def load_into(session: Session) -> None:
    """The same within a transaction of the caller."""
    for person in PEOPLE:
        if account_id(session, person.username) is None:
            add_account(session, person.username, name=person.name, password=PASSWORD, roles=(person.role,))


def accounts() -> list[tuple[str, str, str]]:
    """Username, first password and title of each demo account."""
    return [(person.username, PASSWORD, f"{person.title} {person.name}") for person in PEOPLE]
