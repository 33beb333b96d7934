"""Which uploads a submission names; what none names is forgotten one day, and counts against its owner's quota."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from forms.answers import Fault
from forms.compiler import CompiledForm
from forms.fields.file import DIGITS, LAST, FileField, numbers_in
from forms.models import Naming, Submission, Upload
from forms.uploads import refuse_foreign
from kernel.errors import Invalid


def note_named(session: Session, submission: Submission, form: CompiledForm) -> None:
    """The table says which uploads the submission names now, and whether as answers."""
    files = [name for name, field in form.fields.items() if isinstance(field.type, FileField)]
    if not files:
        return
    rough = dict.fromkeys(_ids(submission.rough, files), False)
    wanted = rough | dict.fromkeys(_ids(submission.answers, files), True)
    own = select(Naming.upload_id, Naming.answered).where(Naming.submission_id == submission.id)
    held = {row.upload_id: row.answered for row in session.execute(own)}
    gone = [number for number, answered in held.items() if wanted.get(number) != answered]
    new = uploads_held(session, [number for number in wanted if held.get(number) != wanted[number]])
    if gone:
        session.execute(
            delete(Naming).where(Naming.submission_id == submission.id, Naming.upload_id.in_(gone)),
            execution_options={"synchronize_session": False},
        )
    rows = [
        Naming(upload_id=number, submission_id=submission.id, answered=wanted[number])
        for number in sorted(new)
    ]
    session.add_all(rows)
    session.flush()
    for row in rows:
        session.expunge(row)


def foreign_files(
    session: Session, submission: Submission, form: CompiledForm, values: Mapping[str, Any], *, owner: str
) -> dict[str, Fault]:
    """The faults of files that are not there, not for this field, or neither the owner's nor its answer so far."""
    fields = {name: form.fields[name].type for name, value in values.items() if value}
    files = {name: kind for name, kind in fields.items() if isinstance(kind, FileField)}
    uploads = uploads_held(session, [number for name in files for number in numbers_in(values[name])])
    faults = {}
    for name, kind in files.items():
        held = numbers_in(submission.answers.get(name))
        fit = {number: one for number, one in uploads.items() if one.owner == owner or number in held}
        try:
            refuse_foreign(kind, numbers_in(values[name]), fit)
        except Invalid as error:
            faults[name] = Fault(error.what, error.remedy)
    return faults


def uploads_held(session: Session, ids: Iterable[int]) -> Mapping[int, Upload]:
    """The uploads that there are among these; nobody forgets one until the transaction ends."""
    wanted = sorted({number for number in ids if number <= LAST})
    if not wanted:
        return {}
    query = select(Upload).where(Upload.id.in_(wanted)).order_by(Upload.id)
    return {one.id: one for one in session.scalars(query.with_for_update(read=True, key_share=True))}


def _ids(values: Mapping[str, Any], files: Iterable[str]) -> list[int]:
    """What stands at the fields as ids: an answer is a list of numbers, what was typed anything."""
    found = []
    for name in files:
        held = values.get(name)
        for item in held if isinstance(held, list) else [held]:
            text = str(item).strip()
            if text.isascii() and text.isdigit() and len(text) <= DIGITS:
                found.append(int(text))
    return found
