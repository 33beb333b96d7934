"""The effects of cases that make documents: a letter, a new edition of an e-certificate."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from sqlalchemy.orm import Session

from addons.letters import service
from addons.letters.facts import ground_of
from addons.letters.models import Document
from kernel.effects import Change, Effect, asks
from kernel.seams import effect
from kernel.text import Text

CASE = asks("办件", "Case", usual="case_id")
CERTIFICATE = asks("证书", "Certificate", usual="certificate")


@dataclass(frozen=True, slots=True)
class LetterOf:
    """A letter by its name, in a case and about a certificate where there is one."""

    letter: str = field(metadata=asks("文书", "Letter", definition="letter"))
    case: int = field(metadata=CASE)
    certificate: int | None = field(default=None, metadata=CERTIFICATE)


@dataclass(frozen=True, slots=True)
class EditionOf:
    """A certificate, and the case that changed it."""

    certificate: int = field(metadata=CERTIFICATE)
    case: int | None = field(default=None, metadata=CASE)


@effect("letter")
class IssueLetter(Effect):
    """A letter is issued under the next number of its kind."""

    title: ClassVar = Text("出具文书", "Issue a letter")
    Parameters: ClassVar = LetterOf

    def dry_run(self, session: Session, parameters: LetterOf) -> Change:
        """Which letter; its number is taken by the act and not before."""
        ground_of(session, certificate_id=parameters.certificate, case_id=parameters.case)
        title = service.letter_in_force(session, parameters.letter).letter.title
        return Change(None, {"title": {"zh": title.zh, "en": title.en}})

    def apply(self, session: Session, parameters: LetterOf) -> Change:
        """It has its number and will be drawn."""
        return _made(
            service.issue_letter(
                session,
                parameters.letter,
                case_id=parameters.case,
                certificate_id=parameters.certificate,
            )
        )


@effect("e_certificate")
class IssueEdition(Effect):
    """The certificate's present edition is made as a file."""

    title: ClassVar = Text("生成电子证照", "Make the e-certificate")
    Parameters: ClassVar = EditionOf

    def dry_run(self, session: Session, parameters: EditionOf) -> Change:
        """That there will be a new one."""
        ground_of(session, certificate_id=parameters.certificate, case_id=parameters.case)
        return Change(None, {"title": {"zh": "新一版电子证照", "en": "a new edition of the e-certificate"}})

    def apply(self, session: Session, parameters: EditionOf) -> Change:
        """It will be drawn."""
        return _made(
            service.issue_certificate(session, certificate_id=parameters.certificate, case_id=parameters.case)
        )


def _made(document: Document) -> Change:
    said: dict[str, Any] = {"document": document.id, "title": document.title}
    if document.number:
        said["number"] = document.number
    if document.edition:
        said["edition"] = document.edition
    return Change(None, said)
