"""The services one can apply for, each with how it stands today, for everybody or for one person's certificates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from addons.certificates.models import Certificate
from addons.certificates.windows import Timing, standing
from addons.licensing.definition import Matter
from addons.licensing.gate import opening_of
from addons.licensing.matters import MatterVersion, matters_in_force
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Status:
    """How a service stands today, as a tag."""

    kind: str
    icon: str
    words: Text


@dataclass(frozen=True, slots=True)
class Service:
    """One card of the catalogue."""

    name: str
    matter: Matter
    status: Status


OPEN = Status("ok", "circle-dot", Text("正在办理", "Open"))
MINE = Status("ok", "circle-dot", Text("您现在可以办", "Open for you"))
OVER = Status("mute", "ban", Text("您的证书已过办理期", "Too late for your certificate"))


def services(
    session: Session, *, on: date, certificates: Sequence[Certificate] = (), wanted: str = ""
) -> list[Service]:
    """The services whose words hold everything that is wanted, in the order of their codes."""
    return [
        Service(
            found.name, found.matter, status_of(session, found.matter, taken(found.matter, certificates), on)
        )
        for found in matters_in_force(session)
        if _holds(found, wanted)
    ]


def taken(matter: Matter, certificates: Iterable[Certificate]) -> list[Certificate]:
    """Those of the certificates that the matter is about."""
    return [held for held in certificates if matter.takes(certificate_type=held.type, category=held.category)]


def status_of(session: Session, matter: Matter, held: Iterable[Certificate], on: date) -> Status:
    """How the matter stands on the day, for the certificates that it is about if there are any."""
    if matter.opens_on is not None and on < matter.opens_on:
        day = matter.opens_on
        return Status("mute", "clock", Text(f"{day} 开办", f"Opens on {day}"))
    openings = [opening_of(session, matter, one) for one in held]
    found = [(standing(one, on), one) for one in openings if one is not None]
    if not found:
        return OPEN
    if any(timing is Timing.OPEN for timing, _ in found):
        return MINE
    firsts = [one.first for timing, one in found if timing is Timing.EARLY and one.first]
    if not firsts:
        return OVER
    days = (min(firsts) - on).days
    return Status(
        "mute",
        "clock",
        Text(f"距开放还有 {days} 天", f"Opens in {days} {'day' if days == 1 else 'days'}"),
    )


def _holds(found: MatterVersion, wanted: str) -> bool:
    matter = found.matter
    texts = (matter.title, matter.short, matter.guide.summary, *matter.guide.conditions)
    words = " ".join(f"{text.zh} {text.en}" for text in texts if text is not None).casefold()
    words += f" {matter.code} {' '.join(matter.categories)}".casefold()
    return all(word in words for word in wanted.casefold().split())
