"""Deferred work: the people of a demo are registered."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from addons.parties.demonstration import load
from kernel.keys import KeyRing
from kernel.seams import topic
from kernel.surroundings import surroundings_of
from kernel.text import Text

DEMO = "parties.demo"


@topic(DEMO, title=Text("演示人员", "demo people"))
def demo_people(session: Session, payload: Mapping[str, Any]) -> None:  # noqa: ARG001 a handler's signature
    """The synthetic people of demo/people.csv exist, with their employments and accounts."""
    around = surroundings_of(session)
    load(session, keys=around.keys or KeyRing({}), now=around.clock.now())
