"""Chains as the drawing board knows them; pure."""

from collections.abc import Mapping
from typing import Any

from approvals.designing import words
from approvals.designing.acts import CASE, lane
from approvals.designing.flat import GIVEN
from approvals.designing.nodes import Kind, names
from approvals.designing.offers import Offers
from approvals.designing.properties import properties_of
from approvals.words import GroupKind, StepKind
from kernel.designs.board import Board
from kernel.differences import MISSING
from kernel.nodes import Body
from kernel.text import Text

CHAIN = "chain"
DAYS = 5
KEPT = frozenset({"name", "kind", "title"})


def fresh(title: Text) -> Body:
    """A chain that begins with the application itself."""
    filing = {
        "name": "filing",
        "kind": "fill",
        "title": {"zh": "申请", "en": "Application"},
        "party": "initiator",
        "files": True,
    }
    return {"title": {"zh": title.zh, "en": title.en}, "steps": [filing]}


CHAINS = Board(CHAIN, Text("审批链", "chain"), fresh, names, most=200)


def fresh_node(kind: StepKind | GroupKind) -> Body:
    """What a new step or group says; the board gives it a name."""
    title = words.KINDS[kind].title
    node: Body = {"kind": kind.value, "title": {"zh": title.zh, "en": title.en}}
    match kind:
        case GroupKind.BRANCH:
            return node | {"cases": [_way("case_1", CASE)], "else": []}
        case GroupKind.PARALLEL:
            return node | {"lanes": [_way("lane_1", lane(1)), _way("lane_2", lane(2))]}
        case StepKind.FILL | StepKind.CHOOSE | StepKind.CONFIRM:
            return node | {"party": "employer" if kind is StepKind.CONFIRM else "initiator"}
        case StepKind.NOTICE:
            return node | {"lasts": {"days": DAYS, "unit": "working"}}
    return node


def of_other_kind(node: Body, kind: StepKind, body: Body, offers: Offers) -> dict[str, Any]:
    """The changes that make a step one of another kind: what both kinds know stays."""
    other = {**node, "kind": kind.value}
    known = {one.key.partition(".")[0] for one in properties_of(Kind.STEP, other, body, offers)}
    gone = {key: MISSING for key in node if key not in known | KEPT}
    fresh_keys = {key: held for key, held in fresh_node(kind).items() if key not in KEPT}
    new = {key: held for key, held in fresh_keys.items() if key not in node and "office" not in node}
    return {**gone, **new, "kind": kind.value}


def fresh_rows(offers: Offers) -> Mapping[str, Body]:
    """What a new effect or check says: that it is one, and what it needs under the names of facts."""
    found: dict[str, Body] = {}
    for name, offer in offers.effects.items():
        given = {
            one.name: one.usual or one.name for one in offer.parameters if one.needed and not one.definition
        }
        found[f"effects:{name}"] = {"effect": name} | ({GIVEN.rstrip("."): given} if given else {})
    return found | {f"checks:{name}": {"check": name} for name in offers.checks}


def _way(name: str, title: Text) -> Body:
    return {"name": name, "title": {"zh": title.zh, "en": title.en}, "steps": []}
