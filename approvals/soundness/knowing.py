"""Whether the rules of a chain read what somebody gives, and its steps open what the form has; pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from approvals.chains.definition import Chain, StepSpot, steps_of
from approvals.soundness.choices import CHOSEN
from approvals.soundness.flow import Nodes, onwards_of, reached
from approvals.soundness.ruling import Rule, rules_of
from approvals.soundness.unread import Unread
from kernel.kinds import Problem
from kernel.text import Text, listed

OF_EVERY_CASE = frozenset({"case_id", "today"})
"""What rules may read of any case."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the cases of one matter: facts, and the sections and fields of its form."""

    matter: Text
    facts: Collection[str]
    sections: Collection[str]
    fields: Collection[str]
    fillers: Mapping[str, Collection[str]]
    """The steps at which a field is filled in; one that is not among them is known from the start."""


def unknown_problems(chain: Chain, known: Known) -> Iterator[Problem]:
    """Names that nobody gives, or only later, and sections and fields that the form does not have."""
    onwards = onwards_of(chain)
    for rule in rules_of(chain):
        for name in unknown_names(rule, known.facts):
            yield _unknown(rule, name, known)
        for name in rule.names:
            steps = known.fillers.get(name)
            if steps is not None and not _may_be_filled(rule, steps, onwards):
                yield _too_early(rule, name, steps)
    for spot in steps_of(chain):
        yield from _of_the_form(spot, known)


def absent_problems(chain: Chain, known: Known, unread: Unread) -> Iterator[Problem]:
    """Of a chain that cannot be read as a whole: names that nobody gives at any step, and what the form does not have."""
    for rule in rules_of(chain):
        for name in unknown_names(rule, known.facts):
            yield from unread.real([_unknown(rule, name, known)])
    for spot in steps_of(chain):
        yield from unread.real(_of_the_form(spot, known))


def unknown_names(rule: Rule, facts: Collection[str]) -> Iterator[str]:
    """The names in the rule that are neither facts nor choices."""
    for name in rule.names:
        if name not in facts and name not in OF_EVERY_CASE and not name.startswith(CHOSEN):
            yield name


def _may_be_filled(rule: Rule, steps: Collection[str], onwards: Mapping[str, Nodes]) -> bool:
    if rule.passed and rule.at in steps:
        return True
    starts = [onwards[step][1:] for step in steps if step in onwards]
    return any(rule.at in reached(onwards, start, lambda _: False) for start in starts)


def _unknown(rule: Rule, name: str, known: Known) -> Problem:
    near = listed(get_close_matches(name, known.facts, n=3))
    return Problem(
        rule.path,
        Text(
            f"事项“{known.matter.zh}”里没有人提供“{name}”：表单没有这个字段，平台也没有这项事实。",
            f"Nobody gives “{name}” in “{known.matter.en}”: it is no field of the form and no fact of the platform.",
        ),
        Text(f"是不是 {near.zh}？", f"Did you mean {near.en}?")
        if near.zh
        else Text("请在表单里加上这个字段，或改条件。", "Add the field to the form, or change the rule."),
    )


def _too_early(rule: Rule, name: str, steps: Collection[str]) -> Problem:
    later = listed(steps)
    return Problem(
        rule.path,
        Text(
            f"“{name}”要到 {later.zh} 才填写，读到这里时总是空的。" if steps else f"没有一步填写“{name}”。",
            f"“{name}” is filled in at {later.en} only and is empty when it is read here."
            if steps
            else f"No step fills in “{name}”.",
        ),
        Text(
            "请把它移到填写之后，或让前面的步骤填写这一节（sections）。",
            "Let it stand after that step, or let an earlier step open the section (sections).",
        ),
    )


def _of_the_form(spot: StepSpot, known: Known) -> Iterator[Problem]:
    step = spot.step
    evidence = step.substitute.sections if step.substitute else ()
    for key, names in (("sections", step.sections), ("substitute.sections", evidence)):
        for name in names:
            if name not in known.sections:
                yield _absent(f"{spot.path}.{key}", name, Text("分节", "section"), known.sections, known)
    for name in step.edits:
        if name not in known.fields:
            yield _absent(f"{spot.path}.edits", name, Text("字段", "field"), known.fields, known)


def _absent(path: str, name: str, what: Text, there: Collection[str], known: Known) -> Problem:
    near = listed(get_close_matches(name, there, n=3) or sorted(there))
    return Problem(
        path,
        Text(
            f"事项“{known.matter.zh}”的表单没有{what.zh}“{name}”。",
            f"The form of “{known.matter.en}” has no {what.en} “{name}”.",
        ),
        Text(f"可用：{near.zh}。", f"Known: {near.en}."),
    )
