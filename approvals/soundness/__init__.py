"""Whether a chain can be run to an end on every path; pure."""

from approvals.definition import Chain, steps_of
from approvals.soundness.exits import exit_problems
from approvals.soundness.filing import filing_problems
from approvals.soundness.groups import group_problems
from approvals.soundness.names import name_problems
from approvals.soundness.steps import step_problems
from kernel.kinds import Problem


def problems_of(chain: Chain) -> list[Problem]:
    """Every place where a case could not go on, or would go two ways."""
    spots = tuple(steps_of(chain))
    found = [*name_problems(chain), *group_problems(chain), *filing_problems(chain)]
    for spot in spots:
        found += step_problems(spot)
        found += exit_problems(spot, spots)
    return found
