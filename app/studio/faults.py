"""What is wrong with the text in the editor, each fault with its line and what stands there."""

import re
from dataclasses import dataclass

from kernel.datafiles.document import Document, line_of
from kernel.datafiles.yamlfile import documents_in
from kernel.errors import TongbanError
from kernel.text import Text

AT_LINE = re.compile(r":(\d+)")
SHOWN = 200
"""So much of a line is quoted."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to correct; `line` is 0 where it has no place in the text."""

    what: Text
    remedy: Text
    path: str
    line: int
    source: str


def faults_in(error: TongbanError, text: str, *, name: str) -> list[Fault]:
    """Every problem of the refusal in the order of the text; `name` is the definition in the editor."""
    document, rows = _document(text), text.split("\n")
    in_text = error.place == name or error.place.startswith(f"{name}:")
    found = []
    for one in error.problems or (error,):
        path, line = _where(one.place.removeprefix(name), document) if in_text else (one.place, 0)
        source = rows[line - 1].strip()[:SHOWN] if 0 < line <= len(rows) else ""
        found.append(Fault(one.what, one.remedy, path, line, source))
    return sorted(found, key=lambda fault: fault.line)


def _document(text: str) -> Document | None:
    try:
        found = documents_in(text.encode(), file="")
    except TongbanError:
        return None
    return found[0] if found else None


def _where(place: str, document: Document | None) -> tuple[str, int]:
    """The path in this text and its line."""
    at = AT_LINE.fullmatch(place)
    if at is not None:
        return "", int(at[1])
    path = place.strip()
    return path, line_of(document, path) if path and document is not None else 0
