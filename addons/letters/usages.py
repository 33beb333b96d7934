"""What stands on letters and would lose its ground with them; which stored contents documents need."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from addons.letters.models import Document
from forms.seams import stored_digests
from kernel.kinds import Usage
from kernel.seams import usage
from kernel.text import Text

SHOWN = 5


@usage("letters.issued")
def issued(session: Session, definitions: Sequence[str]) -> list[Usage]:
    """The letters that were issued: what an office has decided is never deleted."""
    of_these = Document.letter.in_(definitions)
    count = session.scalar(select(func.count()).select_from(Document).where(of_these)) or 0
    if not count:
        return []
    numbers = select(Document.number).where(of_these, Document.number.is_not(None)).order_by(Document.id)
    return [
        Usage(
            Text("已出具的文书", "letters that were issued"),
            count,
            tuple(number for number in session.scalars(numbers.limit(SHOWN)) if number),
        )
    ]


@stored_digests("letters")
def documents_in_use(session: Session, digests: Collection[str]) -> set[str]:
    """Those that are a document's file, its template or its portrait."""
    found = set()
    for column in (
        *(Document.docx_digest, Document.pdf_digest),
        *(Document.template_digest, Document.portrait_digest),
    ):
        found |= set(session.scalars(select(column).where(column.in_(digests)).distinct()))
    return {digest for digest in found if digest}
