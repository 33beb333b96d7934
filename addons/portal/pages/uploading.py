"""Files that come with a page: kept one by one, each refusal told at its field."""

from collections.abc import Collection
from typing import Any

from flask import request
from sqlalchemy.orm import Session

from addons.portal.pages.asking import now
from forms.answers import Fault
from forms.compiler import CompiledForm
from forms.fields.file import FileField, numbers_in
from forms.storage import LocalFiles, folder_in
from forms.uploads import keep
from kernel.errors import Invalid
from kernel.web import platform, visitor
from kernel.web.inputs import number_in


def with_uploads(
    session: Session, form: CompiledForm, sections: Collection[str], raw: dict[str, Any]
) -> dict[str, Fault]:
    """What was posted refers to the files that came with it as well; those that are refused are told."""
    faults: dict[str, Fault] = {}
    storage = LocalFiles(folder_in(platform().site.folder))
    names = form.questions(sections).names
    for name in sorted(names):
        field = form.fields[name].type
        if not isinstance(field, FileField):
            continue
        kept = list(raw.get(name) or [])
        for file in request.files.getlist(f"{name}-upload"):
            if not file.filename:
                continue
            try:
                field.refuse_more(0 if field.replaces else len(numbers_in(kept)))
                upload = keep(
                    session,
                    file.read(),
                    name=file.filename,
                    owner=visitor().username,
                    field=field,
                    storage=storage,
                    now=now(),
                )
            except Invalid as error:
                faults[name] = Fault(error.what, error.remedy)
            else:
                kept = [str(upload.id)] if field.replaces else [*kept, str(upload.id)]
        raw[name] = kept
    return faults


def without_removed(raw: dict[str, Any]) -> str:
    """The file or row whose button was pressed is out of what was posted; the name of its field, or nothing."""
    for button in ("_remove_upload", "_remove_row"):
        name, _, which = request.form.get(button, "").partition(":")
        held = raw.get(name)
        if which and isinstance(held, list):
            gone = which if button == "_remove_upload" else number_in(which)
            raw[name] = [
                item
                for place, item in enumerate(held)
                if (str(item) if button == "_remove_upload" else place) != gone
            ]
            return name
    return ""
