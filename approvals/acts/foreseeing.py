"""What an act would bring about, in words: what the plugins say of each effect, else its title."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from approvals.seams import FORESEEN
from kernel.effects import Preview
from kernel.registry import Registry
from kernel.seams import EFFECT
from kernel.text import Text


def foreseen_words(session: Session, registry: Registry, found: Sequence[Preview]) -> list[Text]:
    """A few words for each effect, in their order, each once."""
    return list(dict.fromkeys(_words(session, registry, one) for one in found))


def _words(session: Session, registry: Registry, preview: Preview) -> Text:
    title: Text = registry.thing(EFFECT, preview.effect).title
    said = (entry.thing(session, preview, title) for entry in registry.entries(FORESEEN))
    return next((words for words in said if words is not None), title)
