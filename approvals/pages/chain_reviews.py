"""What whoever publishes a chain is told: which steps are new, gone or elsewhere, and what is set otherwise."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from approvals.designing.differing import Side, step_changes
from approvals.designing.sheet import Clerk
from approvals.grounds import offers_for
from approvals.pages.readings import ruling_of, said_by
from kernel.nodes import Body
from kernel.proposals import Changed, ReviewSection
from kernel.registry import Registry
from kernel.seams import definition_review
from kernel.text import Text

STEPS = Text("逐步骤的差异", "Step by step")


@definition_review("approvals.steps", kind="chain", order=10)
def steps(
    session: Session, registry: Registry, name: str, before: Body, after: Body
) -> Sequence[ReviewSection]:
    """Every step that is new, gone, elsewhere or set otherwise, in words; of a new chain all its steps."""
    offers = offers_for(session, registry, name)
    ruling = ruling_of(offers.ground.facts, registry)
    old, new = (Side(Clerk(body, offers, ruling), said_by(ruling)) for body in (before, after))
    lines = tuple(Changed(one.what, one.before, one.after) for one in step_changes(old, new))
    return (ReviewSection(STEPS, changes=lines),) if lines else ()
