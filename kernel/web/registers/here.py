"""What a request asks of a register, and who asks."""

from typing import Any

from flask_babel import get_locale
from werkzeug.datastructures import MultiDict

from kernel.access import rules_of
from kernel.web.registers.question import SEALED, WORDS, Question
from kernel.web.registers.reader import Reader
from kernel.web.registers.words import opened, sealed
from kernel.web.request import platform, versions, visitor


def reader_here() -> Reader:
    """The visitor of this request as the reader of registers."""
    here, actor = platform(), visitor().actor
    session = here.database.session()
    rules = rules_of(session, actor.role_ids, version=versions().role)
    locale = str(get_locale() or "zh")
    return Reader(session, actor, rules, here.registry, here.keys, here.clock.today(), locale)


def question_here(view: Any, arguments: "MultiDict[str, str]") -> Question:
    """The question that an address asks, its sealed words opened."""
    pairs = [(name, value) for name, value in arguments.items(multi=True) if name != WORDS]
    token = arguments.get(SEALED, "")
    if token:
        pairs.append((WORDS, opened(platform().keys, token, place=view.name)))
    question: Question = view.question(pairs)
    return question


def seal_words(view: Any, words: str) -> str:
    """The words as they may stand in an address of the register."""
    return sealed(platform().keys, words, place=view.name)
