"""Properties of a step that name other steps of its chain; pure."""

from approvals.designing.nodes import Kind, places
from approvals.words import StepKind
from kernel.designs.properties import Entry, Property
from kernel.designs.sheets import title_of
from kernel.nodes import Body
from kernel.text import Text


def steps_beside(key: str, title: Text, node: Body, body: Body) -> Property:
    """Any of the other steps."""
    listed = {
        place.name: title_of(place.node)
        for place in places(body)
        if place.kind is Kind.STEP and place.node is not node and place.name != node.get("name")
    }
    own = {str(one): Text(str(one), str(one)) for one in node.get(key) or () if one not in listed}
    named = listed | own
    return Property(key, title, Entry.WORDS, words=tuple(named), named=named)


def choice_before(node: Body, body: Body) -> Property:
    """The choices of the chain, of which one may still be made while the notice stands."""
    asked = {
        place.name: title_of(place.node)
        for place in places(body)
        if place.kind is Kind.STEP and place.node.get("kind") == StepKind.CHOOSE
    }
    held = str(node.get("choice", ""))
    named = asked | ({held: Text(held, held)} if held and held not in asked else {})
    return Property(
        "choice",
        Text("期间仍可作的选择", "Choice still open"),
        Entry.WORD,
        words=tuple(named),
        named=named,
        hint=Text("公示期间本人仍可选择。", "Its party may still choose while the notice stands."),
    )
