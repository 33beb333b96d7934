"""An act on a case as a page asks for it, carried out by the plugin whose case it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from sqlalchemy.orm import Session

from approvals.acts.service import Decided, decide
from approvals.engine import Defect
from approvals.people.assignment import Standing
from approvals.seams import CASE_ACT
from approvals.words import Verb
from kernel.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What somebody wants done: the act, who does it and when, and the answers they gave with it as posted."""

    step: str
    verb: Verb
    seen: int
    standing: Standing
    registry: Registry
    now: datetime
    opinion: str = ""
    defects: tuple[Defect, ...] = ()
    to: str = ""
    value: str = ""
    people: tuple[str, ...] = ()
    days: int = 0
    values: Mapping[str, Sequence[str]] = field(default_factory=lambda: MappingProxyType({}))


def carry_out(session: Session, case_id: int, deed: Deed) -> Decided:
    """The deed is done by the plugin whose case it is, or else by approvals alone; the caller commits."""
    for entry in deed.registry.entries(CASE_ACT):
        done: Decided | None = entry.thing(session, case_id, deed)
        if done is not None:
            return done
    return decide(
        session,
        case_id,
        step=deed.step,
        verb=deed.verb,
        actor=deed.standing,
        seen=deed.seen,
        now=deed.now,
        registry=deed.registry,
        opinion=deed.opinion,
        defects=deed.defects,
        to=deed.to,
        value=deed.value,
        people=deed.people,
        days=deed.days,
    )
