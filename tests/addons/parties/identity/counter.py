"""Accounts that have registered themselves, and a roster, in the town of a test."""

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sqlalchemy import select

from addons.parties.identity import claims, roster, service
from addons.parties.identity.models import Claim, Identity
from addons.parties.identity.news import News
from addons.parties.identity.proving import Claimed, claimed
from addons.parties.identity.words import Verdict
from addons.parties.seams import PARTY_LISTENER
from addons.parties.words import DocumentType
from kernel.access import Actor, actor_of
from kernel.clock import local_day
from kernel.models import AuditEntry
from kernel.registry import Entry, Registry, assembled
from tests.addons.parties.town import CHANGCHUN, Town

MOBILE = "19900000001"


@dataclass
class Counter:
    """Everything happens in the session of the town; what parties are told is kept in `told`."""

    town: Town
    told: list[News] = field(default_factory=list)

    @property
    def registry(self) -> Registry:
        """One listener, which remembers."""
        return registry_with(lambda _session, news: self.told.append(news))

    def account(self, username: str = "gr00000001", name: str = "张小山") -> Actor:
        """An account that has registered and said nothing that could be proved."""
        user = self.town.user(username, "applicant")
        service.begun(
            self.town.session, user, name=name, mobile=MOBILE, keys=self.town.keys, now=self.town.now
        )
        return actor_of(self.town.session, user)

    def says(self, number: str, **changes: Any) -> Claimed:
        """What somebody types of themselves."""
        wanted: dict[str, Any] = {"name": "张小山", "phone": MOBILE} | changes
        return claimed(DocumentType.RESIDENT_ID, number, on=local_day(self.town.now), **wanted)

    def enrol(self, number: str, **changes: Any) -> None:
        """The roster vouches for this."""
        roster.enrolled(
            self.town.session,
            self.says(number, **changes),
            source="测试名册",
            actor="test",
            keys=self.town.keys,
            now=self.town.now,
        )

    def declare(
        self, actor: Actor, number: str, *, verdict: Verdict | None = None, **changes: Any
    ) -> Identity:
        """The account says who it is, and the roster is asked."""
        says = self.says(number, **changes)
        found = verdict or roster.vouched_for(self.town.session, says, keys=self.town.keys)
        return service.declare(
            self.town.session,
            self.identity(actor),
            says,
            verdict=found,
            actor=actor,
            registry=self.registry,
            keys=self.town.keys,
            now=self.town.now,
        )

    def verify(
        self, identity: Identity, clerk: Actor, number: str, reason: str = "二代证读卡一致"
    ) -> Identity:
        """A clerk verifies the account."""
        return service.verify(
            self.town.session,
            identity,
            number=number,
            reason=reason,
            clerk=clerk,
            registry=self.registry,
            keys=self.town.keys,
            now=self.town.now,
        )

    def claim(self, actor: Actor, code: str, name: str = "示范企业", office: str = CHANGCHUN) -> Claim:
        """The account asks to act for an enterprise."""
        return claims.claim(
            self.town.session,
            actor,
            credit_code=code,
            name=name,
            office=office,
            registry=self.registry,
            now=self.town.now,
        )

    def approve(self, claim: Claim, by: Actor) -> Claim:
        """Somebody approves it."""
        return claims.approve(self.town.session, claim, by=by, registry=self.registry, now=self.town.now)

    def identity(self, actor: Actor) -> Identity:
        """What the account says of itself."""
        return self.town.session.scalars(select(Identity).where(Identity.user_id == actor.user_id)).one()

    def verified(self, username: str = "gr00000001") -> Actor:
        """An account whose owner is known."""
        actor, number = self.account(username), self.town.number()
        self.declare(actor, number, verdict=Verdict.VERIFIED)
        return actor

    def acts(self) -> list[str]:
        """What the audit log says of accounts, in order."""
        self.town.session.flush()
        ours = AuditEntry.thing.startswith("account:")
        return list(self.town.session.scalars(select(AuditEntry.action).where(ours).order_by(AuditEntry.id)))


def registry_with(listener: Any) -> Registry:
    """A snapshot in which this one listens to what parties are told."""
    entry = Entry(PARTY_LISTENER.name, "test", "test", listener, MappingProxyType({}))
    bare = assembled({})
    return Registry(
        bare.seams,
        bare.owners,
        bare.plugins,
        MappingProxyType({PARTY_LISTENER.name: MappingProxyType({"test": entry})}),
    )
