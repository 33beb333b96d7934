"""Certificates as their holders see them: what each is, how long it runs, and what can be done with it now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from addons.certificates.models import Certificate, CertificateEvent
from addons.certificates.queries import certificate_type, history
from addons.certificates.words import OPERATIONS, RUNNING, Operation
from addons.licensing.models import Application
from addons.licensing.queries import Possible, in_flight, possible
from addons.parties.models import Enterprise, Office
from addons.parties.queries import office_name
from addons.portal.bars import Bar, Count, bar, count
from addons.portal.queries import names_of
from addons.portal.timeline import Point, PointState
from addons.portal.words import category_title
from kernel.clock import local_day
from kernel.registry import Registry
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Holding:
    """One certificate with everything its card shows."""

    certificate: Certificate
    title: Text
    appointment: Text | None
    enterprise: str
    office: Text
    bar: Bar | None
    count: Count | None
    possible: Sequence[Possible]
    flight: Application | None
    ended: bool
    """Whether it belongs to the past: its term is over, and nothing is in progress for it."""

    @property
    def open(self) -> Possible | None:
        """What can be begun or gone on with now."""
        drafted = (one for one in self.possible if one.application is not None)
        return next(drafted, None) or next((one for one in self.possible if one.open), None)

    @property
    def sentence(self) -> Text | None:
        """What there is to know of what can be done."""
        found = self.open or next(iter(self.possible), None)
        return found.sentence if found is not None else None


def holdings(
    session: Session, certificates: Sequence[Certificate], *, registry: Registry, now: datetime
) -> list[Holding]:
    """The certificates in the order given; their enterprises and what is in progress are read at once."""
    firms = names_of(session, Enterprise, (held.enterprise_id for held in certificates))
    flights = in_flight(session, [held.id for held in certificates])
    found = []
    for held in certificates:
        kind = certificate_type(session, held.type)
        ways = possible(session, held, registry=registry, now=now)
        today = local_day(now)
        over = held.state not in RUNNING or (held.valid_to is not None and held.valid_to < today)
        post = kind.appointment(held.appointment) if held.appointment else None
        found.append(
            Holding(
                held,
                category_title(kind, held.category),
                post.title if post else None,
                firms.get(held.enterprise_id, ""),
                _office(session, held),
                *_drawn(held, ways, today, over=over),
                possible=ways,
                flight=flights.get(held.id),
                ended=over and held.id not in flights,
            )
        )
    return found


def course(session: Session, certificate: Certificate) -> list[Point]:
    """What was done to the certificate, the latest first."""
    return [_event(event) for event in reversed(history(session, certificate.id))]


def _office(session: Session, held: Certificate) -> Text:
    return office_name(session.get_one(Office, held.office_id))


def _drawn(
    held: Certificate, ways: Iterable[Possible], today: date, *, over: bool
) -> tuple[Bar | None, Count | None]:
    if held.valid_to is None:
        return None, None
    window = next((one.opening for one in ways if one.opening is not None), None)
    drawn = bar(held.valid_from, held.valid_to, window=window, on=today)
    return drawn, None if over and held.valid_to >= today else count(held.valid_to, window=window, on=today)


def _event(event: CertificateEvent) -> Point:
    word = OPERATIONS[Operation(event.operation)]
    was, became = (event.before or {}).get("valid_to"), event.after.get("valid_to")
    said = Text(f"{event.on_day}", f"{event.on_day}")
    if became and was and became != was:
        said = Text(
            f"{event.on_day} · 有效期至 {became}（原 {was}）",
            f"{event.on_day} · valid until {became} (was {was})",
        )
    elif became:
        said = Text(f"{event.on_day} · 有效期至 {became}", f"{event.on_day} · valid until {became}")
    return Point(PointState.DONE, word, said)
