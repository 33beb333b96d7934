"""What rules read as chosen was chosen before, of what there was to choose; every option is one; pure."""

import ast
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from approvals.chains.definition import Chain, Step, StepSpot, steps_of
from approvals.soundness.flow import Nodes, onwards_of, reached
from approvals.soundness.ruling import Rule, rules_of
from approvals.words import StepKind, Verb
from kernel.kinds import Problem
from kernel.text import Text, listed

CHOSEN = "chosen_"
UNCHOSEN = ""
"""What is read while nobody has chosen."""


def choice_problems(chain: Chain) -> Iterator[Problem]:
    """Options that stand twice, and rules about a choice that nobody makes, or nobody can have made yet."""
    spots = tuple(steps_of(chain))
    onwards = onwards_of(chain)
    for path, step, _ in spots:
        yield from _options(path, step)
        yield from _late(path, step, spots, onwards)
    made = {spot.step.name: spot.step for spot in spots if _is_made(spot.step)}
    for rule in rules_of(chain):
        for name in rule.names:
            if name.startswith(CHOSEN):
                yield from _read(rule, name.removeprefix(CHOSEN), made, chain, onwards)


def _is_made(step: Step) -> bool:
    return step.kind is StepKind.CHOOSE or step.substitute is not None


def _read(
    rule: Rule, name: str, made: Mapping[str, Step], chain: Chain, onwards: Mapping[str, Nodes]
) -> Iterator[Problem]:
    step = made.get(name)
    if step is None:
        yield _unmade(rule, name, made)
    elif not _may_be_made(rule, name, chain, onwards):
        yield Problem(
            rule.path,
            Text(
                f"读到这里时，“{name}”还不可能选过。",
                f"When this is read, nobody can have chosen at “{name}” yet.",
            ),
            Text(
                "请把它移到选择步骤之后；并行组的另一路里选的，要等并行组走完才能读。",
                "Let it stand after the choice; what another lane chooses is read once the group is passed.",
            ),
        )
    else:
        yield from _compared(rule, step)


def _may_be_made(rule: Rule, name: str, chain: Chain, onwards: Mapping[str, Nodes]) -> bool:
    """Whether on some path the choice was made before the rule is read."""
    makers = [one.step for one in steps_of(chain) if name in (one.step.name, one.step.choice)]
    if rule.passed and rule.at in {maker.name for maker in makers}:
        return True
    late = [onwards[target] for target in chain.exits.values() if target in onwards]
    starts = [*(onwards[maker.name][1:] for maker in makers), *late]
    return any(rule.at in reached(onwards, start, lambda _: False) for start in starts)


def _compared(rule: Rule, step: Step) -> Iterator[Problem]:
    """Comparisons with what the step does not offer."""
    offered = _offered(step)
    for value in _literals(rule.tree, f"{CHOSEN}{step.name}") if offered else ():
        if value not in offered:
            known = listed([f'"{one}"' for one in offered if one])
            yield Problem(
                rule.path,
                Text(f"“{step.name}”里没有选项“{value}”。", f"“{step.name}” offers no option “{value}”."),
                Text(f"可用：{known.zh}。", f"Known: {known.en}."),
            )


def _offered(step: Step) -> Collection[object]:
    """What may be read as chosen at the step, in order; nothing where only a rule tells."""
    if step.kind is StepKind.CHOOSE:
        return [*(one.value for one in step.options), UNCHOSEN] if step.options else []
    return [*dict.fromkeys([*step.verbs, Verb.SUBSTITUTE, Verb.COUNTERSIGN, Verb.REMOVE_SIGNER]), UNCHOSEN]


def _literals(tree: ast.expr | None, name: str) -> Iterator[object]:
    """Every value with which the name is compared for being the same."""
    for node in ast.walk(tree) if tree is not None else ():
        match node:
            case ast.Compare(left=left, ops=[ast.Eq() | ast.NotEq()], comparators=[right]):
                for one, other in ((left, right), (right, left)):
                    if isinstance(one, ast.Name) and one.id == name and isinstance(other, ast.Constant):
                        yield other.value
            case ast.Compare(
                left=ast.Name(id=read), ops=[ast.In() | ast.NotIn()], comparators=[ast.List(elts=members)]
            ) if read == name:
                yield from (one.value for one in members if isinstance(one, ast.Constant))


def _options(path: str, step: Step) -> Iterator[Problem]:
    counts = Counter(option.value for option in step.options)
    for value in (value for value, count in counts.items() if count > 1):
        yield Problem(
            f"{path}.options",
            Text(f"选项“{value}”写了两次。", f"The option “{value}” is there twice."),
            Text("请只留一个。", "Keep one of them."),
        )


def _late(
    path: str, step: Step, spots: tuple[StepSpot, ...], onwards: Mapping[str, Nodes]
) -> Iterator[Problem]:
    """A choice that may still be made while a notice stands is one that was asked for before, of the same party."""
    if step.choice is None:
        return
    asked = {
        spot.step.name: spot.step
        for spot in spots
        if spot.step.kind is StepKind.CHOOSE
        and step.name in reached(onwards, onwards[spot.step.name], lambda _: False)
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


def _unmade(rule: Rule, name: str, made: Collection[str]) -> Problem:
    known = listed(CHOSEN + one for one in made)
    return Problem(
        rule.path,
        Text(f"没有步骤作出选择“{CHOSEN}{name}”。", f"No step makes the choice “{CHOSEN}{name}”."),
        Text(f"可用：{known.zh}。", f"Known: {known.en}.")
        if made
        else Text("请加一个选择步骤，或改条件。", "Add a step that asks for it, or change the rule."),
    )
