"""Whose platform this is and whom to ask, as the guides of the services in force say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from addons.licensing.definition import Contact
from addons.licensing.matters import matters_in_force
from addons.licensing.words import Purpose
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Contacts:
    """The authority, if all services have the same, and each telephone once."""

    authority: Text | None
    advice: tuple[Contact, ...]
    complaints: tuple[Contact, ...]


def contacts(session: Session) -> Contacts:
    """What stands at the head and the foot of every page."""
    guides = [found.matter.guide for found in matters_in_force(session)]
    authorities = {guide.authority for guide in guides if guide.authority is not None}
    told = [contact for guide in guides for contact in guide.contacts]
    return Contacts(
        authorities.pop() if len(authorities) == 1 else None,
        tuple(_once(told, Purpose.ADVICE)),
        tuple(_once(told, Purpose.COMPLAINT)),
    )


def _once(told: Iterable[Contact], purpose: Purpose) -> Sequence[Contact]:
    found = {contact.phone: contact for contact in told if contact.purpose is purpose and contact.phone}
    return list(found.values())
