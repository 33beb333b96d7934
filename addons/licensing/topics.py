"""Deferred work: reminders are passed on, some at a time; demo cases are told, one at a time."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.certificates.models import Certificate
from addons.certificates.windows import Missed, Opening
from addons.licensing.definition import Matter
from addons.licensing.events import EXPIRES, WINDOW_OPENS
from addons.licensing.gate import opening_of
from addons.licensing.links import certificate_link
from addons.licensing.matters import matter_in_force
from addons.licensing.models import Reminder
from addons.licensing.news import plain
from addons.licensing.reminding import OPENS
from addons.licensing.stories.reading import told_by
from addons.licensing.stories.telling import absent
from addons.licensing.stories.telling import tell as tell_story
from addons.licensing.telling import Event, Words, message_of, tell
from addons.parties.models import Person
from approvals.people.assignment import PartyKind, PartyRef
from kernel.clock import local_day
from kernel.demonstration import folders_of
from kernel.errors import NotFound
from kernel.outbox import defer
from kernel.seams import topic
from kernel.surroundings import surroundings_of
from kernel.text import Text

REMIND = "licensing.remind"
STORIES, STORY = "licensing.stories", "licensing.story"
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
"""Stories are told before anybody is told of what happened in them."""


@topic(REMIND, title=Text("到期提醒", "reminders of expiry"))
def remind(session: Session, payload: Mapping[str, Any]) -> None:
    """The holders of these certificates and their enterprises have been told."""
    around = surroundings_of(session)
    now = around.clock.now()
    rows = session.execute(
        select(Reminder, Certificate, Person.name)
        .join(Certificate, Certificate.id == Reminder.certificate_id)
        .join(Person, Person.id == Certificate.holder_id)
        .where(Reminder.id.in_(payload["reminders"]))
        .order_by(Reminder.id)
    )
    for reminder, certificate, holder in rows:
        try:
            matter = matter_in_force(session, reminder.matter).matter
        except NotFound:
            continue  # it was closed since; there is nothing to remind of
        opening = opening_of(session, matter, certificate)
        for party in _parties(certificate):
            event, words = said(
                matter,
                certificate,
                holder,
                party,
                stage=reminder.stage,
                opening=opening,
                on=around.clock.today(),
            )
            key = f"reminder:{reminder.id}:{party.kind}"
            link = certificate_link(certificate.id, party)
            told = message_of(event, words, key=key, to=(party,), link=link, at=now)
            tell(session, around.registry, told)


@topic(STORIES, title=Text("演示办件", "demo cases"), attempts=3)
def stories(session: Session, payload: Mapping[str, Any]) -> None:  # noqa: ARG001 a handler's signature
    """Who is away is, and every case is going to be told by itself: one that cannot be keeps no other back."""
    around = surroundings_of(session)
    today = local_day(around.clock.now())
    for plugin, told in told_by(folders_of(around.registry, around.addons)):
        for absence in told.absences:
            absent(session, told, absence)
        for one in told.stories:
            key = f"{STORY}:{plugin}:{one.name}:{today}"
            defer(session, STORY, {"plugin": plugin, "story": one.name}, now=AT_ONCE, key=key)


@topic(STORY, title=Text("演示办件", "a demo case"), attempts=3)
def story(session: Session, payload: Mapping[str, Any]) -> None:
    """The case is there; what has happened on its certificate before is left alone."""
    around = surroundings_of(session)
    folders = folders_of(around.registry, around.addons)
    for plugin, told in told_by(folders):
        for one in told.stories:
            if (plugin, one.name) == (payload["plugin"], payload["story"]):
                tell_story(session, told, one, folders)


def said(
    matter: Matter,
    certificate: Certificate,
    holder: str,
    party: PartyRef,
    *,
    stage: str,
    opening: Opening | None,
    on: date,
) -> tuple[Event, Words]:
    """What the party is told: that one can apply now, or how many days are left."""
    mine = party.kind == PartyKind.PERSON
    whose = (
        Text("您的证书", "Your certificate")
        if mine
        else Text(f"职工{holder}的证书", f"The certificate of {holder}")
    )
    end = certificate.valid_to
    words: Words = {
        "whose": whose,
        "matter": matter.short or matter.title,
        "certificate": plain(certificate.number),
        "by": plain(end),
        "days": plain((end - on).days if end is not None else 0),
        "window": _when(matter, opening),
    }
    return (WINDOW_OPENS if stage == OPENS else EXPIRES), words


def _when(matter: Matter, opening: Opening | None) -> Text:
    zh, en = matter.title.zh, matter.title.en
    if opening is None or opening.first is None or opening.last is None:
        return Text(f"请及时办理“{zh}”。", f"Please apply for “{en}” in time.")
    final = matter.window is not None and matter.window.missed is Missed.LAPSE_FINAL
    after = (
        Text("逾期不能补办。", " It cannot be made up for later.") if final else Text("逾期不能再办。", "")
    )
    return Text(
        f"“{zh}”在 {opening.first} 至 {opening.last} 之间办理，首尾两天都可以。{after.zh}",
        f"“{en}” is possible from {opening.first} to {opening.last}, both days included.{after.en}",
    )


def _parties(certificate: Certificate) -> tuple[PartyRef, ...]:
    holder = PartyRef(PartyKind.PERSON, certificate.holder_id)
    if certificate.enterprise_id is None:
        return (holder,)
    return holder, PartyRef(PartyKind.ENTERPRISE, certificate.enterprise_id)
