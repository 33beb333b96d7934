"""An enterprise's certificates by expiry, the work that waits for it, and what it is in the middle of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from addons.certificates.models import Certificate
from addons.certificates.queries import certificate_type, of_enterprise
from addons.certificates.windows import Timing, standing
from addons.certificates.words import RUNNING
from addons.licensing.gate import opening_of
from addons.licensing.matters import MatterVersion, matters_in_force
from addons.licensing.models import Application
from addons.licensing.queries import by_case, in_flight, matter_of, possible
from addons.parties.models import Enterprise, Person
from addons.portal.catalogue import Status, taken
from addons.portal.queries import names_of
from approvals.cases.queries import OpenTask, case_view, tasks_for
from approvals.chains.versions import compiled_chain
from approvals.lists.timeleft import UNLIMITED, TimeLeft, time_left, unit_of
from approvals.people.assignment import PartyKind, PartyRef, Standing
from kernel.calendar import calendar
from kernel.clock import local_day
from kernel.registry import Registry
from kernel.text import Text

SOON, NEAR = 30, 90
"""Days before the end: red, then amber."""


RUNS = Status("info", "loader", Text("办理中", "In progress"))
UNMET = Status("warn", "triangle-alert", Text("有条件不符", "Conditions not met"))
NOTHING_ONLINE = Status("mute", "minus", Text("不能在线办理", "Nothing online"))


class View(StrEnum):
    """Which of the certificates are listed."""

    ALL = "all"
    SOON = "soon"
    OPEN = "open"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Held:
    """One certificate of somebody on the staff."""

    certificate: Certificate
    name: str
    title: Text
    left: int | None
    status: Status
    running: Application | None
    """What is in progress for it."""

    @property
    def open(self) -> bool:
        """Whether something can be begun with it now."""
        return self.status.kind == "ok"

    @property
    def ended(self) -> bool:
        """Whether it belongs to the past."""
        return self.certificate.state not in RUNNING or (self.left is not None and self.left < 0)

    @property
    def left_words(self) -> Text:
        """The days that are left."""
        return Text(f"{self.left} 天", "1 day" if self.left == 1 else f"{self.left} days")

    @property
    def look(self) -> str:
        """How urgent the end is."""
        if self.left is None or self.left > NEAR:
            return ""
        return "t-bad b" if self.left <= SOON else "t-warn b"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for the enterprise."""

    application: Application
    step: str
    title: Text
    words: Text
    left: TimeLeft
    correcting: bool
    listed: bool = False
    """A registration that nobody of the enterprise has taken up yet."""


def staff(session: Session, enterprise: Enterprise, *, registry: Registry, now: datetime) -> list[Held]:
    """The certificates that name the enterprise, the one that ends first at the head."""
    found = of_enterprise(session, enterprise.id)
    names = names_of(session, Person, (held.holder_id for held in found))
    flights = in_flight(session, [held.id for held in found])
    matters = matters_in_force(session)
    return [
        Held(
            held,
            names.get(held.holder_id, ""),
            _category(session, held),
            (held.valid_to - local_day(now)).days if held.valid_to is not None else None,
            RUNS if held.id in flights else _status(session, held, matters, registry=registry, now=now),
            flights.get(held.id),
        )
        for held in found
    ]


def viewed(listed: Sequence[Held]) -> Mapping[View, list[Held]]:
    """What each view shows."""
    alive = [one for one in listed if not one.ended]
    return {
        View.ALL: alive,
        View.SOON: [one for one in alive if one.left is not None and one.left <= NEAR],
        View.OPEN: [one for one in alive if one.open],
        View.PAST: [one for one in listed if one.ended],
    }


def waiting(
    session: Session, enterprises: Sequence[Enterprise], account: str, *, registry: Registry, now: datetime
) -> list[Waiting]:
    """Everything that waits for these enterprises and for the account among its colleagues, the most urgent first."""
    refs = frozenset(PartyRef(PartyKind.ENTERPRISE, firm.id) for firm in enterprises)
    tasks = tasks_for(session, Standing(None, account, refs), limit=200) if refs else []
    applications = by_case(session, [task.case_id for task in tasks])
    people = names_of(session, Person, (one.person_id for one in applications.values()))
    ordered = sorted(tasks, key=lambda task: (task.due_on or date.max, task.id))
    return [
        _waiting(session, found, task, people, registry=registry, now=now)
        for task in ordered
        if (found := applications.get(task.case_id)) is not None
    ]


def _category(session: Session, held: Certificate) -> Text:
    found = certificate_type(session, held.type).category(held.category)
    return found.title if found is not None else Text(held.category, held.category)


def _status(
    session: Session,
    held: Certificate,
    matters: Sequence[MatterVersion],
    *,
    registry: Registry,
    now: datetime,
) -> Status:
    """What can be done with a certificate for which nothing is in progress; only an open window asks the checks."""
    taking = [one for one in matters if taken(one.matter, [held])]
    openings = [opening_of(session, one.matter, held) for one in taking]
    timings = [standing(one, local_day(now)) if one is not None else Timing.OPEN for one in openings]
    if Timing.OPEN in timings:
        ready = next((one for one in possible(session, held, registry=registry, now=now) if one.open), None)
        if ready is None:
            return UNMET
        short = ready.matter.short or ready.matter.title
        return Status("ok", "circle-dot", Text(f"可办{short.zh}", f"{short.en} open"))
    days = [one.first for one in openings if one is not None and one.first and one.first > local_day(now)]
    if days:
        return Status("mute", "clock", Text(f"{min(days)} 开放", f"Opens {min(days)}"))
    return NOTHING_ONLINE


def _waiting(
    session: Session,
    application: Application,
    task: OpenTask,
    people: Mapping[int | None, str],
    *,
    registry: Registry,
    now: datetime,
) -> Waiting:
    step, due = task.step, task.due_on
    case = case_view(session, application.case_id or 0)
    chain = compiled_chain(session.connection(), registry, case.version_id)
    matter = matter_of(session, application)
    short, name = matter.short or matter.title, people.get(application.person_id, "")
    correction = case.state.correction
    correcting = correction is not None and correction.step == step
    asked, listed = chain.steps[step].title, chain.steps[step].picks is not None and task.claimed_by is None
    left = (
        time_left(due, today=local_day(now), unit=unit_of(chain, step), calendar=calendar(session))
        if due is not None
        else UNLIMITED
    )
    words = Text("窗口退回，请改好后交回。", "Returned by the window; correct it and hand it back.")
    if not correcting:
        words = Text(f"{asked.zh}：办件 {application.number}", f"{asked.en}: case {application.number}")
    title = Text(f"{name} · {short.zh}", f"{name} · {short.en}")
    return Waiting(application, step, title, words, left, correcting, listed)
