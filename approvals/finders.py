"""Cases found from anywhere: those that wait, or have waited, at an office of whoever looks."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from approvals.casefile.faces import CaseFace, faces_of
from approvals.cases.queries import case_views
from approvals.cases.view import CaseView
from approvals.lists.inbox import searched
from approvals.people.assignment import standing_of
from kernel.finding import LEAST, Hit, Seeker
from kernel.seams import finder
from kernel.text import Text


@finder("approvals.cases", title=Text("办件", "Cases"), icon="inbox", order=10)
def cases(session: Session, seeker: Seeker, text: str, limit: int) -> Sequence[Hit]:
    """The cases of theirs that go by the number, the name, the certificate or the enterprise."""
    if len(text) < LEAST or not seeker.may("can_work", "Cases"):
        return ()
    standing = standing_of(session, seeker.registry, seeker.actor)
    numbers = searched(session, seeker.registry, standing, text, limit=limit)
    views = case_views(session, numbers)
    faces = faces_of(session, seeker.registry, list(views.values()))
    return [_hit(views[number], faces[number]) for number in numbers if number in views]


def _hit(case: CaseView, face: CaseFace) -> Hit:
    facts = [fact for fact in (case.number or f"#{case.id}", face.subtitle) if fact]
    kind = face.kind or Text("", "")
    return Hit(
        face.title,
        "workbench.case",
        {"number": case.id},
        Text(" · ".join(filter(None, (kind.zh, *facts))), " · ".join(filter(None, (kind.en, *facts)))),
    )
