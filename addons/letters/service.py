"""Acts: a letter and an e-certificate are issued, drawn, drawn again; each flushes, nothing commits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from addons.letters.definition import Letter, read_letter
from addons.letters.facts import Ground, certificate_facts, ground_of, letter_facts
from addons.letters.models import Document
from addons.letters.numbers import letter_number
from addons.letters.rendering import drawing
from addons.letters.serials import next_serial
from addons.letters.templates import content_of
from addons.letters.tokens import check_code, new_token
from addons.letters.words import E_CERTIFICATE, DocumentKind, DocumentState
from forms.storage import LocalFiles, Storage, folder_in
from kernel.clock import local_day
from kernel.definitions import current
from kernel.errors import Conflict, Invalid, NotFound
from kernel.models import DefinitionVersion
from kernel.outbox import defer
from kernel.surroundings import Surroundings, surroundings_of
from kernel.text import Text

RENDER = "letters.render"
VERIFY = "/verify"
LONGEST_ERROR = 500
MOST_AGAIN = 200


@dataclass(frozen=True, slots=True)
class LetterVersion:
    """A letter with its name and the version that says it."""

    name: str
    version_id: int
    letter: Letter


def letter_in_force(session: Session, name: str) -> LetterVersion:
    """The letter that can be issued under this name."""
    version: DefinitionVersion | None = current(session, name)
    if version is None:
        raise NotFound(
            Text(f"没有名为 {name} 的文书，或已停用。", f"There is no letter {name}, or it is retired."),
            remedy=Text("请安装提供它的插件。", "Install the plugin that brings it."),
            place=name,
        )
    return LetterVersion(name, version.id, read_letter(version.body))


def issue_letter(session: Session, name: str, *, case_id: int | None, certificate_id: int | None) -> Document:
    """The letter has its number and its facts in this transaction; it is drawn after it."""
    around = surroundings_of(session)
    now, found = around.clock.now(), letter_in_force(session, name)
    template = content_of(found.letter.template, around.addons)
    ground = ground_of(session, certificate_id=certificate_id, case_id=case_id)
    said: dict[str, Any] = letter_facts(session, ground, now=now)
    said |= {one.name: one.value for one in found.letter.variables}
    numbered = _numbered(session, found.letter, local_day(now).year)
    token = new_token()
    said |= {"title": found.letter.title.zh, "number": numbered.get("number", ""), "code": check_code(token)}
    document = Document(
        kind=DocumentKind.LETTER,
        letter=name,
        version_id=found.version_id,
        title=_words(found.letter.title),
        **numbered,
        **_of(ground, case_id),
        edition=None,
        facts=said,
        template_digest=storage_of(around).put(template),
        token=token,
        state=DocumentState.QUEUED,
        created_at=now,
    )
    session.add(document)
    session.flush()
    _defer(session, document.id)
    return document


def issue_certificate(session: Session, *, certificate_id: int, case_id: int | None) -> Document:
    """The present edition of the e-certificate is on its way; the one there is, when it has been made before."""
    around = surroundings_of(session)
    now = around.clock.now()
    ground = ground_of(session, certificate_id=certificate_id, case_id=case_id)
    row = ground.certificate
    assert row is not None  # noqa: S101 the ground refuses a certificate that is not there
    values = {
        "kind": DocumentKind.CERTIFICATE,
        "title": _words(E_CERTIFICATE),
        **_of(ground, case_id),
        "edition": row.edition,
        "facts": certificate_facts(session, ground, keys=around.keys, now=now),
        "portrait_digest": row.photo_digest,
        "token": new_token(),
        "state": DocumentState.QUEUED,
        "created_at": now,
    }
    known = select(Document).where(
        Document.kind == DocumentKind.CERTIFICATE,
        Document.certificate_id == certificate_id,
        Document.edition == row.edition,
    )
    found = session.scalars(known).one_or_none()
    if found is None:
        found = Document(**values)
        session.add(found)
        session.flush()
        _defer(session, found.id)
    return found


def draw(session: Session, document_id: int) -> None:
    """The file is in the storage and can be handed out; what cannot be drawn is marked with the reason."""
    document = session.get(Document, document_id, with_for_update=True, populate_existing=True)
    if document is None or document.state == DocumentState.READY:
        return
    around = surroundings_of(session)
    storage = storage_of(around)
    link = f"{around.address}{VERIFY}/{document.token}"
    try:
        _draw(document, storage, link)
    except Invalid as refusal:
        document.state = DocumentState.FAILED
        document.error = refusal.sentence("zh")[:LONGEST_ERROR]
    else:
        document.state, document.error = DocumentState.READY, None
        document.made_at = around.clock.now()
    session.flush()


def draw_again(session: Session) -> int:
    """Documents that could not be drawn are on their way again; how many."""
    failed = select(Document.id).where(Document.state == DocumentState.FAILED).order_by(Document.id)
    ids = list(session.scalars(failed.limit(MOST_AGAIN)))
    session.execute(
        update(Document).where(Document.id.in_(ids)).values(state=DocumentState.QUEUED, error=None),
        execution_options={"synchronize_session": False},
    )
    for document_id in ids:
        _defer(session, document_id)
    return len(ids)


def storage_of(around: Surroundings) -> LocalFiles:
    """Where this installation keeps its files."""
    if around.folder is None:
        raise _no_storage()
    return LocalFiles(folder_in(around.folder))


def _draw(document: Document, storage: Storage, link: str) -> None:
    if document.kind == DocumentKind.LETTER:
        template = storage.get(document.template_digest or "")
        document.docx_digest = storage.put(drawing.letter(template, document.facts, link=link))
        return
    portrait = storage.get(document.portrait_digest) if document.portrait_digest else b""
    facts = {**document.facts, "link": link, "code": check_code(document.token)}
    document.pdf_digest = storage.put(drawing.certificate(facts, portrait))


def _numbered(session: Session, letter: Letter, year: int) -> dict[str, Any]:
    """The columns of the number; none for a letter that bears none."""
    if letter.number is None:
        return {}
    organ, word = letter.number.organ, letter.number.word
    serial = next_serial(session, organ, word, year)
    number = letter_number(organ, word, year, serial)
    return {"number": number, "organ": organ, "word": word, "year": year, "serial": serial}


def _of(ground: Ground, case_id: int | None) -> Mapping[str, Any]:
    """The columns that say what the document belongs to."""
    return {
        "case_id": case_id,
        "application_id": ground.application.id if ground.application else None,
        "certificate_id": ground.certificate.id if ground.certificate else None,
        **ground.parties,
    }


def _defer(session: Session, document_id: int) -> None:
    defer(session, RENDER, {"document": document_id}, now=surroundings_of(session).clock.now())


def _words(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _no_storage() -> Conflict:
    return Conflict(
        Text("没有数据目录，文书无处存放。", "There is no data folder to keep documents in."),
        remedy=Text("请设置 DATA_DIR。", "Set DATA_DIR."),
        place="DATA_DIR",
    )
