"""Who asks for a page: the person and the enterprises behind an account, and who they are in the cases."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from addons.parties.models import Enterprise, Person
from addons.parties.queries import party_of
from addons.portal.queries import enterprises_among
from approvals.people.assignment import Standing, standing_of
from kernel.access import Actor
from kernel.errors import NotAllowed
from kernel.registry import Registry
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Caller:
    """An account as the portal sees it."""

    actor: Actor
    standing: Standing
    person: Person | None
    enterprises: tuple[Enterprise, ...]

    @property
    def is_verified(self) -> bool:
        """Whether it is proved who this is."""
        return self.person is not None and self.person.verified_at is not None

    def must_be_person(self) -> Person:
        """The person, or a refusal that says how an account gets one."""
        if self.person is None:
            raise NotAllowed(
                Text("您的账户还没有关联本人信息。", "Your account is not linked to a person yet."),
                remedy=Text(
                    "请先完成实名认证，或带身份证到任一窗口办理。",
                    "Verify your identity first, or bring your identity card to any window.",
                ),
            )
        return self.person


def caller_of(session: Session, registry: Registry, actor: Actor) -> Caller:
    """The account with everything it stands for; nobody stands for nothing."""
    standing = standing_of(session, registry, actor)
    held = party_of(session, actor.user_id) if actor.user_id is not None else None
    if held is None:
        return Caller(actor, standing, None, ())
    person = session.get(Person, held.person) if held.person is not None else None
    ids = [number for number, _ in held.enterprises]
    return Caller(actor, standing, person, tuple(enterprises_among(session, ids)))
