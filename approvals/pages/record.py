"""The record of a case to read and print: where it stands and everything that happened to it, nothing beside it."""

from dataclasses import dataclass

from flask import render_template

from approvals.cases import CaseView, no_such_case
from approvals.faces import CaseFace, faces_of
from approvals.inbox import may_see
from approvals.pages.desk import desk
from approvals.queries import broken_links, case_view
from approvals.timeline import Point, timeline
from kernel.web import platform


@dataclass(frozen=True, slots=True)
class Record:
    """What the page shows; `unbroken` when every entry of the log is as it was written."""

    view: CaseView
    face: CaseFace
    points: tuple[Point, ...]
    unbroken: bool


def record(number: int) -> str:
    """The whole history of one case, for somebody whose task it is or was."""
    at = desk(platform().database.session())
    if not may_see(at.session, at.standing, number):
        raise no_such_case(number)
    case = case_view(at.session, number)
    found = Record(
        view=case,
        face=faces_of(at.session, at.registry, [case])[number],
        points=tuple(timeline(at.session, at.registry, case)),
        unbroken=not broken_links(at.session, number),
    )
    return render_template("approvals/record.html", case=found)
