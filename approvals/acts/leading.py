"""Where a step leads when it is left by another way than its own decision; pure."""

from approvals.chains.definition import Step
from approvals.engine import CompiledChain
from approvals.engine.telling import OUTCOMES
from approvals.engine.walking import ENDS
from approvals.words import Exit, Outcome
from kernel.text import Text


def leads(chain: CompiledChain, step: Step, way: Exit) -> Text | None:
    """Where the case goes from the step by this way: the title of a step, or an outcome; None without the way."""
    target = step.exits.get(way, "")
    if target in ENDS:
        word = OUTCOMES[Outcome(target)]
        return Text(f"办结（{word.zh}）", f"closed ({word.en})")
    return chain.steps[target].title if target in chain.steps else None
