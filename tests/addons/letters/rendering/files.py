"""docx files as tests need them: plain ones, and the ones a stranger with bad intentions makes."""

import io
import zipfile
from collections.abc import Mapping

from docx import Document

from addons.letters.rendering.trial import document

WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def changed(content: bytes, parts: Mapping[str, bytes | str | None]) -> bytes:
    """The file with these parts changed, added, or left out where None."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found: dict[str, bytes | str | None] = {name: archive.read(name) for name in archive.namelist()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (found | dict(parts)).items():
            if part is not None:
                archive.writestr(name, part)
    return made.getvalue()


def linked(kind: str, target: str, *, outside: bool = True) -> bytes:
    """A document that refers to something."""
    mode = ' TargetMode="External"' if outside else ""
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'
    )
    return changed(document("{{ a }}"), {"word/_rels/document.xml.rels": rels})


def with_body(body: str) -> bytes:
    """A document whose body is this XML."""
    return changed(
        document(""),
        {"word/document.xml": f'<w:document xmlns:w="{WORDS}"><w:body>{body}</w:body></w:document>'},
    )


def words(content: bytes) -> list[str]:
    """The paragraphs of the document, those in its tables too."""
    found = Document(io.BytesIO(content))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in found.paragraphs] + cells


def parts_of(content: bytes) -> dict[str, bytes]:
    """Everything in the file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}
