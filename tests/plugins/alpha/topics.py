"""Deferred work: a greeting that leaves a mark."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from kernel.seams import topic
from kernel.text import Text

from .models import AlphaMark


@topic("alpha.greet", title=Text("测试问候", "a test greeting"))
def greet(session: Session, payload: Mapping[str, Any]) -> None:
    """Marks who was greeted."""
    session.add(AlphaMark(what=f"greet {payload['name']}"))
