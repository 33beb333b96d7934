"""One application as those whom it concerns see it: where it stands, what happened, what is to be mended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from addons.certificates.models import Certificate
from addons.certificates.queries import certificate_type
from addons.licensing.definition import Matter
from addons.licensing.drafting import certificate_of
from addons.licensing.models import Application
from addons.licensing.queries import matter_of
from addons.licensing.unmended import lines_mended
from addons.licensing.words import ApplicationState
from addons.parties.models import Enterprise, Office, Person
from addons.parties.queries import office_name
from addons.portal.hands import Hands, hands_of
from addons.portal.queries import names_of
from addons.portal.timeline import Point, timeline
from addons.portal.words import category_title
from approvals.casefile.faces import Place, places_of
from approvals.casefile.pinning import Pin
from approvals.casefile.pins import pins_of
from approvals.cases.queries import allowed_to, case_history, case_view, steps_for
from approvals.cases.view import CaseView
from approvals.chains.versions import compiled_chain
from approvals.engine import WHOLE_CASE, CompiledChain
from approvals.engine.permitting import OUTCOMES
from approvals.lists.timeleft import TimeLeft, time_left, unit_of
from approvals.people.assignment import PartyKind, Standing
from approvals.words import Outcome, StepKind, Verb
from kernel.calendar import calendar
from kernel.clock import local_day
from kernel.registry import Registry
from kernel.text import Text

NOBODY = Text("", "")


@dataclass(frozen=True, slots=True)
class Mend:
    """One thing to be mended: where, in whose section, and what is wrong with it."""

    place: Place
    what: str
    pin: Pin | None = None
    """Where on which file."""
    changed: bool | None = None
    """Whether the answer is another by now; None of what is about no answer."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Everything to be mended, by when, and who asked for it."""

    mends: Sequence[Mend]
    due: date | None
    left: TimeLeft | None
    by: Text
    letter: int
    """The entry of the log whose letter says all this."""


@dataclass(frozen=True, slots=True)
class Detail:
    """An application that has been handed in, as its page shows it."""

    application: Application
    matter: Matter
    certificate: Certificate | None
    title: Text
    category: Text
    person: str
    enterprise: str
    office: Text
    case: CaseView
    points: Sequence[Point]
    correction: Correction | None
    verbs: dict[str, tuple[Verb, ...]]
    reached: bool
    """Whether an office has had it."""

    @property
    def may_withdraw(self) -> bool:
        """Whether the viewer may take it back."""
        return Verb.WITHDRAW in self.verbs.get(WHOLE_CASE, ())

    @property
    def urged(self) -> Sequence[str]:
        """The open steps of others that the viewer may ask to be seen to."""
        return [step for step, verbs in self.verbs.items() if Verb.URGE in verbs]

    def unurged(self, account: str, today: date) -> Sequence[str]:
        """Those of them that the account has not urged today."""
        found = [(step, self.case.state.opening(step)) for step in self.urged]
        return [step for step, one in found if one is None or (account, today) not in one.urged]

    @property
    def steps(self) -> Sequence[str]:
        """The open steps that are the viewer's."""
        return [step for step in self.verbs if step != WHOLE_CASE]


def detail(
    session: Session, application: Application, standing: Standing, *, registry: Registry, now: datetime
) -> Detail:
    """The application with its course; the caller has made sure that it is the viewer's to see."""
    case = case_view(session, application.case_id or 0)
    chain = compiled_chain(session.connection(), registry, case.version_id)
    certificate = certificate_of(session, application)
    matter = matter_of(session, application)
    person = names_of(session, Person, [application.person_id]).get(application.person_id, "")
    firm = names_of(session, Enterprise, [application.enterprise_id]).get(application.enterprise_id, "")
    by_person = case.initiator.kind == PartyKind.PERSON
    hands = hands_of(session, registry, case.id, first=person if by_person else firm)
    acts = [(one.seq, one.entry.act) for one in case_history(session, case.id) if one.entry is not None]
    return Detail(
        application=application,
        matter=matter,
        certificate=certificate,
        title=matter.short or matter.title,
        category=category_title(certificate_type(session, certificate.type), certificate.category)
        if certificate is not None
        else NOBODY,
        person=person,
        enterprise=firm,
        office=hands.office if hands.office.zh else _office(session, application),
        case=case,
        points=timeline(
            chain,
            case.state,
            acts,
            whom=hands.of,
            result=_result(matter, certificate, case),
            titles=_titles(session, registry, case) if any(act.edits for _, act in acts) else {},
        ),
        correction=_correction(session, case, chain, standing, hands, registry=registry, now=now),
        verbs=allowed_to(session, registry, case.id, standing),
        reached=hands.reached,
    )


