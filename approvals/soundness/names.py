"""Every name in a chain means one thing; pure."""

from collections import Counter
from collections.abc import Iterator

from approvals.chains.definition import Chain, spots_of
from approvals.words import Outcome
from kernel.kinds import Problem
from kernel.text import Text

ENDS = frozenset(Outcome)


def name_problems(chain: Chain) -> Iterator[Problem]:
    """Names that stand twice, and names that mean an outcome."""
    named = [(spot.path, spot.thing.name) for spot in spots_of(chain)]
    counts = Counter(name for _, name in named)
    for path, name in named:
        if name in ENDS:
            yield Problem(
                f"{path}.name",
                Text(f"“{name}”是办理结果，不能作名称。", f"“{name}” is an outcome, not a name."),
                Text("请换一个名称。", "Choose another name."),
            )
        if counts[name] > 1:
            yield Problem(
                f"{path}.name",
                Text(
                    f"名称“{name}”用了 {counts[name]} 次。",
                    f"The name “{name}” is used {counts[name]} times.",
                ),
                Text(
                    "步骤、分支和并行的名称在整条链内不能重复，请改名。",
                    "Names of steps and groups are unique in a chain; rename one.",
                ),
            )
