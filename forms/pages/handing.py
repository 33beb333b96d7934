"""What a page of a form that is tried out posts: answers, files that are looked at, rows and files that leave."""

from dataclasses import replace
from typing import Any

from flask import request
from werkzeug.datastructures import FileStorage

from forms.answers import Fault
from forms.fields.file import FileField
from forms.trying import Trial, examined
from kernel.web import platform, visitor
from kernel.web.boards import now
from kernel.web.inputs import number_in


def posted_in(begun: Trial, here: str) -> tuple[Trial, dict[str, Fault]]:
    """The trial with what the page posted, and the files that were refused."""
    if here not in begun.form.sections:
        return begun, {}
    found = _without_removed(begun.typed(request.form, here))
    refused: dict[str, Fault] = {}
    for name in sorted(found.form.questions([here]).names):
        kind = found.form.fields[name].type
        for file in request.files.getlist(f"{name}-upload") if isinstance(kind, FileField) else ():
            if not file.filename or not isinstance(kind, FileField):
                continue
            came = _examined(kind, file, found.values.get(name))
            if isinstance(came, Fault):
                refused[name] = came
            else:
                found = found.with_file(name, *came)
    return found, refused


def _examined(kind: FileField, file: FileStorage, held: Any) -> tuple[str, int] | Fault:
    with platform().database.transaction() as session:
        return examined(
            session,
            kind,
            file.read(),
            str(file.filename),
            owner=visitor().username,
            now=now(),
            held=len(held) if isinstance(held, list) else 0,
        )


def _without_removed(found: Trial) -> Trial:
    """Without the file or the row whose button was pressed."""
    for button in ("_remove_upload", "_remove_row"):
        name, _colon, which = request.form.get(button, "").partition(":")
        held = found.values.get(name)
        if which and isinstance(held, list):
            gone = number_in(which)
            left = [
                item
                for place, item in enumerate(held)
                if (str(item) != which if button == "_remove_upload" else place != gone)
            ]
            return replace(found, values={**found.values, name: left})
    return found
