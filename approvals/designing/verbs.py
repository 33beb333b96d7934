"""What may be done at a step, as its sheet offers it; pure."""

from collections.abc import Mapping
from typing import Any

from approvals.engine.telling import VERBS
from approvals.words import OPINIONS, USUAL_VERBS, StepKind, Verb
from kernel.designs.properties import Entry, Property
from kernel.differences import MISSING
from kernel.nodes import Body
from kernel.text import Text

OF_VOTES = (Verb.COUNTERSIGN, Verb.RETURN)
OF_PARTIES = frozenset({StepKind.FILL, StepKind.CHOOSE})


def verbs_of(kind: StepKind, node: Body) -> Property:
    """The verbs that a step of the kind may have, and those that it has all the same."""
    voted = node.get("votes") is not None
    held = node.get("verbs")
    barred = _barred(kind) - {str(one) for one in (held if isinstance(held, list) else ())}
    listed = {verb.value: text for verb, text in VERBS.items() if verb not in barred}
    usual = OF_VOTES if voted else USUAL_VERBS[kind]
    return Property(
        "verbs",
        Text("允许的操作", "What may be done"),
        Entry.WORDS,
        words=tuple(listed),
        named=listed,
        default=tuple(verb.value for verb in usual),
        hint=Text(
            "都不勾选，就是这种步骤常用的几项。", "With none ticked, those that are usual for the step."
        ),
    )


def usual_kept(node: Body, changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """The changes of a sheet, on which what is usual with votes, or without them, is no verb that was chosen.

    A page that was not drawn anew since votes were set still shows what is usual without them.
    """
    usual = [OF_VOTES, *(verbs for kind, verbs in USUAL_VERBS.items() if kind == node.get("kind"))]
    verbs = changes.get("verbs", MISSING)
    if verbs is MISSING or set(verbs) not in [set(one) for one in usual]:
        return changes
    kept = {key: value for key, value in changes.items() if key != "verbs"}
    return kept if node.get("verbs") is None else {**kept, "verbs": MISSING}


def _barred(kind: StepKind) -> frozenset[str]:
    """What such a step is refused for, whatever else it says."""
    barred: set[str] = {*OPINIONS} if kind in OF_PARTIES else {Verb.SUBMIT}
    # what may be submitted may be resubmitted, without being listed
    barred.add(Verb.RESUBMIT)
    if kind is not StepKind.CONFIRM:
        barred.add(Verb.SUBSTITUTE)
    if kind is StepKind.CHOOSE:
        barred.add(Verb.TAKE_BACK)
    return frozenset(barred)
