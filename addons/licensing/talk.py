"""Who is told of a message about a case: the applicant, or whoever has it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.licensing.links import application_link
from addons.licensing.matters import matter_of_version
from addons.licensing.models import Application
from addons.licensing.telling import Group, Message, tell
from addons.licensing.whose import initiator_of
from approvals.casefile.messages import Said
from approvals.models import Task, TaskState
from approvals.people.assignment import PartyKind, PartyRef
from kernel.registry import Registry
from kernel.text import Text


def tell_other_side(session: Session, registry: Registry, said: Said) -> None:
    """The applicant knows of what the office wrote, the office of what the applicant did."""
    application = session.scalars(
        select(Application).where(Application.case_id == said.case.id)
    ).one_or_none()
    if application is None:
        return
    own = initiator_of(application)
    title = matter_of_version(session, application.version_id).title
    number, text, case_id = application.number, said.message.text, said.case.id
    for party in (own,) if said.message.by_office else _desks(session, case_id):
        message = Message(
            key=f"case:{case_id}:message:{said.message.id}:{party.kind}:{party.id}",
            to=(party,),
            title=Text("办件有新消息", "A message about a case"),
            body=Text(f"“{title.zh}”（办件 {number}）：{text}", f"“{title.en}” (case {number}): {text}"),
            link=application_link(application.id, case_id, party, own=party == own),
            at=said.message.at,
            group=Group.MESSAGE,
        )
        tell(session, registry, message)


def _desks(session: Session, case_id: int) -> list[PartyRef]:
    """The offices at which the case waits, else the last that had it; none before it has come to one.

    Nobody is called to a case that is not theirs to open yet: they find what was said when it comes.
    """
    had = select(Task.office_id).where(Task.case_id == case_id, Task.office_id.is_not(None))
    waiting = set(session.scalars(had.where(Task.state == TaskState.OPEN)))
    last = set() if waiting else set(session.scalars(had.order_by(Task.id.desc()).limit(1)))
    return [PartyRef(PartyKind.OFFICE, office) for office in sorted(filter(None, waiting | last))]
