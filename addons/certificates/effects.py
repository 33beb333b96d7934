"""The effects of cases on certificates: longer validity, another employer or appointment, the end."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy.orm import Session

from addons.certificates import service
from addons.certificates.changes import cancellation, extension
from addons.certificates.entering import foreseen, found
from kernel.effects import Change, Effect, asks, cause_of
from kernel.seams import effect
from kernel.surroundings import surroundings_of
from kernel.text import Text

NOBODY = "system"
CERTIFICATE = asks("证书", "Certificate", usual="certificate")


class Unchanged(StrEnum):
    """Stands where a field stays as it is, since nothing means that it becomes empty."""

    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Extension:
    """`seen` is the end that the case was decided on."""

    certificate: int = field(metadata=CERTIFICATE)
    years: int = field(metadata=asks("延长几年", "Years"))
    seen: date | None = field(
        metadata=asks("受理时的有效期至", "The end that was decided on", usual="certificate_valid_to")
    )


@dataclass(frozen=True, slots=True)
class Alteration:
    """What is not named stays; an employer of None means that the holder has none any more."""

    certificate: int = field(metadata=CERTIFICATE)
    enterprise: Unchanged | int | None = field(
        default=Unchanged.UNCHANGED, metadata=asks("新聘用企业", "New employer")
    )
    appointment: Unchanged | str | None = field(
        default=Unchanged.UNCHANGED, metadata=asks("岗位或职务", "Appointment")
    )
    photo: Unchanged | str | None = field(default=Unchanged.UNCHANGED, metadata=asks("照片", "Photograph"))

    def fields(self) -> dict[str, Any]:
        """The columns to be changed, with their new values."""
        named = {
            "enterprise_id": self.enterprise,
            "appointment": self.appointment,
            "photo_digest": self.photo,
        }
        return {name: value for name, value in named.items() if value is not Unchanged.UNCHANGED}


@effect("extend")
class Extend(Effect):
    """A certificate is valid so many years longer, from its old end."""

    title: ClassVar = Text("延长有效期", "Extend the validity")
    Parameters: ClassVar = Extension

    def dry_run(self, session: Session, parameters: Extension) -> Change:
        """The old end and the new."""
        row = found(session, parameters.certificate)
        today = surroundings_of(session).clock.today()
        fields = extension(row, years=parameters.years, seen=parameters.seen, on=today)
        return foreseen(row, fields)

    def apply(self, session: Session, parameters: Extension) -> Change:
        """The end has moved; a certificate that had lapsed is valid again."""
        cause = cause_of(session)
        return service.extend(
            session,
            parameters.certificate,
            years=parameters.years,
            seen=parameters.seen,
            now=surroundings_of(session).clock.now(),
            actor=cause or NOBODY,
            cause=cause,
        )


@effect("change_fields")
class ChangeFields(Effect):
    """A certificate names another employer or appointment, or bears another photograph."""

    title: ClassVar = Text("变更登记事项", "Change what the certificate says")
    Parameters: ClassVar = Alteration

    def dry_run(self, session: Session, parameters: Alteration) -> Change:
        """What is changed, before and after."""
        row = found(session, parameters.certificate)
        return foreseen(row, service.altered(session, row, parameters.fields()))

    def apply(self, session: Session, parameters: Alteration) -> Change:
        """It is changed."""
        cause = cause_of(session)
        return service.change_fields(
            session,
            parameters.certificate,
            parameters.fields(),
            now=surroundings_of(session).clock.now(),
            actor=cause or NOBODY,
            cause=cause,
        )


@dataclass(frozen=True, slots=True)
class Move:
    """Nobody named means that the holder has no employer any more."""

    certificate: int = field(metadata=CERTIFICATE)
    employer: int | None = field(default=None, metadata=asks("新聘用企业", "New employer"))


@dataclass(frozen=True, slots=True)
class Ending:
    """Which certificate."""

    certificate: int = field(metadata=CERTIFICATE)


@effect("change_employer")
class ChangeEmployer(Effect):
    """A certificate names another employer, or none any more."""

    title: ClassVar = Text("变更受聘企业", "Change the employer")
    Parameters: ClassVar = Move

    def dry_run(self, session: Session, parameters: Move) -> Change:
        """The old employer and the new."""
        row = found(session, parameters.certificate)
        return foreseen(row, service.moved(session, row, parameters.employer))

    def apply(self, session: Session, parameters: Move) -> Change:
        """It names the new one, in a new edition."""
        cause = cause_of(session)
        return service.change_employer(
            session,
            parameters.certificate,
            parameters.employer,
            now=surroundings_of(session).clock.now(),
            actor=cause or NOBODY,
            cause=cause,
        )


@effect("cancel")
class Cancel(Effect):
    """A certificate is cancelled: it is worth nothing any more, and nothing is done to it again."""

    title: ClassVar = Text("注销证书", "Cancel the certificate")
    Parameters: ClassVar = Ending

    def dry_run(self, session: Session, parameters: Ending) -> Change:
        """Its state before and after."""
        row = found(session, parameters.certificate)
        return foreseen(row, cancellation(row))

    def apply(self, session: Session, parameters: Ending) -> Change:
        """It is cancelled."""
        cause = cause_of(session)
        return service.cancel(
            session,
            parameters.certificate,
            now=surroundings_of(session).clock.now(),
            actor=cause or NOBODY,
            cause=cause,
        )
