"""Deferred work: a document is drawn."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from addons.letters.service import RENDER, draw
from kernel.seams import topic
from kernel.text import Text


@topic(RENDER, title=Text("生成文书", "draw a document"))
def rendered(session: Session, payload: Mapping[str, Any]) -> None:
    """The document is drawn, or marked with the reason why it cannot be."""
    draw(session, int(payload["document"]))
