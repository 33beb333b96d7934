"""A plan as lines of text, for a terminal."""

from collections.abc import Iterator

from app.apps.plans import ACTS, VERBS
from kernel.install.plan import Plan

SHOWN = 8


def lines_of(plan: Plan) -> Iterator[str]:
    """Who is touched, what is done in which order, what stands in the way."""
    act = ACTS[plan.act]
    yield f"{act.zh} {act.en}: {plan.plugin}"
    for member in plan.members:
        versions = " → ".join(version for version in (member.before, member.after) if version)
        yield f"  {ACTS[member.act].zh} {member.name} {versions}  {member.title}"
    for number, step in enumerate(plan.steps, 1):
        verb = VERBS[step.kind][2]
        yield f"  {number:>3}. {verb.zh} {step.thing.zh} — {step.effect.zh}"
        yield f"       {verb.en} {step.thing.en} — {step.effect.en}"
        yield from (f"         · {detail}" for detail in step.details[:SHOWN])
        if len(step.details) > SHOWN:
            yield f"         · …（共 {len(step.details)}）"
    yield from _obstacles(plan)
    yield from _clashes(plan)


def _obstacles(plan: Plan) -> Iterator[str]:
    for obstacle in plan.obstacles:
        place = f"{obstacle.place}: " if obstacle.place else ""
        yield f"  ✗ {place}{obstacle.what.zh}{obstacle.remedy.zh}"
        yield f"    {obstacle.what.en} {obstacle.remedy.en}"
        yield from (f"    · {example}" for example in obstacle.examples[:SHOWN])


def _clashes(plan: Plan) -> Iterator[str]:
    for clash in plan.clashes:
        taken = f" ⇒ {dict(clash.choice)}" if clash.choice else "（待选择 to be chosen）"
        yield f"  ≠ {clash.target} {clash.path}{taken}"
        yield f"      原 base    {clash.base!r}"
        yield f"      新 theirs  {clash.theirs!r}"
        yield f"      本地 ours  {clash.ours!r}"
