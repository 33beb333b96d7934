"""Chains to begin a test with."""

from typing import Any

from approvals.chains.reading import read_chain
from approvals.soundness import problems_of


def make_step(name: str = "city", **keys: Any) -> dict[str, Any]:
    """A step at which a city office decides, unless the keys say otherwise."""
    usual = {"kind": "act", "title": name, "office": {"level": "city", "routing": "any"}}
    return {"name": name, **usual, **keys}


def make_fill(name: str = "filing", **keys: Any) -> dict[str, Any]:
    """A step at which the initiator supplies something."""
    return {"name": name, "kind": "fill", "title": name, "party": "initiator", **keys}


def make_auto(name: str, **keys: Any) -> dict[str, Any]:
    """A step without a person."""
    return {"name": name, "kind": "auto", "title": name, "effects": [{"effect": "e"}], **keys}


def make_branch(name: str, *cases: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """A branch that goes straight on in all other cases, unless the keys say otherwise."""
    return {"name": name, "kind": "branch", "cases": list(cases), "else": [], **keys}


def make_case(name: str, *steps: dict[str, Any], when: str = "amount > 1") -> dict[str, Any]:
    """One way through a branch."""
    return {"name": name, "when": when, "steps": list(steps)}


def make_parallel(name: str, **lanes: list[dict[str, Any]]) -> dict[str, Any]:
    """A group of lanes."""
    found = [{"name": lane, "steps": steps} for lane, steps in lanes.items()]
    return {"name": name, "kind": "parallel", "lanes": found}


def make_chain(*steps: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """A chain of these steps, or of one."""
    return {"title": {"zh": "审批", "en": "Approval"}, "steps": list(steps) or [make_step()], **keys}


def unsound(*steps: dict[str, Any]) -> dict[str, str]:
    """What is unsound about a chain of these steps, in English, by path."""
    return {problem.path: problem.what.en for problem in problems_of(read_chain(make_chain(*steps)))}