def _titles(session: Session, registry: Registry, case: CaseView) -> dict[str, Text]:
    return {place.path: place.title for place in places_of(session, registry, case)}


def status(
    session: Session, application: Application, standing: Standing, registry: Registry
) -> tuple[Text, str, str]:
    """Where an application stands, in few words, with the kind and the icon of its tag."""
    if application.state == ApplicationState.DRAFT:
        return Text("草稿", "Draft"), "mute", "square-pen"
    if application.outcome is not None:
        outcome = Outcome(application.outcome)
        if outcome is Outcome.GRANTED:
            return OUTCOMES[outcome], "ok", "check"
        return OUTCOMES[outcome], "mute" if outcome is Outcome.WITHDRAWN else "bad", "minus"
    case = case_view(session, application.case_id or 0)
    mine = steps_for(session, standing, case.id)
    correction = case.state.correction
    if correction is not None and correction.step in mine:
        return Text("需要您补正", "Needs your correction"), "warn", "triangle-alert"
    if mine:
        return Text("等您办理", "Waits for you"), "warn", "clock"
    chain = compiled_chain(session.connection(), registry, case.version_id)
    waiting = [chain.steps[one.step].title for one in case.state.open]
    zh, en = "、".join(title.zh for title in waiting), ", ".join(title.en for title in waiting)
    return Text(f"等待{zh}", f"Waiting: {en}"), "info", "loader"


def next_steps(chain: CompiledChain) -> Sequence[Text]:
    """What follows when the first step has been handed in, each with its time."""
    told = []
    for step in list(chain.steps.values())[1:]:
        span = step.clock.span if step.clock else None
        days = step.clock.promised or step.clock.span.days if step.clock else None
        unit = Text("个工作日", "working days") if span and span.unit == "working" else Text("天", "days")
        note = Text(f"（{days} {unit.zh}内）", f" (within {days} {unit.en})") if days else NOBODY
        told.append(Text(f"{step.title.zh}{note.zh}", f"{step.title.en}{note.en}"))
    return told


def _office(session: Session, application: Application) -> Text:
    office = session.get(Office, application.office_id or 0)
    return office_name(office) if office is not None else NOBODY


def _result(matter: Matter, certificate: Certificate | None, case: CaseView) -> Text | None:
    if case.state.outcome is Outcome.GRANTED and certificate is not None and certificate.valid_to is not None:
        day = certificate.valid_to
        return Text(f"证书有效期至 {day}", f"The certificate is valid until {day}")
    return matter.guide.steps[-1].title if matter.guide.steps else None


def _correction(
    session: Session,
    case: CaseView,
    chain: CompiledChain,
    standing: Standing,
    hands: Hands,
    *,
    registry: Registry,
    now: datetime,
) -> Correction | None:
    found = case.state.correction
    if found is None or found.step not in steps_for(session, standing, case.id):
        return None
    places = {place.path: place for place in places_of(session, registry, case)}
    opening = case.state.opening(found.step)
    letter = opening.seq if opening is not None else 0
    pins = pins_of(session, case.id).get(letter, {})
    changed = lines_mended(session, registry, case)
    mends = [
        Mend(_place(places, one.at), one.what, pins.get(n), changed.get(n))
        for n, one in enumerate(found.defects)
    ]
    due = opening.due.on if opening is not None and opening.due is not None else None
    left = due and time_left(
        due, today=local_day(now), unit=unit_of(chain, found.step), calendar=calendar(session)
    )
    # what a party sent back is told on this page alone; a letter goes out from the office
    by_office = chain.steps[found.by].kind is StepKind.ACT
    return Correction(mends, due, left or None, hands.of(found.by, letter), letter if by_office else 0)


def _place(places: dict[str, Place], path: str) -> Place:
    field = path.partition(".")[0]
    return places.get(path) or places.get(field) or Place(path, Text(path, path))
