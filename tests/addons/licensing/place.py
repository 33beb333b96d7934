"""A place of a test's own: what is installed there, who lives there, what they were told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from addons.licensing.seams import told
from addons.licensing.telling import Message
from approvals.people.assignment import Standing, standing_of
from kernel import definitions
from kernel.access import Actor
from kernel.db import session_factory, transaction
from kernel.jobs import run_now
from kernel.keys import KeyRing
from kernel.outbox import drain
from kernel.registry import Registry
from kernel.surroundings import Surroundings, surround
from tests.addons.certificates.ledger import Ledger
from tests.addons.licensing.samples import CHAIN, FORM, MATTER, make_chain, make_form, make_matter
from tests.addons.parties.test_protection import make_ring
from tests.addons.parties.town import CHANGCHUN
from tests.kernel.install.house import House

Found = TypeVar("Found")
KEYS = make_ring("key-1")
MOBILE = "19900000001"
ENDS = date(2026, 4, 30)
"""Of the certificates here, unless a test says otherwise: today is 10 March 2026."""
TOLD: list[Message] = []


@told("toy.ear")
def ear(session, message):
    """Keeps what it is told."""
    TOLD.append(message)


def with_ear(registry: Registry) -> Registry:
    """The same snapshot with somebody who listens to what is told."""
    from types import MappingProxyType

    from kernel.registry import Entry

    entries = {name: dict(found) for name, found in registry._entries.items()}
    entries["told"] = {**entries["told"], "toy.ear": Entry("told", "toy.ear", "toy", ear, {})}
    frozen = MappingProxyType({name: MappingProxyType(found) for name, found in entries.items()})
    return Registry(registry.seams, registry.owners, registry.plugins, frozen)


@dataclass
class Renewal:
    """Somebody with a certificate, the enterprise they work for, and the accounts of all who take part."""

    person: int
    enterprise: int
    certificate: int
    holder: Standing
    boss: Standing


@dataclass
class Place:
    """The installation of a test, with the people whom it needs."""

    house: House
    registry: Registry = field(init=False)
    made: int = 0
    keys: KeyRing = KEYS
    """With which what is personal is sealed."""

    def __post_init__(self) -> None:
        self.registry = with_ear(self.house.registry)

    @property
    def clock(self) -> Any:
        return self.house.clock

    @property
    def now(self) -> Any:
        return self.house.clock.now()

    @property
    def around(self) -> Surroundings:
        return Surroundings(self.registry, self.clock, self.keys, self.house.folder)

    def act_in(self, act: Callable[[Session], Found]) -> Found:
        """One committed act."""
        with transaction(self.house.engine) as session:
            surround(session, self.around)
            return act(session)

    def read(self, look: Callable[[Session], Found]) -> Found:
        """What is seen in a session that commits nothing."""
        with session_factory(self.house.engine)() as session:
            surround(session, self.around)
            return look(session)

    def publish(
        self,
        *,
        matter: Mapping[str, Any] | None = None,
        chain: Mapping[str, Any] | None = None,
        form: Mapping[str, Any] | None = None,
        name: str = MATTER,
    ) -> str:
        """The toy matter is in force."""
        drafts = [
            definitions.Draft(FORM, "form", "toy", dict(form or make_form())),
            definitions.Draft(CHAIN, "chain", "toy", dict(chain or make_chain())),
            definitions.Draft(name, "matter", "toy", dict(matter or make_matter())),
        ]
        for draft in drafts:
            definitions.refuse_unproved(self.registry, draft.name, draft.kind, draft.body, draft.name)
        self.act_in(
            lambda session: definitions.publish(session, drafts, actor="test", reason="", at=self.now)
        )
        return name

    def ledger(self, session: Session) -> Ledger:
        """Makes people and certificates that nobody made before."""
        found = Ledger(session, self.now, serial=self.made * 100)
        found.keys = self.keys
        found.made = self.made * 1000
        self.made += 1
        return found

    def renewal(
        self, *, ends: date = ENDS, verified: bool = True, employed: bool = True, **changes: Any
    ) -> Renewal:
        """A person, an enterprise, a certificate that ends on that day, and two accounts."""

        def made(session: Session) -> Renewal:
            ledger = self.ledger(session)
            person = ledger.person(verified=verified, phone=MOBILE)
            enterprise = ledger.enterprise()
            if employed:
                ledger.employ(person, enterprise)
            certificate = ledger.certificate(
                holder=person.id,
                enterprise=changes.pop("enterprise", enterprise.id),
                valid_to=ends,
                issued_on=min(date(2023, 3, 11), ends - timedelta(days=1)),
                **changes,
            )
            holder, boss = ledger.applicant(person), ledger.boss(enterprise)
            return Renewal(
                person.id,
                enterprise.id,
                certificate.id,
                self.standing(session, holder),
                self.standing(session, boss),
            )

        return self.act_in(made)

    def standing(self, session: Session, actor: Actor) -> Standing:
        return standing_of(session, self.registry, actor)

    def clerk(self, office: str = CHANGCHUN) -> Standing:
        """Somebody new at the window."""
        number = self.made
        return self.act_in(lambda session: self._clerk(session, office, number))

    def _clerk(self, session: Session, office: str, number: int) -> Standing:
        from addons.parties import service as parties
        from kernel.access import actor_of

        ledger = self.ledger(session)
        user = ledger.user(f"clerk{office}n{number}", "city_clerk")
        parties.bind_office(session, user, ledger.office(office).id, actor="test", now=self.now)
        return self.standing(session, actor_of(session, user))

    def drain(self) -> None:
        """Everything deferred is carried out; what fails, fails the test."""
        while True:
            done = drain(
                self.house.engine,
                self.registry,
                clock=self.clock,
                worker="test",
                limit=1000,
                surroundings=self.around,
            )
            assert not done.failed, done
            if not done.done:
                return

    def run(self, job: str) -> None:
        """The job has run a minute later, and what it deferred is done."""
        self.clock.advance(minutes=1)
        run_now(self.house.engine, self.registry, self.clock, job, surroundings=self.around)
        self.drain()

    def told(self) -> list[Message]:
        """What was told since the test began."""
        self.drain()
        return list(TOLD)
