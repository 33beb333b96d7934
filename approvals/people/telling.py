"""Word to accounts of what the log of a case does not hold: who was given a task, who stands in for whom."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from kernel import outbox

WORD = "approvals.word"


class WordKind(StrEnum):
    ASSIGNED = "assigned"
    RELEASED = "released"
    DEPUTY = "deputy"
    VACANT = "vacant"
    """Whoever had the task or was to sign is there no more."""
    MENTIONED = "mentioned"
    """A note calls them by name."""
    STRANDED = "stranded"
    """It waits for a party that is no more, and the chain does not say what follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What these accounts are to hear; without a case it is about the accounts themselves."""

    kind: WordKind
    accounts: tuple[str, ...]
    by: str
    at: datetime
    case: int | None = None
    step: str = ""
    note: str = ""


def send_word(session: Session, word: Word) -> None:
    """The word is on its way, if the caller's transaction commits; nobody hears of what they did themselves."""
    accounts = [name for name in dict.fromkeys(word.accounts) if name != word.by]
    if accounts:
        payload = {
            "kind": word.kind.value,
            "accounts": accounts,
            "by": word.by,
            "at": word.at.isoformat(),
            "case": word.case,
            "step": word.step,
            "note": word.note,
        }
        outbox.defer(session, WORD, payload, now=word.at)
