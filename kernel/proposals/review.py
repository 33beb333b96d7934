"""What the plugins tell of a proposal to the person who decides on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from kernel.definitions import version
from kernel.models import DefinitionProposal
from kernel.nodes import Body
from kernel.registry import Registry
from kernel.seams import DEFINITION_REVIEW
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that says something else from now on; None where it is not there."""

    what: Text
    before: Text | None
    after: Text | None


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that somebody who publishes has to know."""

    what: Text
    words: Text


@dataclass(frozen=True, slots=True)
class ReviewSection:
    """A heading with changes, or with what is told, under it."""

    title: Text
    changes: tuple[Changed, ...] = ()
    told: tuple[Told, ...] = ()


def ground_body(session: Session, found: DefinitionProposal) -> Body:
    """What the definition said when the proposal was written; empty for a new one."""
    return version(session, found.name, found.seen).body if found.seen else {}


def review(session: Session, registry: Registry, found: DefinitionProposal) -> Sequence[ReviewSection]:
    """What the plugins tell of the proposal, in their order."""
    before = ground_body(session, found)
    return told_of(session, registry, found.kind, found.name, before=before, after=found.body)


def told_of(
    session: Session, registry: Registry, kind: str, name: str, *, before: Body, after: Body
) -> list[ReviewSection]:
    """What the plugins tell of the step from one body of the definition to another."""
    entries = [one for one in registry.entries(DEFINITION_REVIEW) if one.options["kind"] == kind]
    return [
        section
        for entry in sorted(entries, key=lambda one: one.options["order"])
        for section in entry.thing(session, registry, name, before, after)
    ]
