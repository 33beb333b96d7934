"""What may be done at a step, as its sheet offers it; pure."""

from approvals.engine.telling import VERBS
from approvals.soundness.people import BY_ONE
from approvals.words import OPINIONS, USUAL_VERBS, StepKind, Verb
from kernel.designs.properties import Entry, Property
from kernel.nodes import Body
from kernel.text import Text

OF_PARTIES = frozenset({StepKind.FILL, StepKind.CHOOSE})


def verbs_of(kind: StepKind, node: Body) -> Property:
    """The verbs that a step of the kind may have, and those that it has all the same."""
    voted = node.get("votes") is not None
    held = node.get("verbs") or ()
    barred = _barred(kind, voted=voted) - {str(one) for one in held}
    listed = {verb.value: text for verb, text in VERBS.items() if verb not in barred}
    usual = (Verb.COUNTERSIGN, Verb.RETURN) if voted else USUAL_VERBS[kind]
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


def _barred(kind: StepKind, *, voted: bool) -> frozenset[str]:
    """What such a step is refused for."""
    barred: set[str] = {*OPINIONS} if kind in OF_PARTIES else {Verb.SUBMIT}
    if kind is not StepKind.CONFIRM:
        barred.add(Verb.SUBSTITUTE)
    if kind is StepKind.CHOOSE:
        barred.add(Verb.TAKE_BACK)
    return frozenset(barred | BY_ONE if voted else barred)
