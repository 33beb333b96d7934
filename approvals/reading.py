"""From a body to a chain, every problem of its form with its path; pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from approvals.definition import (
    KINDS,
    Branch,
    Case,
    Chain,
    Clock,
    Lane,
    Node,
    Office,
    Option,
    Parallel,
    Span,
    Step,
)
from approvals.words import (
    USUAL_VERBS,
    Exit,
    GroupKind,
    Level,
    Overdue,
    Party,
    Routing,
    StepKind,
    Unit,
    Verb,
)
from kernel.expressions import FUNCTIONS, Function
from kernel.kinds import Problem
from kernel.reading import Reader, refuse_any
from kernel.text import Text

DEEPEST = 6
LONGEST_CLOCK = 3_660
DONE_BY_SOMEBODY = frozenset({StepKind.ACT, StepKind.CONFIRM, StepKind.FILL, StepKind.CHOOSE})
"""Steps that somebody has to do."""


def read_chain(body: Mapping[str, Any], *, functions: Mapping[str, Function] = FUNCTIONS) -> Chain:
    """The chain that a body says, or a refusal with everything that cannot be read."""
    chain, problems = examined(body, functions=functions)
    refuse_any(problems, Text("审批链定义有误。", "The definition of the chain is wrong."))
    return chain


def examined(
    body: Mapping[str, Any], *, functions: Mapping[str, Function] = FUNCTIONS
) -> tuple[Chain, list[Problem]]:
    """The chain as far as it can be read, and every problem."""
    problems: list[Problem] = []
    root = Reader(body, problems, functions=functions)
    chain = Chain(
        title=root.title(),
        help=root.words("help"),
        clock=_clock(root),
        steps=_nodes(root, "steps", depth=0),
    )
    root.finish()
    return chain, problems


def _nodes(reader: Reader, key: str, *, depth: int) -> tuple[Node, ...]:
    if depth > DEEPEST:
        reader.refuse(
            key,
            Text(f"分支和并行套了 {DEEPEST} 层以上。", f"Groups nest deeper than {DEEPEST} levels."),
            Text("请拆成几条审批链。", "Split it into several chains."),
        )
        return ()
    found = [_node(node, depth) for node in reader.children(key)]
    return tuple(node for node in found if node is not None)


def _node(node: Reader, depth: int) -> Node | None:
    word = node.text("kind")
    kind = KINDS.get(word)
    if kind is None:
        if word:
            node.refuse(
                "kind",
                Text(f"没有“{word}”这种步骤。", f"There is no step of kind “{word}”."),
                Text(f"可用：{'、'.join(KINDS)}。", f"Known: {', '.join(KINDS)}."),
            )
        return None
    match kind:
        case GroupKind.BRANCH:
            found: Node = _branch(node, depth)
        case GroupKind.PARALLEL:
            lanes = tuple(_lane(inner, depth) for inner in node.children("lanes"))
            found = Parallel(name=node.name(), title=node.words("title"), lanes=lanes)
        case StepKind():
            found = _step(node, kind)
    node.finish()
    return found


def _branch(node: Reader, depth: int) -> Branch:
    cases = tuple(_case(inner, depth) for inner in node.children("cases"))
    otherwise = _nodes(node, "else", depth=depth + 1) if node.has("else") else None
    return Branch(name=node.name(), title=node.words("title"), cases=cases, otherwise=otherwise)


def _case(node: Reader, depth: int) -> Case:
    case = Case(
        name=node.name(),
        title=node.words("title"),
        when=node.rule("when"),
        steps=_nodes(node, "steps", depth=depth + 1),
    )
    if not node.has("when"):
        node.text("when")
    node.finish()
    return case


def _lane(node: Reader, depth: int) -> Lane:
    lane = Lane(name=node.name(), title=node.words("title"), steps=_nodes(node, "steps", depth=depth + 1))
    node.finish()
    return lane


def _step(node: Reader, kind: StepKind) -> Step:
    someone = kind is not StepKind.AUTO
    done = kind in DONE_BY_SOMEBODY
    return Step(
        name=node.name(),
        title=node.title(),
        kind=kind,
        help=node.words("help"),
        party=node.member("party", Party) if someone and node.has("party") else None,
        office=_office(node) if someone and node.has("office") else None,
        role=node.text("role") if someone and node.has("role") else None,
        verbs=(node.members("verbs", Verb) or USUAL_VERBS[kind]) if done else (),
        sections=node.texts("sections") if done else (),
        clock=_clock(node) if done else None,
        exits=_exits(node) if someone else MappingProxyType[Exit, str]({}),
        files=node.flag("files") if done else False,
        effects=node.mappings("effects"),
        until=node.rule("until") if kind is StepKind.WAIT else None,
        event=node.text("event") if kind is StepKind.WAIT and node.has("event") else None,
        lasts=_lasts(node) if kind in (StepKind.WAIT, StepKind.NOTICE) else None,
        options=_options(node) if kind is StepKind.CHOOSE else (),
        among=node.rule("among") if kind is StepKind.CHOOSE else None,
    )


def _office(node: Reader) -> Office | None:
    inner = node.child("office")
    level, routing = inner.member("level", Level), inner.member("routing", Routing)
    fixed = inner.text("fixed") if routing is Routing.FIXED else None
    inner.finish()
    return Office(level, routing, fixed) if level and routing else None


def _clock(node: Reader) -> Clock | None:
    if not node.has("clock"):
        return None
    inner = node.child("clock")
    span = _span(inner)
    overdue = inner.member("on_overdue", Overdue, default=Overdue.REMIND)
    most = span.days if span else LONGEST_CLOCK
    promised = inner.whole("promised", least=1, most=most)
    remind = inner.whole("remind", default=1, most=most)
    inner.finish()
    return Clock(span, overdue, promised, remind or 0) if span and overdue else None


def _lasts(node: Reader) -> Span | None:
    if not node.has("lasts"):
        return None
    inner = node.child("lasts")
    span = _span(inner)
    inner.finish()
    return span


def _span(node: Reader) -> Span | None:
    if not node.has("days"):
        node.text("days")
    days = node.whole("days", least=1, most=LONGEST_CLOCK)
    unit = node.member("unit", Unit, default=Unit.WORKING)
    return Span(days, unit) if days and unit else None


def _exits(node: Reader) -> Mapping[Exit, str]:
    inner = node.child("on")
    exits = {way: inner.text(way) for way in Exit if inner.has(way)}
    inner.finish()
    return MappingProxyType(exits)


def _options(node: Reader) -> tuple[Option, ...]:
    options = []
    for inner in node.children("options"):
        options.append(Option(inner.text("value"), inner.title()))
        inner.finish()
    return tuple(options)
