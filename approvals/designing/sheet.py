"""The sheet of a node of a chain, ready to be drawn; pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from approvals.designing import words
from approvals.designing.board import fresh, fresh_node
from approvals.designing.flat import flat
from approvals.designing.nodes import Kind, found_at, places
from approvals.designing.offers import Offers
from approvals.designing.properties import properties_of
from approvals.designing.tabs import Tab
from approvals.engine.telling import OUTCOMES
from approvals.words import GroupKind, Outcome, StepKind
from kernel.designs.captions import with_left
from kernel.designs.entries import Typed
from kernel.designs.properties import Entry, Property
from kernel.designs.ruling import Ruling
from kernel.designs.sheets import (
    NOTHING,
    Choice,
    Filler,
    Page,
    PropertySheet,
    Typing,
    title_of,
    with_own,
)
from kernel.nodes import Body
from kernel.text import Text

NAMELESS = Text("", "")
OTHERS = {Kind.CHAIN: words.CHAIN, Kind.CASE: words.CASE, Kind.LANE: words.LANE}


class Clerk:
    """Knows what a chain and the platform offer to choose from."""

    def __init__(self, body: Body, offers: Offers, ruling: Ruling, *, base: Body | None = None) -> None:
        self.body, self.offers = body, offers
        self.base = base or fresh(NAMELESS)
        """What the chain was begun on: a version, or what every new one says."""
        self.filler = Filler(ruling, self._choices)

    def sheet(self, at: str, typing: Typing = NOTHING) -> PropertySheet | None:
        """The sheet of the node, of the chain without a name; None when there is no such node."""
        place = found_at(self.body, at)
        if at and place is None:
            return None
        node, kind = (place.node, place.kind) if place else (self.body, Kind.CHAIN)
        properties = properties_of(kind, node, self.body, self.offers)
        type_name = str(node.get("kind", "")) if kind is Kind.STEP else ""
        word = OTHERS.get(kind) or words.KINDS.get(str(node.get("kind", "")))
        return PropertySheet(
            at,
            kind,
            title_of(node),
            with_left(self._pages(properties, flat(node), at, typing), flat(self._before(at, node))),
            type_name,
            word.title if word else None,
            word.icon if word else "",
        )

    def _before(self, at: str, node: Body) -> Body:
        """What the node said when the chain was begun on, or when it came onto the board."""
        place = found_at(self.base, at)
        if place is not None:
            return place.node
        if not at:
            return self.base
        kinds = (*StepKind, *GroupKind)
        kind = next((one for one in kinds if one == node.get("kind")), None)
        return fresh_node(kind) if kind is not None else {}

    def _pages(
        self, properties: Sequence[Property], node: Mapping[str, Any], at: str, typing: Typing
    ) -> list[Page]:
        sides = {tab: [one for one in properties if one.tab == tab] for tab in Tab}
        return [
            self.filler.page((tab.value, tab.heading), listed, node, at, typing)
            for tab, listed in sides.items()
            if listed
        ]

    def _choices(self, one: Property, value: Typed, at: str) -> Sequence[Choice]:
        match one.entry:
            case Entry.FIELD:
                return with_own(self._ends(at), value)
            case Entry.REGISTER:
                return with_own(self._known(one), value)
            case Entry.TEXT if one.tab == Tab.EFFECTS:
                return [(name, fact.title) for name, fact in self.offers.ground.facts.items()]
        return ()

    def _ends(self, at: str) -> list[Choice]:
        """Where an exit may lead: any other step, or an outcome other than the grant, which steps lead to."""
        steps = [
            (place.name, title_of(place.node))
            for place in places(self.body)
            if place.kind is Kind.STEP and place.name != at
        ]
        return [*steps, *((one.value, text) for one, text in OUTCOMES.items() if one is not Outcome.GRANTED)]

    def _known(self, one: Property) -> list[Choice]:
        if "role" in one.types:
            return list(self.offers.roles.items())
        if "office" in one.types:
            return list(self.offers.ground.offices.items())
        return list(one.named.items())
