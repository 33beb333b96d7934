"""What a demo of this plugin brings: cases, as the installed plugins tell them."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy.orm import Session

from addons.licensing.stories.proving import unproved
from addons.licensing.topics import AT_ONCE, STORIES
from kernel.outbox import defer
from kernel.seams import demo


@demo("licensing", proof=unproved)
def demo_cases(session: Session, folders: Mapping[str, Path]) -> None:  # noqa: ARG001 a loader's signature
    """The cases of every demo/cases.yaml are going to be told by the worker, so that no start waits for them."""
    defer(session, STORIES, {}, now=AT_ONCE)
