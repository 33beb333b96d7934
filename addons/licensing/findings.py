"""What a check is asked and what it answers, and the answers of all of them together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from addons.certificates.models import Certificate
from addons.certificates.windows import Opening
from addons.licensing.definition import Matter
from addons.licensing.models import Application
from addons.licensing.words import Unknown, Verdict
from addons.parties.models import Person
from kernel.errors import Invalid
from kernel.registry import Registry
from kernel.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a check may look at: the matter, the person, the certificate as it is now, what is applied for."""

    name: str
    """Of the matter."""
    matter: Matter
    registry: Registry
    on: date
    now: datetime
    person: Person | None = None
    certificate: Certificate | None = None
    application: Application | None = None
    opening: Opening | None = None
    """The days on which the window of the matter is open for this certificate."""
    filed_on: date | None = None
    """The day on which the case was filed; its window is measured on that day and not again."""
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    """The answers given so far, by the names of their fields."""
    given: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    """What the matter gives to the check under `with`."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, and what to do about it."""

    verdict: Verdict
    words: Text
    remedy: Text | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding with the name of its check and what follows when there is no answer."""

    check: str
    title: Text
    finding: Finding
    unknown: Unknown

    @property
    def passed(self) -> bool:
        """Whether there is nothing to say about it."""
        return self.finding.verdict is Verdict.PASS

    @property
    def blocks(self) -> bool:
        """Whether nothing goes on with this."""
        verdict = self.finding.verdict
        return verdict is Verdict.FAIL or (verdict is Verdict.UNKNOWN and self.unknown is Unknown.BLOCK)


class Refused(Invalid):
    """The matter cannot be applied for now; `problems` says everything that is in the way."""

    code = "not_possible"
    gate: "Gate | None" = None


@dataclass(frozen=True, slots=True)
class Gate:
    """Everything that was found, and when the window is open."""

    judged: tuple[Judged, ...]
    opening: Opening | None = None

    @property
    def passes(self) -> bool:
        """Whether nothing is in the way."""
        return not any(one.blocks for one in self.judged)

    @property
    def failures(self) -> tuple[Judged, ...]:
        """Everything that is in the way."""
        return tuple(one for one in self.judged if one.blocks)

    @property
    def for_officer(self) -> tuple[Judged, ...]:
        """What somebody at the office should look at: warnings, and what has no answer."""
        return tuple(one for one in self.judged if not one.passed and not one.blocks)

    def refuse(self, matter: Matter) -> None:
        """Nothing when it passes, or one refusal with everything that is in the way."""
        failures = self.failures
        if failures:
            raise self._refused(matter, failures)

    def _refused(self, matter: Matter, failures: Iterable[Judged]) -> Refused:
        found = tuple(failures)
        zh, en = matter.title.zh, matter.title.en
        refusal = Refused(
            Text(
                f"现在不能办理“{zh}”：有 {len(found)} 项不符合。",
                f"“{en}” is not possible now: {len(found)} conditions are not met.",
            ),
            remedy=Text("请按下列各项处理后再办。", "See to the points below, then try again."),
            place="gate",
            problems=tuple(
                Invalid(one.finding.words, remedy=one.finding.remedy or NOTHING_TO_DO, place=one.check)
                for one in found
            ),
        )
        refusal.gate = self
        return refusal


NOTHING_TO_DO = Text("如有疑问请咨询窗口。", "Ask a window if in doubt.")


def passed(zh: str, en: str) -> Finding:
    """Nothing is in the way."""
    return Finding(Verdict.PASS, Text(zh, en))


def failed(zh: str, en: str, *, remedy: Text) -> Finding:
    """It is in the way, and this is what to do."""
    return Finding(Verdict.FAIL, Text(zh, en), remedy)


def unknown(zh: str, en: str, *, remedy: Text | None = None) -> Finding:
    """There is no answer."""
    return Finding(Verdict.UNKNOWN, Text(zh, en), remedy)


def warned(zh: str, en: str, *, remedy: Text | None = None) -> Finding:
    """It is not in the way, and somebody should know."""
    return Finding(Verdict.WARN, Text(zh, en), remedy)
