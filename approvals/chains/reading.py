"""From a body to a chain, every problem of its form with its path; pure."""

from collections.abc import Mapping
from typing import Any

from approvals.chains.definition import DEEPEST, KINDS, Branch, Case, Chain, Lane, Node, Parallel
from approvals.chains.stepping import read_clock, read_exits, read_step
from approvals.words import GroupKind, StepKind
from kernel.expressions import FUNCTIONS, Function
from kernel.kinds import Problem
from kernel.reading import Reader, refuse_any
from kernel.text import Text


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
        clock=read_clock(root),
        exits=read_exits(root),
        steps=_nodes(root, "steps", depth=0),
    )
    root.finish()
    return chain, problems


def _nodes(reader: Reader, key: str, *, depth: int) -> tuple[Node, ...]:
    if depth > DEEPEST:
        # what stands there is known, and is no key too many
        reader.items(key)
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
            found = read_step(node, kind)
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
