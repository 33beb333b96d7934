"""What happens to a case without anybody's act is brought about: the case held, the engine asked, everything written."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from approvals.acts.answering import answers
from approvals.acts.recording import Scene, calendar_asked, known_of, moved, settled
from approvals.cases.view import CaseView, locked
from approvals.chains.versions import compiled_chain
from approvals.engine import Act, advance
from kernel.db import connection_of
from kernel.registry import Registry
from kernel.workdays import Calendar


def scene_of(session: Session, case_id: int, *, now: datetime, registry: Registry) -> tuple[Scene, CaseView]:
    """The case, which nobody else may move until this transaction ends, and where something happens to it."""
    session.flush()
    connection = connection_of(session)
    case, _ = locked(connection, case_id, "")
    return Scene(
        session, connection, registry, now, compiled_chain(connection, registry, case.version_id)
    ), case


def brought_about(
    scene: Scene, case: CaseView, act: Act, asked: Callable[[], Calendar] | None = None
) -> CaseView:
    """The case as the happening leaves it, everything written that follows; `asked` brings a calendar read before."""
    asked = asked or calendar_asked(scene.session, None)
    known = known_of(scene.chain, case, scene.now)
    asks = answers(scene.session, scene.registry, case, asked, scene.now)
    found = advance(scene.chain, case.state, act, known, actor=None, **asks)
    counts: dict[int, int] = {}
    case, works = moved(scene, case, found, None, counts)
    settled(scene, case, works, advances=[found], openings=found.opened, counts=counts)
    return case
