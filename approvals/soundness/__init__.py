"""Whether a chain can be run to an end on every path; pure."""

from approvals.chains.definition import Chain, steps_of
from approvals.soundness.choices import choice_problems
from approvals.soundness.clocks import clock_problems, whole_clock_problems
from approvals.soundness.exits import exit_problems, whole_exit_problems
from approvals.soundness.filing import filing_problems
from approvals.soundness.groups import group_problems
from approvals.soundness.names import name_problems
from approvals.soundness.people import people_problems, unknown_actors, unknown_offices, unknown_roles
from approvals.soundness.rings import ring_problems
from approvals.soundness.steps import step_problems
from approvals.soundness.unfiled import unfiled_problems
from approvals.soundness.unreached import unreached_problems
from approvals.soundness.warnings import warnings_of
from kernel.kinds import Problem

__all__ = ["problems_of", "unknown_actors", "unknown_offices", "unknown_roles", "warnings_of"]


def problems_of(chain: Chain) -> list[Problem]:
    """Every place where a case could not go on, or would go two ways."""
    spots = tuple(steps_of(chain))
    found = [*name_problems(chain), *group_problems(chain), *filing_problems(chain)]
    found += [] if found else [*unfiled_problems(chain), *ring_problems(chain)]
    found += [*whole_clock_problems(chain), *choice_problems(chain), *unreached_problems(chain)]
    found += whole_exit_problems(chain, spots)
    names = frozenset(spot.step.name for spot in spots)
    for spot in spots:
        found += step_problems(spot)
        found += exit_problems(spot, spots)
        found += people_problems(spot, names)
        found += clock_problems(spot)
    return found
