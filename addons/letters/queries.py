"""Reads: the documents of a case and of a certificate, one that somebody may open, one that a token names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from addons.letters.models import Document
from addons.letters.words import DocumentKind, DocumentState, Ending
from kernel.access import Actor, Rule, scoped
from kernel.errors import NotFound
from kernel.registry import Registry
from kernel.text import Text

CAN_READ = "can_read"
DOWNLOAD = "/letters"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as pages list it; whether this reader may open it, the page has found out."""

    id: int
    kind: DocumentKind
    title: Text
    number: str
    edition: int | None
    state: DocumentState
    endings: tuple[Ending, ...]
    created_at: datetime
    case_id: int | None = None
    certificate_id: int | None = None

    @property
    def ready(self) -> bool:
        """Whether it can be opened."""
        return self.state is DocumentState.READY

    def address(self, ending: Ending | None = None) -> str:
        """Where it is downloaded, in its first kind of file unless told otherwise; empty until it is drawn."""
        chosen = ending or next(iter(self.endings), None)
        return f"{DOWNLOAD}/{self.id}.{chosen}" if self.ready and chosen else ""


def documents_of_case(session: Session, case_id: int) -> list[Paper]:
    """What came of the case, in the order of its making."""
    return _papers(session, select(Document).where(Document.case_id == case_id))


def documents_of_certificate(session: Session, certificate_id: int) -> list[Paper]:
    """Everything that was made of the certificate, the latest first."""
    found = _papers(session, select(Document).where(Document.certificate_id == certificate_id))
    return found[::-1]


def e_certificates(session: Session, certificate_ids: Iterable[int]) -> dict[int, Paper]:
    """The newest e-certificate of each of them."""
    wanted = select(Document).where(
        Document.certificate_id.in_(list(certificate_ids)), Document.kind == DocumentKind.CERTIFICATE
    )
    return {one.certificate_id: one for one in _papers(session, wanted) if one.certificate_id is not None}


def document_for(
    session: Session, document_id: int, actor: Actor, *, registry: Registry, rules: Iterable[Rule]
) -> Document:
    """The document, if the reader's roles let them see it; somebody else's is as one that is not there."""
    wanted = select(Document).where(Document.id == document_id)
    mine = scoped(wanted, Document, actor, permission=CAN_READ, registry=registry, rules=rules)
    found: Document | None = session.scalars(mine).one_or_none()
    if found is None:
        raise no_such_document(document_id)
    return found


def open_to(
    session: Session, papers: Sequence[Paper], actor: Actor, *, registry: Registry, rules: Iterable[Rule]
) -> list[Paper]:
    """Those of the papers that the reader may download, in their order."""
    wanted = select(Document.id).where(Document.id.in_([paper.id for paper in papers]))
    mine = scoped(wanted, Document, actor, permission=CAN_READ, registry=registry, rules=rules)
    found = set(session.scalars(mine)) if papers else set()
    return [paper for paper in papers if paper.id in found]


def by_token(session: Session, token: str) -> Document | None:
    """The document whose code was read."""
    found: Document | None = session.scalars(select(Document).where(Document.token == token)).one_or_none()
    return found


def newest_edition(session: Session, certificate_id: int) -> Document | None:
    """The e-certificate that counts now."""
    found: Document | None = session.scalars(
        select(Document)
        .where(Document.certificate_id == certificate_id, Document.kind == DocumentKind.CERTIFICATE)
        .order_by(Document.edition.desc())
        .limit(1)
    ).one_or_none()
    return found


def letters_of(session: Session, certificate_id: int) -> Sequence[Document]:
    """The letters about the certificate, the latest first."""
    return session.scalars(
        select(Document)
        .where(Document.certificate_id == certificate_id, Document.kind == DocumentKind.LETTER)
        .order_by(Document.id.desc())
    ).all()


def endings_of(document: Document) -> tuple[Ending, ...]:
    """The kinds of file that there are of it."""
    digests = {Ending.PDF: document.pdf_digest, Ending.DOCX: document.docx_digest}
    return tuple(ending for ending, digest in digests.items() if digest)


def no_such_document(document_id: int) -> NotFound:
    """It is not there, or not theirs to see."""
    return NotFound(
        Text("没有这份文书。", "There is no such document."),
        remedy=Text("请从“我的申请”或“我的证书”打开。", "Open it from your applications or certificates."),
        place=f"letter:{document_id}",
    )


def title_of(document: Document) -> Text:
    """What the document is called."""
    return Text(str(document.title.get("zh", "")), str(document.title.get("en", "")))


def _papers(session: Session, wanted: Select[Document]) -> list[Paper]:
    return [
        Paper(
            id=one.id,
            kind=DocumentKind(one.kind),
            title=title_of(one),
            number=one.number or "",
            edition=one.edition,
            state=DocumentState(one.state),
            endings=endings_of(one),
            created_at=one.created_at,
            case_id=one.case_id,
            certificate_id=one.certificate_id,
        )
        for one in session.scalars(wanted.order_by(Document.id))
    ]
