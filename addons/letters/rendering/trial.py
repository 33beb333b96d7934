"""A small document that uses every part of the drawing, so that a child has loaded all of it."""

from contextlib import suppress

from addons.letters.rendering.archive import TYPES
from addons.letters.rendering.template import ready
from addons.letters.rendering.zipping import packed, zipped
from kernel.errors import Invalid

WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
GOOD = "{{ day | day }}{% for one in rows %}{{ one.name }}{% endfor %}{{ text }}{{ qr }}"
BAD = ("{{ missing }}", "{% if %}", "{{ 'a' ** 2 }}", "{% include 'x' %}", "{{ 1 / 0 }}", "{{ day | safe }}")


def document(text: str) -> bytes:
    """A docx of one paragraph."""
    types = (
        f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    links = (
        f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{WORDS}"><w:body><w:p><w:r><w:t>'
        f"{text}</w:t></w:r></w:p></w:body></w:document>"
    )
    parts = {TYPES: types, "_rels/.rels": links, "word/document.xml": body}
    return zipped(packed(name, part.encode()) for name, part in parts.items())


def exercise() -> None:
    """Everything that a template can need has been used once, its refusals too."""
    facts = {"day": "2026-03-10", "rows": [{"name": "<甲>"}], "text": "一\n二"}
    ready(document(GOOD), {"qr": 3.0}).filled(facts, {"qr": "https://example.invalid"})
    for source in BAD:
        with suppress(Invalid):
            ready(document(source), {}).filled(facts, {})
