"""Every step has somebody who can do it, and a way to get past it; pure."""

from collections.abc import Iterator

from approvals.chains.definition import StepSpot
from approvals.designing.words import KINDS
from approvals.words import OPINIONS, PASSING_VERBS, StepKind, Verb
from kernel.kinds import Problem
from kernel.text import Text


def step_problems(spot: StepSpot) -> Iterator[Problem]:
    """Who acts, with which verbs, towards what."""
    yield from _actor(spot)
    yield from _verbs(spot)
    yield from _way_on(spot)


def _actor(spot: StepSpot) -> Iterator[Problem]:
    step = spot.step
    if step.party and step.office:
        yield Problem(
            f"{spot.path}.office",
            Text(
                f"步骤“{step.name}”同时写了主体和机构。",
                f"The step “{step.name}” names a party and an office.",
            ),
            Text("请只留 party 或 office。", "Keep party or office."),
        )
    if step.kind in PASSING_VERBS and not step.party and not step.office:
        yield Problem(
            f"{spot.path}.party",
            Text(f"步骤“{step.name}”没有说由谁办理。", f"The step “{step.name}” does not say who acts."),
            Text("请写 party 或 office。", "Write party or office."),
        )


def _verbs(spot: StepSpot) -> Iterator[Problem]:
    step = spot.step
    passing = PASSING_VERBS.get(step.kind)
    if passing is None:
        return
    if not passing & set(step.verbs):
        signed = frozenset({Verb.COUNTERSIGN})
        words = "、".join(sorted(passing & signed if step.votes else passing - signed))
        yield Problem(
            f"{spot.path}.verbs",
            Text(
                f"步骤“{step.name}”没有能让办件往下走的操作。",
                f"No verb of the step “{step.name}” lets the case go on.",
            ),
            Text(f"请加上其中一个：{words}。", f"Add one of {words.replace('、', ', ')}."),
        )
    strange = (OPINIONS if step.kind in (StepKind.FILL, StepKind.CHOOSE) else frozenset({Verb.SUBMIT})) & set(
        step.verbs
    )
    if strange:
        words = "、".join(sorted(strange))
        yield Problem(
            f"{spot.path}.verbs",
            Text(
                f"“{KINDS[step.kind].title.zh}”步骤不能有操作 {words}。",
                f"A {step.kind} step has no verb {words.replace('、', ', ')}.",
            ),
            Text("请删去，或改步骤的种类。", "Remove it or change the kind of the step."),
        )


def _way_on(spot: StepSpot) -> Iterator[Problem]:
    """What a step without a decision waits for, shows or does."""
    step = spot.step
    needs = {
        StepKind.WAIT: (step.until or step.event or step.lasts, "until", "until / event / lasts"),
        StepKind.NOTICE: (step.lasts, "lasts", "lasts: {days: 5}"),
        StepKind.AUTO: (step.effects or step.checks, "effects", "effects / checks"),
        StepKind.CHOOSE: (step.options or step.among, "options", "options / among"),
    }
    there, key, shown = needs.get(step.kind, (True, "", ""))
    if not there:
        yield Problem(
            f"{spot.path}.{key}",
            Text(
                f"步骤“{step.name}”没有说等什么、做什么或选什么。",
                f"The step “{step.name}” does not say what it waits for, does or offers.",
            ),
            Text(f"请写 {shown}。", f"Write {shown}."),
        )
