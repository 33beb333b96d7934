"""A matter as a value: what one may apply for, when, under which checks, and how it is explained; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from addons.certificates.windows import Window
from addons.licensing.words import ChannelKind, Holds, Moment, Purpose, Subject, Unknown
from kernel.text import Text

EVERY_MOMENT = frozenset(Moment)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """A check by its name, what it is given, when it is asked, and what follows when it has no answer."""

    name: str
    given: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    unknown: Unknown = Unknown.OFFICER
    at: frozenset[Moment] = EVERY_MOMENT


@dataclass(frozen=True, slots=True)
class Reminders:
    """Who may still act is told: when the window opens, and so many days before the certificate expires."""

    opens: bool = False
    before: tuple[int, ...] = ()
    """Days before the expiry, the farthest first."""

    @property
    def any(self) -> bool:
        """Whether anybody is told anything."""
        return self.opens or bool(self.before)


@dataclass(frozen=True, slots=True)
class GuideStep:
    """One step of the way through, as an applicant understands it."""

    title: Text
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Something to hand in, or said not to be needed."""

    name: str
    title: Text
    form: Text | None = None
    necessity: Text | None = None
    source: Text | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """Where one may apply."""

    kind: ChannelKind
    name: Text
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask, by which telephone, and when somebody answers."""

    purpose: Purpose
    name: Text | None = None
    phone: str | None = None
    hours: Text | None = None


@dataclass(frozen=True, slots=True)
class TimeLimits:
    """By when it is decided: by law, and as the office promises."""

    statutory: Text | None = None
    promised: Text | None = None


@dataclass(frozen=True, slots=True)
class Faq:
    """Asked again and again, and answered."""

    q: Text
    a: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """How the service is explained to those who need it."""

    summary: Text | None = None
    conditions: tuple[Text, ...] = ()
    steps: tuple[GuideStep, ...] = ()
    materials: tuple[Material, ...] = ()
    channels: tuple[Channel, ...] = ()
    contacts: tuple[Contact, ...] = ()
    basis: tuple[Text, ...] = ()
    authority: Text | None = None
    office: Text | None = None
    kind: Text | None = None
    fee: Text | None = None
    scope: Text | None = None
    result: Text | None = None
    visits: int | None = None
    time_limits: TimeLimits = TimeLimits()
    faq: tuple[Faq, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What one may apply for: it binds a form, a chain and a type of certificate."""

    title: Text
    code: str
    subject: Subject
    form: str
    chain: str
    certificate_type: str | None = None
    categories: tuple[str, ...] = ()
    """Of the certificate; none named means any."""
    holds: Holds = Holds.EXCLUSIVE
    window: Window | None = None
    checks: tuple[CheckRow, ...] = ()
    """In the order in which they are told; those that the other keys imply are among them."""
    opens_on: date | None = None
    """From the first moment of this day on, without a deployment."""
    prefill: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """For each field the source of the answer that the platform gives."""
    reminders: Reminders = Reminders()
    guide: Guide = Guide()
    short: Text | None = None
    """What lists say instead of the title, such as 延续."""

    def takes(self, *, certificate_type: str, category: str) -> bool:
        """Whether the matter is about certificates of this type and category."""
        return self.certificate_type == certificate_type and (
            not self.categories or category in self.categories
        )
