"""Asks who somebody is: the installed providers in their order, until one of them knows."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from addons.parties.identity.words import Verdict
from addons.parties.names import person_name
from addons.parties.numbers import Document, document, mobile
from addons.parties.seams import IDENTITY_PROVIDER
from addons.parties.words import DocumentType
from kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class Claimed:
    """Who an account says it is, in normal form; none of it shows by accident."""

    document: Document = field(repr=False)
    name: str = field(repr=False)
    mobile: str = field(repr=False)


def claimed(kind: DocumentType, number: str, *, name: str, phone: str, on: date) -> Claimed:
    """What was typed in normal form; no mobile is empty. What is malformed is refused at its place."""
    return Claimed(document(kind, number, on=on), person_name(name), mobile(phone) if phone else "")


def proved(session: Session, registry: Registry, wanted: Claimed) -> Verdict:
    """What the first provider says that knows; unknown when none does."""
    entries = sorted(registry.entries(IDENTITY_PROVIDER), key=lambda entry: int(entry.options["order"]))
    for entry in entries:
        verdict = Verdict(entry.thing(session, wanted))
        if verdict is not Verdict.UNKNOWN:
            return verdict
    return Verdict.UNKNOWN
