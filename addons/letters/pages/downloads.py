"""Downloads: a letter or an e-certificate to those whose it is, each one on record."""

from io import BytesIO

from flask import Response, request, send_file
from sqlalchemy.orm import Session

from addons.letters.models import Document
from addons.letters.queries import document_for, no_such_document, title_of
from addons.letters.service import storage_of
from addons.letters.words import DocumentState, Ending
from forms.uploads import UNFIT
from kernel.access import rules_of
from kernel.audit import record
from kernel.errors import Conflict
from kernel.seams import pages
from kernel.surroundings import surroundings_of
from kernel.text import Text
from kernel.web import Pages, platform, versions, visitor

SANDBOX = "default-src 'none'; sandbox"
READ = ("can_read", "letters_document")
NUMBER = "<int(max=2147483647):number>"

downloads = Pages("letters", __name__)


@pages("letters.downloads")
def download_pages() -> Pages:
    """Files of letters and e-certificates."""
    return downloads


@downloads.get(f"/letters/{NUMBER}.<any(docx, pdf):ending>", permission=READ)
def download(number: int, ending: str) -> Response:
    """The file as an attachment, to holder, employer and the clerks of the case; the audit log says who took it."""
    wanted = Ending(ending)
    with platform().database.transaction() as session:
        document = _found(session, number)
        content = _content(session, document, wanted)
        record(
            session,
            actor=visitor().username,
            action="letter.downloaded",
            thing=f"letter:{document.id}",
            detail={"file": wanted.value, "digest": _digest(document, wanted)},
            now=platform().clock.now(),
            address=request.remote_addr or "",
        )
        name = file_name(document, wanted)
    response = send_file(BytesIO(content), mimetype=wanted.mime, as_attachment=True, download_name=name)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def file_name(document: Document, ending: Ending) -> str:
    """What the file is called where it is kept: its title and number, or the number of the certificate."""
    about = document.number or next(
        (value for name, value in document.facts.get("fields", ()) if name == "编号"), ""
    )
    return f"{UNFIT.sub('', f'{title_of(document).zh} {about}').strip()}.{ending}"


def _found(session: Session, number: int) -> Document:
    who, here = visitor(), platform()
    rules = rules_of(session, who.actor.role_ids, version=versions().role)
    return document_for(session, number, who.actor, registry=here.registry, rules=rules)


def _content(session: Session, document: Document, wanted: Ending) -> bytes:
    if document.state != DocumentState.READY:
        raise Conflict(
            Text("文书还在生成。", "The document is still being made."),
            remedy=Text("请过一会儿刷新页面再下载。", "Reload the page in a moment and try again."),
            place=f"letter:{document.id}",
        )
    digest = _digest(document, wanted)
    if digest is None:
        raise no_such_document(document.id)
    return storage_of(surroundings_of(session)).get(digest)


def _digest(document: Document, ending: Ending) -> str | None:
    return document.pdf_digest if ending is Ending.PDF else document.docx_digest
