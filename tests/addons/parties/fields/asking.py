"""Somebody before a form of a town."""

from datetime import date
from typing import Any

from forms.offering import Asking
from kernel.access import Actor
from kernel.clock import FixedClock
from kernel.registry import Registry
from kernel.surroundings import Surroundings, surround
from tests.addons.parties.town import Town

TODAY = date(2026, 3, 10)
NOBODY = Actor(None, "", frozenset())


def asking(town: Town, registry: Registry, actor: Actor = NOBODY, **keys: Any) -> Asking:
    """They ask in the town's session, on Tuesday 10 March 2026, where the process has the town's keys."""
    surround(town.session, Surroundings(registry, FixedClock(town.now), town.keys))
    wanted: dict[str, Any] = {"on": TODAY} | keys
    return Asking(session=town.session, registry=registry, actor=actor, **wanted)
