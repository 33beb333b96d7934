"""What is wrong with a chain, and where, by the titles of its sheet and its steps; pure."""

from collections.abc import Mapping

from approvals.designing.nodes import Kind, found_at, places
from approvals.designing.offers import Offers
from approvals.designing.properties import properties_of
from approvals.engine.telling import OUTCOMES
from kernel.designs.placing import placed
from kernel.designs.properties import Property
from kernel.designs.sheets import title_of
from kernel.designs.wording import entry_of, node_named, tail_of, worded
from kernel.kinds import Problem
from kernel.nodes import Body
from kernel.text import Text

ROLE = "role"
OF_THE_FORM = frozenset({"sections", "edits", "substitute.sections"})


def told(body: Body, one: Problem, offered: Offers) -> Problem:
    """A problem of the chain by the titles of the property sheet, of the other nodes and of the outcomes."""
    return worded(one, _sheet(body, node_named(one.path), offered), _named(body, one.path, offered))


def _named(body: Body, path: str, offered: Offers) -> Mapping[str, Text]:
    """What the names are called that stand where the path leads: those of the form there, of roles, else of steps."""
    key = tail_of(path).partition("[")[0]
    if key in OF_THE_FORM:
        return {**offered.ground.sections, **offered.ground.fields}
    if key == ROLE:
        return offered.roles
    outcomes = {outcome.value: title for outcome, title in OUTCOMES.items()}
    return outcomes | {place.name: title_of(place.node) for place in places(body)}


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
