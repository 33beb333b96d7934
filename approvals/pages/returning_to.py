"""The steps to which a return may lead, with the days that each of them has to mend everything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import request

from approvals.casefile.correcting import last_day, span_words
from approvals.casefile.timeline import step_title
from approvals.cases.view import CaseView
from approvals.chains.versions import compiled_chain
from approvals.engine import CompiledChain
from approvals.engine.permitting import earlier
from approvals.engine.walking import OF_PARTIES
from approvals.pages.desk import Desk
from approvals.pages.showing import CasePane
from approvals.words import StepKind, Verb
from kernel.text import Text
from kernel.web.inputs import number_in

DAYS = "days:"
"""Begins the name of a field: how long the step has to which the case goes back."""
NO_DAY = -1


@dataclass(frozen=True, slots=True)
class Target:
    """A step to which the case may go back; most often it is the one that a party fills."""

    name: str
    title: Text
    fills: bool
    has_letter: bool
    """Whether a party does it, who is told by a letter."""
    by: date | None
    """The last day, if it is returned there today."""
    span: Text | None
    """How long that is."""
    terms: Sequence[tuple[int, date, Text]] = ()
    """What the chain lets one give instead: so many days, until when, in words."""
    usual: int = 0
    """The days that it has unless others are given."""


def targets_of(at: Desk, pane: CasePane) -> list[Target]:
    """The steps the case may go back to, in the order of the chain."""
    if Verb.RETURN not in pane.page.verbs:
        return []
    case = pane.page.case
    chain = compiled_chain(at.session.connection(), at.registry, case.version_id)
    return [_target(at, chain, case, name) for name in earlier(chain, case.state, pane.page.step)]


def days_in(target: str) -> int:
    """The days that the form gives for that step; what is no number is so many days as nobody may give."""
    written = request.form.get(f"{DAYS}{target}", "")
    return (number_in(written) or NO_DAY) if written else 0


def _target(at: Desk, chain: CompiledChain, case: CaseView, name: str) -> Target:
    step, clock = chain.steps[name], chain.steps[name].clock

    def until(days: int = 0) -> date | None:
        return last_day(chain, case.state, name, today=at.today, calendar=at.calendar, days=days)

    return Target(
        name=name,
        title=step_title(chain, name),
        fills=step.kind is StepKind.FILL,
        has_letter=step.kind in OF_PARTIES,
        by=until(),
        span=span_words(clock) if clock else None,
        terms=[
            (days, by, span_words(clock, days))
            for days in (clock.terms if clock else ())
            if clock and (by := until(days))
        ],
        usual=clock.span.days if clock and clock.terms else 0,
    )
