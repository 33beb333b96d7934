"""Letters in the yardsticks: the product's own drawing in its confined children, nothing switched off.

docx goes the way of every letter: the facts cross to a child as JSON, which fills the template and checks the
result. PDF is the built-in layout with its guilloche, its Chinese fonts and PDF/A; what the harness's letter says
stands in its fields.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

Facts = Mapping[str, Any]


def letter_make(template: str) -> Callable[[Facts], bytes]:
    """One letter from the harness's template."""
    from addons.letters.rendering import drawing

    content = Path(template).read_bytes()

    def made(facts: Facts) -> bytes:
        return drawing.letter(content, facts, link=facts["url"])

    return made


def pdf_make() -> Callable[[Sequence[Facts]], list[bytes]]:
    """Each letter as a document of the built-in layout."""
    from addons.letters.rendering import drawing

    def made(letters: Sequence[Facts]) -> list[bytes]:
        return [drawing.certificate(printed(facts), b"") for facts in letters]

    return made


def printed(facts: Facts) -> dict[str, Any]:
    """What the harness's letter says, in the terms of the layout."""
    rows = [[row["item"], f"{row['spec']} × {row['qty']}, {row['note']}"] for row in facts["rows"]]
    return {
        "country": facts["office"],
        "title": [f"Approval letter {facts['no']}"],
        "author": facts["office"],
        "fields": [["To", f"{facts['holder']} ({facts['uscc']})"], [facts["kind"], facts["valid"]], *rows],
        "portrait": "",
        "link": facts["url"],
        "hint": "Verify",
        "code": facts["no"],
        "issued": [["Signed for", facts["office"]], ["Date", facts["date"]]],
        "identifier": None,
        "date": facts["date"],
    }
