"""What is wrong with a chain, and where, by the titles of its sheet and its steps; pure."""

from approvals.designing.nodes import Kind, found_at, places
from approvals.designing.offers import Offers
from approvals.designing.properties import properties_of
from approvals.engine.telling import OUTCOMES
from kernel.designs.placing import placed
from kernel.designs.properties import Property
from kernel.designs.sheets import title_of
from kernel.designs.wording import entry_of, node_named, worded
from kernel.kinds import Problem
from kernel.nodes import Body
from kernel.text import Text


def told(body: Body, one: Problem, offered: Offers) -> Problem:
    """A problem of the chain by the titles of the property sheet, of the other nodes and of the outcomes."""
    outcomes = {outcome.value: title for outcome, title in OUTCOMES.items()}
    named = outcomes | {place.name: title_of(place.node) for place in places(body)}
    return worded(one, _sheet(body, node_named(one.path), offered), named)


def pointed(body: Body, one: Problem, offered: Offers) -> tuple[Problem, Property | None]:
    """The same, with what is set on the sheet to mend it."""
    return told(body, one, offered), entry_of(one.path, _sheet(body, node_named(one.path), offered))


def place_told(path: str, drawn: Body, base: Body, offered: Offers) -> Text:
    """Where the path leads in the draft, or in what it was begun on, by titles."""
    return placed(path, (drawn, base), lambda node: _sheet(drawn, str(node.get("name", "")), offered))


def _sheet(body: Body, name: str, offered: Offers) -> tuple[Property, ...]:
    place = found_at(body, name)
    kind, node = (place.kind, place.node) if place else (Kind.CHAIN, body)
    return properties_of(kind, node, body, offered)
