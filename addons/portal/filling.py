"""An application being filled in: its form, the sections open to the caller, what stands on them, what is wrong."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from addons.licensing import service
from addons.licensing.definition import Matter
from addons.licensing.drafting import certificate_of
from addons.licensing.gate import opening_of
from addons.licensing.models import Application
from addons.licensing.queries import matter_of
from approvals.cases.queries import case_view, steps_for
from approvals.engine import Correction
from approvals.people.assignment import Standing
from forms import offering
from forms import service as forms
from forms.answers import Fault
from forms.compiler import CompiledForm
from forms.definition import Section
from forms.fields.file import FileField
from forms.fieldtype import Offer
from forms.models import Submission, Upload
from forms.offering import Asking
from forms.uploads import uploads_by_id
from kernel.access import actor_of
from kernel.registry import Registry
from kernel.text import Text
from kernel.web.inputs import number_in

NO_REMEDY = Text("", "")


@dataclass(frozen=True, slots=True)
class Filling:
    """An application with its form in the caller's language; `sections` are those open to them and visible."""

    application: Application
    matter: Matter
    submission: Submission
    form: CompiledForm
    sections: tuple[str, ...]
    correction: Correction | None
    standing: Standing
    registry: Registry
    on: date

    @property
    def values(self) -> dict[str, Any]:
        """What stands on the pages: answers, and over them what is none yet."""
        return forms.typed(self.submission)

    @property
    def standing_answers(self) -> dict[str, Any]:
        """The answers without what is to be declared anew before it is handed in."""
        anew = self.form.declared & self.submission.rough.keys()
        return {name: value for name, value in self.submission.answers.items() if name not in anew}

    @property
    def opened(self) -> tuple[Section, ...]:
        """The open sections in order."""
        return tuple(one for one in self.form.form.sections if one.name in self.sections)

    def section(self, name: str) -> Section | None:
        """The open section of that name."""
        return next((one for one in self.opened if one.name == name), None)

    def section_of(self, path: str) -> Section | None:
        """The open section with the field that a fault or a defect is pinned to."""
        field = path.partition(".")[0]
        return next((one for one in self.opened if any(asked.name == field for asked in one.fields)), None)

    def after(self, name: str) -> str | None:
        """The section that follows; None after the last."""
        place = self.sections.index(name) + 1
        return self.sections[place] if place < len(self.sections) else None

    def defects(self, names: Collection[str]) -> dict[str, Fault]:
        """What the office wants mended at the fields of these sections, each at its field."""
        if self.correction is None:
            return {}
        fields = {field.name for one in self.opened if one.name in names for field in one.fields}
        pinned = [one for one in self.correction.defects if one.at.partition(".")[0] in fields]
        return {one.at: Fault(Text(one.what, one.what), NO_REMEDY) for one in pinned}


def filling(
    session: Session,
    application: Application,
    *,
    standing: Standing,
    registry: Registry,
    locale: str,
    on: date,
) -> Filling:
    """The application as the caller may fill it in now."""
    submission = session.get_one(Submission, application.submission_id)
    form = forms.form_of(session, submission, registry, locale=locale)
    opened = service.open_sections(session, application, standing=standing, registry=registry)
    hidden = form.state(forms.typed(submission), today=on)["hidden"]
    return Filling(
        application,
        matter_of(session, application),
        submission,
        form,
        tuple(one for one in opened if one not in hidden),
        _correction(session, application, standing),
        standing,
        registry,
        on,
    )


def faults_in(found: Filling, sections: Sequence[str], *, on: date) -> dict[str, Fault]:
    """What is wrong or missing in the sections as they stand."""
    names = found.form.questions(sections).names
    values = {name: value for name, value in found.values.items() if name in names}
    elsewhere = {name: value for name, value in found.submission.answers.items() if name not in names}
    outcome = found.form.normalised(values, sections, today=on, kept=found.form.restored(elsewhere))
    return {
        path: fault for path, fault in outcome.faults.items() if path.partition(".")[0] not in outcome.hidden
    }


def offers_in(
    session: Session,
    found: Filling,
    sections: Collection[str],
    *,
    values: Mapping[str, Any],
    sought: Mapping[str, str],
) -> dict[str, Sequence[Offer]]:
    """What pickers list on a page with these values; `sought` is what was typed to find."""
    if not _picks(found, sections):
        return {}
    return offering.offers_in(found.form.form, sections, _asking(session, found, values, sought))


def names_in(session: Session, found: Filling, sections: Collection[str]) -> dict[str, Sequence[Offer]]:
    """What the answers are called that were chosen at pickers."""
    if not _picks(found, sections):
        return {}
    return offering.names_in(found.form.form, sections, _asking(session, found, found.submission.answers, {}))


def uploads_in(
    session: Session, found: Filling, values: Mapping[str, Any], *, reader: str
) -> Sequence[Upload]:
    """The files that these values name, as far as the answers hold them or the reader handed them in.

    Of what was typed anybody may have written any number; an answer was looked at when it was saved.
    """
    held = _files_in(found.form, found.submission.answers)
    named = uploads_by_id(session, _files_in(found.form, values)).values()
    return [upload for upload in named if upload.id in held or upload.owner == reader]


def last_day(session: Session, found: Filling) -> date | None:
    """The last day on which the draft can be handed in; none where no window says so."""
    if found.application.case_id is not None:
        return None
    opening = opening_of(session, found.matter, certificate_of(session, found.application))
    return opening.last if opening is not None else None


def asks(section: Section) -> bool:
    """Whether anybody has to fill in anything here."""
    return any(field.asked for field in section.fields)


def _files_in(form: CompiledForm, values: Mapping[str, Any]) -> set[int]:
    """The numbers of files in these values; of a number that no row has there is no file."""
    return {
        number
        for name, value in values.items()
        if (field := form.fields.get(name)) is not None
        and isinstance(field.type, FileField)
        and isinstance(value, list)
        for item in value
        if (number := number_in(str(item))) is not None
    }


def _correction(session: Session, application: Application, standing: Standing) -> Correction | None:
    if application.case_id is None:
        return None
    correction = case_view(session, application.case_id).state.correction
    mine = steps_for(session, standing, application.case_id)
    return correction if correction is not None and correction.step in mine else None


def _picks(found: Filling, sections: Collection[str]) -> bool:
    asked = [field.name for one in found.form.form.sections if one.name in sections for field in one.fields]
    return offering.has_pickers(found.form.fields, asked)


def asking_of(session: Session, found: Filling) -> Asking:
    """Who asks about the answers as they are on file."""
    return _asking(session, found, found.submission.answers, {})


def _asking(session: Session, found: Filling, values: Mapping[str, Any], sought: Mapping[str, str]) -> Asking:
    return Asking(
        session=session,
        registry=found.registry,
        actor=actor_of(session, found.standing.user_id),
        on=found.on,
        locale=found.form.locale,
        values=values,
        sought=sought,
        about=_about(session, found.application),
    )


def _about(session: Session, application: Application) -> dict[str, int]:
    """The person and the enterprise that the application concerns: those on its certificate, when it has one."""
    held = certificate_of(session, application)
    rows = {
        "person": held.holder_id if held is not None else application.person_id,
        "enterprise": held.enterprise_id if held is not None else application.enterprise_id,
    }
    return {name: row for name, row in rows.items() if row is not None}
