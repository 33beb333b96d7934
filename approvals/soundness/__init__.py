"""Whether a chain can be run to an end on every path; pure."""

from collections.abc import Iterator

from approvals.chains.definition import Chain, StepSpot, steps_of
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
from approvals.soundness.unread import OF_CHOICES, OF_RINGS, OF_UNFILED, Unread
from approvals.soundness.warnings import warnings_of
from kernel.kinds import Problem

__all__ = ["Unread", "problems_of", "unknown_actors", "unknown_offices", "unknown_roles", "warnings_of"]

READ = Unread()
"""Of a chain that can be read as a whole."""


def problems_of(chain: Chain, unread: Unread = READ) -> list[Problem]:
    """Every place where a case could not go on, or would go two ways.

    Of a chain that cannot be read as a whole these are real however the rest is mended: what depends on that waits.
    """
    spots = tuple(steps_of(chain))
    found = [*unread.of_names(name_problems(chain)), *unread.of_groups(group_problems(chain))]
    found += filing_problems(chain)
    found += [] if found else _of_the_way(chain, unread)
    found += whole_clock_problems(chain) if unread.whole else ()
    found += choice_problems(chain) if unread.leaves(OF_CHOICES) else ()
    found += unread.real(unreached_problems(chain))
    found += whole_exit_problems(chain, spots) if unread.whole and not unread.loses else ()
    return found + [problem for spot in spots for problem in unread.real(_of_step(spot, spots, unread))]


def _of_the_way(chain: Chain, unread: Unread) -> Iterator[Problem]:
    """Where a case gets past the filing act, or goes round by itself."""
    if unread.leaves(OF_UNFILED):
        yield from unread.real(unfiled_problems(chain))
    if unread.leaves(OF_RINGS):
        yield from ring_problems(chain)


def _of_step(spot: StepSpot, spots: tuple[StepSpot, ...], unread: Unread) -> Iterator[Problem]:
    """What is wrong with one step; where it names others, only if they are all known."""
    names = frozenset(one.step.name for one in spots)
    doubtful = frozenset(one.step.name for one in spots if unread.touches(one.path))
    yield from step_problems(spot)
    if not unread.loses and doubtful.isdisjoint(spot.step.exits.values()):
        yield from exit_problems(spot, spots)
    yield from people_problems(spot, names | (frozenset(spot.step.apart) if unread.loses else frozenset()))
    yield from clock_problems(spot)
