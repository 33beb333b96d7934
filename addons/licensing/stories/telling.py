"""Stories told from their beginning to today: each deed at its moment, and what time brings about in between."""

from collections.abc import Mapping
from datetime import datetime, time
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.certificates.demonstration import named
from addons.licensing.models import Application
from addons.licensing.stories.desk import Desk, strange, untellable
from addons.licensing.stories.doing import do
from addons.licensing.stories.reading import Told
from addons.licensing.stories.story import Absence, Deed, Story, moment_of
from approvals.acts.service import run_clocks
from approvals.cases.view import CASE
from approvals.people import deputies
from approvals.people.assignment import standing_of
from kernel import audit
from kernel.access import actor_of
from kernel.access.tables import USER
from kernel.calendar import calendar as read_calendar
from kernel.clock import LOCAL, local_day
from kernel.errors import TongbanError
from kernel.keys import KeyRing
from kernel.surroundings import at_moment, surroundings_of
from kernel.text import Text
from kernel.workdays import Calendar

MORNING = time(0, 15)
"""When the job that looks at the clocks has come round on a new day."""


def tell(session: Session, told: Told, story: Story, folders: Mapping[str, Path]) -> bool:
    """The case is there, as if everybody had done their part; False when there was one on its certificate before."""
    around, place = surroundings_of(session), told.place(story.path)
    now = around.clock.now()
    try:
        held = named(session, folders, story.certificate, keys=around.keys or KeyRing({}), on=local_day(now))
        if held is None:
            raise strange(
                "certificate", Text(f"证书 {story.certificate}", f"the certificate {story.certificate}")
            )
        if _is_told(session, story, held.id):
            return False
        calendar = read_calendar(session)
        desk = Desk(session, story, held.id, story.deeds[0], now)
        with audit.telling(session, now):
            for deed in story.deeds:
                place = told.place(deed.path)
                _go_on(desk, deed, calendar, now)
            _pass_time(desk, until=now)
    except TongbanError as error:
        raise untellable(error, place, story.name) from error
    return True


def absent(session: Session, told: Told, absence: Absence) -> bool:
    """The deputation is on record, given on its first day by whose work it is; False when there was one before."""
    around = surroundings_of(session)
    now, calendar = around.clock.now(), read_calendar(session)
    today = local_day(now)
    if any(one.deputy == absence.deputy for one in deputies.given_by(session, absence.account)):
        return False
    first, last = (calendar.added(today, days) if days else today for days in (absence.first, absence.last))
    wanted = deputies.Deputation(account=absence.account, deputy=absence.deputy, first=first, last=last)
    begun = min(datetime.combine(min(first, today), time(8, 40), LOCAL), now)
    try:
        user = session.scalar(select(USER.c.id).where(USER.c.username == absence.account))
        standing = standing_of(session, around.registry, actor_of(session, user))
        with audit.telling(session, now):
            deputies.grant(session, around.registry, wanted, standing=standing, now=begun)
    except TongbanError as error:
        raise untellable(error, told.place(absence.path), absence.account) from error
    return True


def _is_told(session: Session, story: Story, certificate: int) -> bool:
    there = select(Application.id).where(
        Application.matter == story.matter, Application.certificate_id == certificate
    )
    return session.scalar(there.limit(1)) is not None


def _go_on(desk: Desk, deed: Deed, calendar: Calendar, now: datetime) -> None:
    """The deed is done, after what time brought about before it; nothing comes before what was told already."""
    moment = moment_of(calendar, now, ago=deed.ago, at=deed.at)
    if desk.application is not None:
        moment = max(moment, desk.now)
    _pass_time(desk, until=moment)
    desk.deed, desk.now = deed, moment
    with at_moment(desk.session, moment):
        do(desk)
    desk.session.flush()


def _pass_time(desk: Desk, *, until: datetime) -> None:
    """Every clock that runs out by then has done so on the morning of its day."""
    number = desk.application.case_id if desk.application is not None else None
    if number is None:
        return
    while True:
        alarm = desk.session.scalar(select(CASE.c.alarm_on).where(CASE.c.id == number))
        morning = datetime.combine(alarm, MORNING, LOCAL) if alarm is not None else None
        if morning is None or morning > until:
            return
        desk.now = max(desk.now, morning)
        with at_moment(desk.session, desk.now):
            if not run_clocks(desk.session, number, now=desk.now, registry=desk.registry):
                return
