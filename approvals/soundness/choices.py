"""What rules read as chosen is chosen somewhere, and every option is one; pure."""

from collections import Counter
from collections.abc import Iterator

from approvals.definition import Branch, Chain, Step, spots_of
from approvals.words import StepKind
from kernel.expressions import Expression
from kernel.kinds import Problem
from kernel.nodes import name_step
from kernel.text import Text, listed

CHOSEN = "chosen_"


def choice_problems(chain: Chain) -> Iterator[Problem]:
    """Options that stand twice, and rules about a choice that nobody makes."""
    spots = tuple(spots_of(chain))
    made = [spot.thing.name for spot in spots if isinstance(spot.thing, Step) and _is_made(spot.thing)]
    for path, thing, _ in spots:
        if isinstance(thing, Step):
            yield from _options(path, thing)
            yield from _unmade(f"{path}.until", thing.until, made)
        elif isinstance(thing, Branch):
            for case in thing.cases:
                yield from _unmade(f"{path}.cases{name_step(case.name)}.when", case.when, made)


def _is_made(step: Step) -> bool:
    return step.kind is StepKind.CHOOSE or step.substitute is not None


def _options(path: str, step: Step) -> Iterator[Problem]:
    counts = Counter(option.value for option in step.options)
    for value in (value for value, count in counts.items() if count > 1):
        yield Problem(
            f"{path}.options",
            Text(f"选项“{value}”写了两次。", f"The option “{value}” is there twice."),
            Text("请只留一个。", "Keep one of them."),
        )


def _unmade(path: str, rule: Expression | None, made: list[str]) -> Iterator[Problem]:
    names = sorted(rule.names) if rule else []
    for name in names:
        if name.startswith(CHOSEN) and name.removeprefix(CHOSEN) not in made:
            known = listed(CHOSEN + one for one in made)
            yield Problem(
                path,
                Text(f"没有步骤作出选择“{name}”。", f"No step makes the choice “{name}”."),
                Text(f"可用：{known.zh}。", f"Known: {known.en}.")
                if made
                else Text("请加一个选择步骤，或改条件。", "Add a step that asks for it, or change the rule."),
            )
