"""Synthetic people, enterprises and users, made as a test needs them."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from addons.parties import service
from addons.parties.models import Enterprise, Office, Person
from addons.parties.queries import office_by_code
from addons.parties.words import DocumentType, Duty, Source
from kernel.access import Actor, actor_of
from kernel.access.tables import ROLE, USER, USER_ROLE
from kernel.keys import KeyRing
from tests.addons.parties.oracles import credit_number, make_identity
from tests.addons.parties.test_protection import make_ring

CHANGCHUN, JILIN, PROVINCE = "220100", "220200", "220000"
LONG_AGO = date(2020, 1, 1)


@dataclass
class Town:
    """Everything is made in one session, at one moment, with one ring of keys."""

    session: Session
    now: datetime
    keys: KeyRing = field(default_factory=lambda: make_ring("key-1"))
    made: int = 0

    def person(self, name: str = "张小山", **changes: Any) -> Person:
        """A new person, each with a number of their own."""
        number = changes.pop("number", None) or self.number()
        return self.register(number, name=name, **changes)

    def register(self, number: str, **changes: Any) -> Person:
        """The person of this number."""
        wanted: dict[str, Any] = {"name": "张小山", "keys": self.keys, "now": self.now} | changes
        return service.register_person(self.session, DocumentType.RESIDENT_ID, number, **wanted)

    def number(self) -> str:
        """A good number that nobody here has yet."""
        self.made += 1
        return make_identity(date(1980, 1, 1) + timedelta(self.made))

    def office(self, code: str = CHANGCHUN) -> Office:
        """An office of Jilin."""
        found = office_by_code(self.session, code)
        assert found is not None, code
        return found

    def enterprise(self, office: str = CHANGCHUN, **changes: Any) -> Enterprise:
        """A new enterprise that this office looks after."""
        self.made += 1
        code = credit_number(f"92999999{self.made:09d}")
        row = Enterprise(
            **{"credit_code": code, "name": f"示范企业{self.made}", "office_id": self.office(office).id}
            | changes
        )
        self.session.add(row)
        self.session.flush()
        return row

    def employ(self, person: Person, enterprise: Enterprise, since: date = LONG_AGO) -> Any:
        """The person works there."""
        return service.employ(
            self.session, person.id, enterprise.id, since=since, source=Source.DECLARED, now=self.now
        )

    def staff(self, enterprise: Enterprise, name: str = "李安娜") -> Person:
        """Somebody new who works there."""
        person = self.person(name)
        self.employ(person, enterprise)
        return person

    def user(self, username: str, *roles: str) -> int:
        """A new user with these roles, which exist."""
        values = {"username": username, "first_name": username, "last_name": "-", "active": True}
        user: int = self.session.execute(
            insert(USER).values(values | {"email": f"{username}@example.invalid"}).returning(USER.c.id)
        ).scalar_one()
        for role in roles:
            found = self.session.execute(select(ROLE.c.id).where(ROLE.c.name == role)).scalar_one()
            self.session.execute(insert(USER_ROLE).values(user_id=user, role_id=found))
        return user

    def applicant(self, person: Person) -> Actor:
        """A user who is this person."""
        user = self.user(f"person{person.id}", "applicant")
        service.bind_person(self.session, user, person.id, actor="test", now=self.now)
        return actor_of(self.session, user)

    def boss(self, enterprise: Enterprise) -> Actor:
        """A user who acts for this enterprise."""
        user = self.user(f"boss{enterprise.id}", "enterprise_admin")
        service.bind_enterprise(
            self.session, user, enterprise.id, duty=Duty.ADMIN, actor="test", now=self.now
        )
        return actor_of(self.session, user)

    def clerk(self, office: str = CHANGCHUN, role: str = "city_clerk") -> Actor:
        """A user who works at this office."""
        user = self.user(f"{role}{office}", role)
        service.bind_office(self.session, user, self.office(office).id, actor="test", now=self.now)
        return actor_of(self.session, user)
