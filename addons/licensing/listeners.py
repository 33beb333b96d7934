"""What licensing does when a case has moved: ends the application with it, and tells whom it concerns."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.licensing.closing import settle
from addons.licensing.links import application_link
from addons.licensing.matters import matter_of_version
from addons.licensing.models import Application
from addons.licensing.news import Happened, Waiting, news
from addons.licensing.telling import Message, tell
from addons.licensing.whose import initiator_of
from addons.parties.identity.news import News
from addons.parties.models import Enterprise, Office, Person
from addons.parties.queries import office_name
from addons.parties.seams import party_listener
from approvals.assignment import PartyKind, PartyRef
from approvals.cases import CaseView
from approvals.messages import Said
from approvals.models import Task, TaskState
from approvals.queries import Logged
from approvals.seams import listener, message_listener
from approvals.topics import CaseMoved
from kernel.surroundings import surroundings_of
from kernel.text import Text

NOBODY = Text("", "")


@party_listener("licensing")
def passed_on(session: Session, news: News) -> None:
    """What parties are told about themselves goes the ways of everything else that they are told."""
    message = Message(news.key, news.to, news.title, news.body, news.link, news.at)
    tell(session, surroundings_of(session).registry, message)


@listener("licensing")
def heard(session: Session, moved: CaseMoved) -> None:
    """The application is closed when a clock closed its case, and the parties have been told of the act."""
    application = session.scalars(
        select(Application).where(Application.case_id == moved.case.id).with_for_update()
    ).one_or_none()
    if application is None:
        return
    around = surroundings_of(session)
    settle(application, moved.case, now=around.clock.now())
    session.flush()
    person = session.get(Person, application.person_id) if application.person_id is not None else None
    happened = Happened(
        application=application,
        title=matter_of_version(session, application.version_id).title,
        holder=person.name if person is not None else "",
        case=moved.case,
        logged=moved.logged,
        opened=_waiting(session, moved.case, _tasks(session, moved.case, seq=moved.logged.seq)),
        late=_late(session, moved.case, moved.logged),
        at=moved.logged.at,
    )
    for message in news(happened):
        tell(session, around.registry, message)


@message_listener("licensing")
def said(session: Session, said: Said) -> None:
    """The other side has been told that there is a message: the applicant, or whoever has the case."""
    application = session.scalars(
        select(Application).where(Application.case_id == said.case.id)
    ).one_or_none()
    if application is None:
        return
    own = initiator_of(application)
    title = matter_of_version(session, application.version_id).title
    for party in (own,) if said.message.by_office else _desks(session, application, said.case.id):
        tell(
            session,
            surroundings_of(session).registry,
            Message(
                key=f"case:{said.case.id}:message:{said.message.id}:{party.kind}:{party.id}",
                to=(party,),
                title=Text("办件有新消息", "A message about a case"),
                body=Text(
                    f"“{title.zh}”（办件 {application.number}）：{said.message.text}",
                    f"“{title.en}” (case {application.number}): {said.message.text}",
                ),
                link=application_link(application.id, said.case.id, party, own=party == own),
                at=said.message.at,
            ),
        )


def _desks(session: Session, application: Application, case_id: int) -> list[PartyRef]:
    """The offices at which the case waits; the one it was handed in at when it waits at none."""
    waiting = select(Task.office_id).where(
        Task.case_id == case_id, Task.state == TaskState.OPEN, Task.office_id.is_not(None)
    )
    offices = set(session.scalars(waiting)) or {application.office_id}
    return [PartyRef(PartyKind.OFFICE, office) for office in sorted(filter(None, offices))]


def _late(session: Session, case: CaseView, logged: Logged) -> Waiting | None:
    opening = case.state.opening(logged.step)
    if opening is None:
        return None
    tasks = [one for one in _tasks(session, case, seq=opening.seq) if one.step == logged.step]
    return next(iter(_waiting(session, case, tasks)), None)


def _tasks(session: Session, case: CaseView, *, seq: int) -> list[Task]:
    """The steps that the entry opened, whatever has become of them since."""
    opened = select(Task).where(Task.case_id == case.id, Task.seq == seq).order_by(Task.id)
    return list(session.scalars(opened))


def _waiting(session: Session, case: CaseView, tasks: Iterable[Task]) -> list[Waiting]:
    found = []
    for task in tasks:
        party = PartyRef(task.party_kind, task.party_id or 0) if task.party_kind is not None else None
        opening = case.state.opening(task.step)
        due = opening.due if opening is not None and opening.seq == task.seq else None
        found.append(Waiting(party, task.office_id, _name(session, party, task.office_id), due))
    return found


def _name(session: Session, party: PartyRef | None, office_id: int | None) -> Text:
    if office_id is not None:
        office = session.get(Office, office_id)
        return office_name(office) if office is not None else NOBODY
    if party is not None and party.kind == PartyKind.ENTERPRISE:
        enterprise = session.get(Enterprise, party.id)
        return Text(enterprise.name, enterprise.name) if enterprise is not None else NOBODY
    person = session.get(Person, party.id) if party is not None else None
    return Text(person.name, person.name) if person is not None else NOBODY
