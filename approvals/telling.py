"""Word to accounts of what the log of a case does not hold: who was given a task, who stands in for whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from approvals.seams import CASE_WORD
from kernel import outbox
from kernel.seams import topic
from kernel.surroundings import surroundings_of
from kernel.text import Text

WORD = "approvals.word"


class WordKind(StrEnum):
    ASSIGNED = "assigned"
    RELEASED = "released"
    DEPUTY = "deputy"


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


@topic(WORD, title=Text("告知经办人", "word to accounts"))
def pass_on(session: Session, payload: Mapping[str, Any]) -> None:
    """Whoever passes word on to accounts has it."""
    given = {**payload, "kind": WordKind(payload["kind"]), "accounts": tuple(payload["accounts"])}
    word = Word(**given | {"at": datetime.fromisoformat(payload["at"])})
    for entry in surroundings_of(session).registry.entries(CASE_WORD):
        entry.thing(session, word)
