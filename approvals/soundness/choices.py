"""What rules read as chosen is chosen somewhere, and every option is one; pure."""

from collections import Counter
from collections.abc import Iterator
from itertools import takewhile

from approvals.definition import Branch, Chain, Spot, Step, spots_of
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
            yield from _late(path, thing, spots)
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


def _late(path: str, step: Step, spots: tuple[Spot, ...]) -> Iterator[Problem]:
    """A choice that may still be made while a notice stands is one that was asked for before, of the same party."""
    if step.choice is None:
        return
    before = takewhile(lambda spot: spot.thing is not step, spots)
    asked = {
        spot.thing.name: spot.thing
        for spot in before
        if isinstance(spot.thing, Step) and spot.thing.kind is StepKind.CHOOSE
    }
    choice = asked.get(step.choice)
    if choice is None:
        known = listed(asked)
        yield Problem(
            f"{path}.choice",
            Text(f"之前没有选择步骤“{step.choice}”。", f"No choice “{step.choice}” is asked for before."),
            Text(f"可用：{known.zh}。", f"Known: {known.en}.")
            if asked
            else Text("请先加一个选择步骤。", "Add a choice before it."),
        )
    elif (choice.party, choice.office) != (step.party, step.office):
        yield Problem(
            f"{path}.party",
            Text(
                f"“{step.name}”期间作选择的，须是“{choice.name}”的那一方。",
                f"Who may still choose at “{step.name}” is who was asked at “{choice.name}”.",
            ),
            Text("请写同样的 party。", "Name the same party."),
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
