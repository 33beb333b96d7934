"""Random chains: trees of every kind of step, with clocks, votes, choices and exits drawn at random."""

from typing import Any

from hypothesis import strategies as st

from tests.approvals.samples import (
    make_auto,
    make_branch,
    make_case,
    make_fill,
    make_parallel,
    make_step,
)

LEAVES = ("act", "fill", "confirm", "auto", "wait", "notice", "choose", "vote")
CLOCKS = (None, "remind", "approve", "reject", "silence", "exit")
VERBS = ["accept", "not_accept", "approve", "reject", "return", "take_back", "urge", "cc", "suspend"]
NAMING = ["transfer", "delegate", "add_signer", "remove_signer"]
Tree = list[tuple[str, Any]]


def trees(depth: int) -> st.SearchStrategy[Tree]:
    """Trees of steps, branches and parallel groups, without names."""
    leaf = st.tuples(st.sampled_from(LEAVES), st.sampled_from(CLOCKS))
    if depth == 0:
        return st.lists(leaf, min_size=1, max_size=2)
    inner = trees(depth - 1)
    group = st.tuples(st.sampled_from(["branch", "parallel"]), st.lists(inner, min_size=2, max_size=2))
    return st.lists(leaf | group, min_size=1, max_size=3)


def named(tree: Tree, names: list[str]) -> list[dict[str, Any]]:
    """The tree as nodes of a body; each step has an effect of its own name."""
    found: list[dict[str, Any]] = []
    for kind, inside in tree:
        names.append(f"n{len(names)}")
        name = names[-1]
        match kind, inside:
            case "branch", [first, second]:
                way = make_case(f"{name}c", *named(first, names), when="amount > 2")
                found.append(make_branch(name, way, **{"else": named(second, names)}))
            case "parallel", [first, second]:
                lanes = {f"{name}l": named(first, names), f"{name}r": named(second, names)}
                found.append(make_parallel(name, **lanes))
            case _:
                found.append(leaf(kind, inside, name, len(names)))
    return found


def leaf(kind: str, late: str | None, name: str, number: int) -> dict[str, Any]:
    """A step of a kind; without a clock it has no effect either, so that it may be taken back."""
    common: dict[str, Any] = {"effects": [{"effect": name}]} if late else {}
    clock = _clock(late, number)
    match kind:
        case "act":
            return make_step(name, verbs=VERBS + NAMING, **common, **clock)
        case "vote":
            rule = {"need": "count", "of": 2, "order": ("any", "given")[number % 2]}
            verbs = ["countersign", "return", "add_signer", "remove_signer"]
            return make_step(name, votes=rule, verbs=verbs, **common, **clock)
        case "fill":
            if clock:
                clock["clock"] = {"at_least": 1, "at_most": 5, **clock["clock"]}
            return make_fill(name, stops=number % 2 == 0, verbs=["submit", "take_back"], **common, **clock)
        case "confirm":
            more = {"party": "employer", "office": None, "substitute": {"sections": ["a"]}}
            return make_step(name, kind="confirm", **more, **common, **clock)
        case "auto":
            checks = {"checks": [{"check": "c"}], "on": {"failed": "terminated"}} if number % 3 == 0 else {}
            return make_auto(name, **checks, **{"effects": [{"effect": name}]})
        case "wait":
            return _wait(name, number) | common
        case "notice":
            return {"name": name, "kind": "notice", "title": name, "lasts": {"days": 2}, **common}
        case _:
            options = [{"value": value, "title": value} for value in ("x", "y")]
            return {
                "name": name,
                "kind": "choose",
                "title": name,
                "party": "holder",
                "options": options,
                **common,
            }


def _wait(name: str, number: int) -> dict[str, Any]:
    ends: list[dict[str, Any]] = [{"lasts": {"days": number}}, {"until": "amount > 1"}, {"event": "e"}]
    return {"name": name, "kind": "wait", "title": name, **ends[number % 3]}


def _clock(late: str | None, number: int) -> dict[str, Any]:
    days = {"days": number % 3 + 1}
    match late:
        case None:
            return {}
        case "silence":
            return {"clock": {**days, "silence": "grant"}}
        case "exit":
            return {"clock": {**days, "on_overdue": "go_to"}, "on": {"overdue": "lapsed"}}
        case _:
            return {"clock": {**days, "on_overdue": late}}
