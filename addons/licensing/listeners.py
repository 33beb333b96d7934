"""What licensing does when a case has moved: ends the application with it, and tells whom it concerns."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.licensing.closing import settle
from addons.licensing.desk_events import ASSIGNED, DEPUTY, MENTIONED, STRANDED, TAKEN, VACANT
from addons.licensing.desk_news import desk_news, followed_news
from addons.licensing.events import PARTY_NEWS
from addons.licensing.happened import Happened, Waiting
from addons.licensing.matters import matter_of_version
from addons.licensing.models import Application
from addons.licensing.news import OF_CASE, clause, news, plain
from addons.licensing.talk import tell_other_side
from addons.licensing.telling import Words, accounts_named, message_of, tell
from addons.parties.identity.news import News
from addons.parties.models import Enterprise, Office, Person
from addons.parties.queries import office_name
from addons.parties.seams import party_listener
from approvals.casefile.faces import places_of
from approvals.casefile.messages import Said
from approvals.casefile.timeline import step_title
from approvals.cases.queries import Logged, case_view
from approvals.cases.view import CaseView
from approvals.chains.versions import compiled_chain
from approvals.engine import CompiledChain
from approvals.models import Task
from approvals.people.assignment import PartyKind, PartyRef
from approvals.people.telling import Word, WordKind
from approvals.people.watchers import watchers
from approvals.seams import case_word, listener, message_listener
from approvals.topics import CaseMoved
from approvals.words import Overdue, Verb
from kernel.access import names_of
from kernel.surroundings import surroundings_of
from kernel.text import Text

NOBODY = Text("", "")
WORDS = {
    WordKind.ASSIGNED: ASSIGNED,
    WordKind.RELEASED: TAKEN,
    WordKind.DEPUTY: DEPUTY,
    WordKind.VACANT: VACANT,
    WordKind.STRANDED: STRANDED,
    WordKind.MENTIONED: MENTIONED,
}
WORK = "/work"


@party_listener("licensing")
def passed_on(session: Session, news: News) -> None:
    """What parties are told about themselves goes the ways of everything else that they are told."""
    words = {"title": news.title, "text": news.body}
    message = message_of(PARTY_NEWS, words, key=news.key, to=news.to, link=news.link, at=news.at)
    tell(session, surroundings_of(session).registry, message)


@listener("licensing")
def heard(session: Session, moved: CaseMoved) -> None:
    """The application is closed when a clock closed its case, and all have been told of the act."""
    application = session.scalars(
        select(Application).where(Application.case_id == moved.case.id).with_for_update()
    ).one_or_none()
    if application is None:
        return
    around = surroundings_of(session)
    settle(application, moved.case, now=around.clock.now())
    session.flush()
    chain = compiled_chain(session.connection(), around.registry, moved.case.version_id)
    happened = _happened(session, application, moved, chain)

    def named(usernames: Sequence[str]) -> Sequence[PartyRef]:
        return accounts_named(session, tuple(usernames))

    messages = list(news(happened))
    actor = _called(session, moved.logged.actor)
    messages += desk_news(happened, chain, actor=actor, named=named)
    following = watchers(session, around.registry, moved.case.id)
    others = named([name for name in following if name != moved.logged.actor])
    messages += followed_news(happened, chain, actor=actor, whom=others)
    for message in messages:
        tell(session, around.registry, message)


@case_word("licensing")
def word(session: Session, word: Word) -> None:
    """The accounts have been told what no log holds: a task of theirs, a colleague they stand in for."""
    around = surroundings_of(session)
    words: Words = {"actor": _called(session, word.by), "remark": clause(word.note)}
    link, subject = WORK, "account"
    if word.case is not None:
        statement = select(Application).where(Application.case_id == word.case)
        application = session.scalars(statement).one_or_none()
        if application is None:
            return
        words = {**words, **_of_case(session, application, word)}
        link, subject = f"{WORK}/{word.case}", str(word.case)
        if word.kind is WordKind.MENTIONED:
            link = f"{link}?tab=feed"
    for account in accounts_named(session, word.accounts):
        key = f"word:{word.kind}:{subject}:{word.step}:{account.id}:{word.at.isoformat()}"
        told = message_of(WORDS[word.kind], words, key=key, to=(account,), link=link, at=word.at)
        tell(session, around.registry, told)


def _of_case(session: Session, application: Application, word: Word) -> Words:
    matter = matter_of_version(session, application.version_id)
    chain = word.case and _chain(session, word.case)
    return {
        "matter": matter.title,
        "number": plain(application.number or ""),
        "holder": plain(_holder(session, application)),
        "step": step_title(chain, word.step) if chain else plain(word.step),
    }


def _chain(session: Session, case_id: int) -> CompiledChain:
    registry = surroundings_of(session).registry
    return compiled_chain(session.connection(), registry, case_view(session, case_id).version_id)


def _happened(session: Session, application: Application, moved: CaseMoved, chain: CompiledChain) -> Happened:
    step = chain.steps.get(moved.logged.step)
    clock = step.clock if step is not None else chain.chain.clock
    return Happened(
        application=application,
        title=matter_of_version(session, application.version_id).title,
        holder=_holder(session, application),
        case=moved.case,
        logged=moved.logged,
        opened=_waiting(session, moved.case, _tasks(session, moved.case, seq=moved.logged.seq)),
        late=_late(session, moved.case, moved.logged),
        at=moved.logged.at,
        step=step.title if step is not None else NOBODY,
        left=_left(session, moved),
        places=_places(session, moved),
        escalates=clock is not None and clock.on_overdue is Overdue.ESCALATE,
    )


def _places(session: Session, moved: CaseMoved) -> dict[str, Text]:
    """What the places are called to which a return pins what is to be mended; nothing of any other act."""
    if moved.logged.verb != Verb.RETURN:
        return {}
    found = places_of(session, surroundings_of(session).registry, moved.case)
    return {place.path: place.title for place in found}


def _left(session: Session, moved: CaseMoved) -> PartyRef | None:
    """Whose the step was that somebody said is not awaited any more; who is gone need not be told."""
    entry = moved.logged.entry
    if entry is None or not entry.act.actor or entry.act.way is None:
        return None
    theirs = select(Task).where(
        Task.case_id == moved.case.id, Task.step == moved.logged.step, Task.seq < moved.logged.seq
    )
    task = session.scalars(theirs.order_by(Task.id.desc()).limit(1)).one_or_none()
    return PartyRef(task.party_kind, task.party_id or 0) if task is not None and task.party_kind else None


def _holder(session: Session, application: Application) -> str:
    person = session.get(Person, application.person_id) if application.person_id is not None else None
    return person.name if person is not None else ""


def _called(session: Session, username: str) -> Text:
    return plain(names_of(session, [username]).get(username, username)) if username else NOBODY


def _late(session: Session, case: CaseView, logged: Logged) -> list[Waiting]:
    """The step that the clock speaks of, or that was urged; of the whole case everything that is open."""
    openings = [one for one in case.state.open if logged.step in (OF_CASE, one.step)]
    found: list[Waiting] = []
    for opening in openings:
        tasks = [one for one in _tasks(session, case, seq=opening.seq) if one.step == opening.step]
        found += _waiting(session, case, tasks, of_case=logged.step == OF_CASE)
    return found


def _tasks(session: Session, case: CaseView, *, seq: int) -> list[Task]:
    """The steps that the entry opened, whatever has become of them since."""
    opened = select(Task).where(Task.case_id == case.id, Task.seq == seq).order_by(Task.id)
    return list(session.scalars(opened))


def _waiting(
    session: Session, case: CaseView, tasks: Iterable[Task], *, of_case: bool = False
) -> list[Waiting]:
    found = []
    for task in tasks:
        party = PartyRef(task.party_kind, task.party_id or 0) if task.party_kind is not None else None
        opening = case.state.opening(task.step)
        here = opening if opening is not None and opening.seq == task.seq else None
        due = case.state.due if of_case else here.due if here is not None else None
        holder = (here.holder if here is not None else "") or task.claimed_by or ""
        alone = next(iter(accounts_named(session, (holder,) if holder else ())), None)
        office = session.get(Office, task.office_id) if task.office_id is not None else None
        above = office.parent_id if office is not None else None
        found.append(
            Waiting(
                *(party, task.office_id, _name(session, party, office), due, task.step, alone),
                above=PartyRef(PartyKind.OFFICE, above) if above is not None else None,
            )
        )
    return found


def _name(session: Session, party: PartyRef | None, office: Office | None) -> Text:
    if office is not None:
        return office_name(office)
    if party is not None and party.kind == PartyKind.ENTERPRISE:
        enterprise = session.get(Enterprise, party.id)
        return plain(enterprise.name) if enterprise is not None else NOBODY
    person = session.get(Person, party.id) if party is not None else None
    return plain(person.name) if person is not None else NOBODY


@message_listener("licensing")
def said(session: Session, said: Said) -> None:
    """The other side has been told that there is a message."""
    tell_other_side(session, surroundings_of(session).registry, said)
