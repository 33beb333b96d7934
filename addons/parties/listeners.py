"""What parties do when a case has moved: nobody waits for an enterprise that is no more."""

from sqlalchemy.orm import Session

from addons.parties.gone import go_without, gone_of
from approvals.seams import listener
from approvals.topics import CaseMoved
from kernel.surroundings import surroundings_of


@listener("parties")
def heard(session: Session, moved: CaseMoved) -> None:
    """A step that opened for an enterprise that was gone by then does not wait for it."""
    around, case = surroundings_of(session), moved.case
    for enterprise in gone_of(session, around.registry, case):
        go_without(
            session,
            enterprise,
            now=around.clock.now(),
            registry=around.registry,
            case_id=case.id,
            after=moved.logged.seq,
        )
