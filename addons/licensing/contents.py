"""What a case of licensing says and what came with it: answers with masked words, files, an application's parties."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from addons.licensing.models import Application
from approvals.casefile.faces import Answer, Material
from approvals.cases.view import CaseView
from forms.compiler import CompiledForm
from forms.definition import Field, Section
from forms.fields.file import FileField
from forms.fieldtype import Offer
from forms.links import shown
from forms.models import Submission, Upload
from forms.offering import Asking, names_in
from forms.uploads import uploads_by_id
from forms.versions import form_at
from kernel.access import Actor
from kernel.clock import local_day
from kernel.db import connection_of
from kernel.prepared import Prepared
from kernel.surroundings import Surroundings
from kernel.text import Text

NOBODY = Actor(None, "", frozenset())
"""Who reads what kept answers are called: that is the same for everybody."""
VIEW = "/view"
# built once: the pages of a case ask it for answers, files and what registers know
SUBMITTED = Prepared(
    select(Submission.version_id, Submission.answers)
    .join(Application, Application.submission_id == Submission.id)
    .where(Application.case_id == bindparam("case"))
)


class Submitted(NamedTuple):
    """The version of the form that was filled in for a case, and the answers."""

    version_id: int
    answers: Mapping[str, Any]


def submission_of(session: Session, case_id: int) -> Submitted | None:
    """What was filled in for the case."""
    session.flush()
    found = SUBMITTED.typed(connection_of(session), {"case": case_id})
    return Submitted(*found[0]) if found else None


def answers(session: Session, case: CaseView, around: Surroundings) -> list[Answer]:
    """Every visible answer, in the order of the form."""
    submission = submission_of(session, case.id)
    if submission is None:
        return []
    form = form_at(session, submission.version_id, around.registry)
    today = local_day(around.clock.now())
    values, hidden = form.standing(submission.answers, today=today)
    sections = [one for one in form.form.sections if one.name not in hidden]
    asking = Asking(
        session=session,
        registry=around.registry,
        actor=NOBODY,
        on=today,
        locale=form.locale,
        values=submission.answers,
    )
    names = names_in(form.form, form.sections, asking)
    uploads = uploads_by_id(session, _numbers(form, submission.answers))
    return [
        _answer(section, field, values.get(field.name), submission.answers, names=names, uploads=uploads)
        for section in sections
        for field in section.fields
        if field.name not in hidden and field.type.asks and field.type.shown
    ]


def materials(session: Session, case: CaseView, user_id: int | None, around: Surroundings) -> list[Material]:
    """Every file that the answers name, in the order of the form, at addresses for this reader."""
    submission = submission_of(session, case.id)
    if submission is None or around.keys is None:
        return []
    form = form_at(session, submission.version_id, around.registry)
    found = uploads_by_id(session, _numbers(form, submission.answers))
    links = shown(found.values(), user_id, keys=around.keys, now=around.clock.now())
    return [
        _material(name, field.title, found[number], links[number].address)
        for name, field in form.fields.items()
        for number in _held(field, submission.answers)
        if number in found
    ]


def _answer(
    section: Section,
    field: Field,
    value: Any,
    stored: Mapping[str, Any],
    *,
    names: Mapping[str, Sequence[Offer]],
    uploads: Mapping[int, Upload],
) -> Answer:
    numbers = [number for number in _held(field, stored) if number in uploads]
    words = "、".join(uploads[number].name for number in numbers)
    return Answer(
        path=field.name,
        title=field.title,
        words=words or _words(field, value, names),
        value=stored.get(field.name),
        section=section.title,
        rows=tuple(_rows(field, value)),
    )


def _words(field: Field, value: Any, names: Mapping[str, Sequence[Offer]]) -> str:
    if value is None or field.columns:
        return ""
    called = next((offer.words for offer in names.get(field.name, ()) if offer.value == value), "")
    return called or field.type.mask(value, "zh")


def _rows(field: Field, value: Any) -> Iterator[str]:
    for row in value or () if field.columns else ():
        cells = [(column, row.get(column.name)) for column in field.columns]
        yield "，".join(
            f"{column.title.zh} {column.type.mask(cell, 'zh')}" for column, cell in cells if cell is not None
        )


def _material(name: str, title: Text, upload: Upload, address: str) -> Material:
    return Material(
        id=upload.id,
        place=name,
        title=title,
        name=upload.name,
        media=upload.media,
        size=upload.size,
        at=upload.uploaded_at,
        digest=upload.digest,
        address=address,
        view=f"{address}{VIEW}",
    )


def _numbers(form: CompiledForm, stored: Mapping[str, Any]) -> list[int]:
    return [number for field in form.fields.values() for number in _held(field, stored)]


def _held(field: Field, stored: Mapping[str, Any]) -> list[int]:
    held = stored.get(field.name)
    if not isinstance(field.type, FileField) or not isinstance(held, list):
        return []
    return [number for number in held if isinstance(number, int)]
