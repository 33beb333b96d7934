"""An effect that leaves a mark."""

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy.orm import Session

from kernel.effects import Change, Effect
from kernel.seams import effect
from kernel.text import Text

from .models import AlphaMark


@dataclass(frozen=True)
class MarkParameters:
    """What to write."""

    what: str


@effect("alpha.mark")
class Mark(Effect):
    """A mark with this text is there."""

    title: ClassVar = Text("留下标记", "leave a mark")
    Parameters: ClassVar = MarkParameters

    def dry_run(self, session: Session, parameters: MarkParameters) -> Change:
        """The mark that would be there."""
        return Change(None, {"what": parameters.what})

    def apply(self, session: Session, parameters: MarkParameters) -> Change:
        """The mark is there."""
        session.add(AlphaMark(what=parameters.what))
        return Change(None, {"what": parameters.what})
