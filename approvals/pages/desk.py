"""What a request of the workbench stands on: who looks, at what time, with which calendar."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from weakref import WeakKeyDictionary

from flask import request
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from approvals.lists.inbox import Line, View
from approvals.pages.lens import Lens, lens_in
from approvals.people.assignment import Standing, standing_of
from kernel.calendar import calendar
from kernel.clock import local_day
from kernel.errors import Invalid
from kernel.registry import Registry
from kernel.web import platform, versions, visitor
from kernel.web.registers.words import opened, sealed
from kernel.workdays import Calendar

SEPARATOR = "~"
LONGEST = 80
PLACE = "workbench"
_calendars: WeakKeyDictionary[Engine, tuple[int, Calendar]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Desk:
    """The transaction, what is installed, who somebody is in the cases, and the day."""

    session: Session
    registry: Registry
    standing: Standing
    now: datetime
    calendar: Calendar

    @property
    def today(self) -> date:
        """The day in Asia/Shanghai."""
        return local_day(self.now)


@dataclass(frozen=True, slots=True)
class Where:
    """Which list the visitor looks at: a view or a search, and the row it begins after."""

    view: View = View.MINE
    query: str = ""
    after: Line | None = None
    sealed: str = ""
    """The words searched for as an address carries them: names of people stay out of logs and histories."""
    lens: Lens = field(default_factory=Lens)

    def arguments(self) -> dict[str, Any]:
        """The same as arguments of an address; what is usual is left out."""
        written = {
            "view": "" if self.view is View.MINE else self.view.value,
            "s": self.sealed,
            "after": written_line(self.after) if self.after else "",
        }
        return {name: value for name, value in written.items() if value} | self.lens.arguments()


def desk(session: Session) -> Desk:
    """The desk of the visitor."""
    here = platform()
    standing = standing_of(session, here.registry, visitor().actor, today=local_day(here.clock.now()))
    return Desk(session, here.registry, standing, here.clock.now(), _calendar(session))


def where_in(given: Mapping[str, Any]) -> Where:
    """Where the address or the form says the visitor is; what makes no sense is the first list."""
    try:
        view = View(given.get("view", ""))
    except ValueError:
        view = View.MINE
    sealed_words = str(given.get("s", ""))
    query = _opened(sealed_words)
    after = read_line(view, str(given.get("after", "")))
    return Where(view, query, after, sealed_words if query else "", lens_in(given))


def searched_for(words: str) -> Where:
    """The cases that go by these words."""
    query = words.strip()[:LONGEST]
    return Where(query=query, sealed=sealed(platform().keys, query, place=PLACE))


def where() -> Where:
    """Where this request is."""
    return where_in(request.form if request.method == "POST" else request.args)


def written_line(line: Line) -> str:
    """A row as an address carries it."""
    moment = line.closed_at or line.due_on
    return f"{moment.isoformat() if moment else ''}{SEPARATOR}{line.task}"


def read_line(view: View, written: str) -> Line | None:
    """The row that an address carries; none when it is none."""
    moment, _, task = written.rpartition(SEPARATOR)
    if not (task.isascii() and task.isdigit() and len(task) <= len(str(2**31))):
        return None
    try:
        if view is View.DONE:
            at = datetime.fromisoformat(moment)
            return Line(int(task), 0, "", closed_at=at.astimezone(UTC)) if at.tzinfo else None
        return Line(int(task), 0, "", date.fromisoformat(moment) if moment else None)
    except (ValueError, OverflowError):
        return None


def _opened(token: str) -> str:
    try:
        return opened(platform().keys, token, place=PLACE)
    except Invalid:
        return ""


def _calendar(session: Session) -> Calendar:
    """The office's calendar, read again when the registry version moves on."""
    engine, version = platform().database.engine, versions().registry
    kept = _calendars.get(engine)
    if kept is None or kept[0] != version:
        kept = _calendars[engine] = (version, calendar(session))
    return kept[1]
