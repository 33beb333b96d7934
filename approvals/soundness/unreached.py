"""Rules that never hold, and ways of a branch that are never taken, whatever the facts are; pure."""

from collections.abc import Iterator

from approvals.chains.definition import Branch, Chain, spots_of
from approvals.soundness.holding import TRUE, Alternatives, alternatives, covered
from approvals.soundness.ruling import Rule, rules_of
from kernel.kinds import Problem
from kernel.nodes import name_step
from kernel.text import Text


def unreached_problems(chain: Chain) -> Iterator[Problem]:
    """Conditions that cannot hold, and ways that earlier ones leave nothing for."""
    for rule in rules_of(chain):
        if not _is_value(rule) and alternatives(rule.source) == ():
            yield Problem(
                rule.path,
                Text("这个条件永远不成立。", "This condition never holds."),
                Text("请改条件，或删去它。", "Change the condition, or remove it."),
            )
    for path, thing, _ in spots_of(chain):
        if isinstance(thing, Branch):
            yield from _ways(path, thing)


def _is_value(rule: Rule) -> bool:
    return rule.path.endswith(".among") or ".with." in rule.path


def _ways(path: str, branch: Branch) -> Iterator[Problem]:
    before: list[Alternatives] = []
    for case in branch.cases:
        here = f"{path}.cases{name_step(case.name)}.when"
        found = alternatives(case.when.source) if case.when is not None else None
        if found and covered(found, before):
            yield Problem(
                here,
                Text(
                    f"前面的情形已包括“{case.name}”的条件，永远走不到。",
                    f"Whenever the rule of “{case.name}” holds, an earlier one does, so it is never reached.",
                ),
                Text(
                    "请改条件，把它移到前面，或删去这种情形。",
                    "Change the rule, move it up, or remove the case.",
                ),
            )
        before += [found] if found else []
        if found and covered(TRUE, before):
            yield _all_taken(here, branch)
            return


def _all_taken(path: str, branch: Branch) -> Problem:
    return Problem(
        path,
        Text(
            f"分支“{branch.name}”到这里总有一种情形成立，后面的情形和其余情形永远走不到。",
            f"Up to here one case of the branch “{branch.name}” always holds, so nothing after it is ever reached.",
        ),
        Text(
            "请改条件；总是要走的步骤不必放在分支里。",
            "Change a rule; steps that are always taken need no branch.",
        ),
    )
