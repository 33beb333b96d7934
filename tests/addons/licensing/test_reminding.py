"""addons.licensing.reminding and its job: the most urgent stage that has come, told once, whatever days were missed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from addons.certificates.validity import shifted
from addons.certificates.windows import Span, Unit, Window
from addons.licensing.definition import Reminders
from addons.licensing.models import Reminder
from addons.licensing.reminding import OPENS, farthest_end, stage_due
from addons.licensing.words import ApplicationState
from kernel.workdays import Calendar
from tests.addons.licensing.counter import Counter
from tests.addons.licensing.place import TOLD
from tests.addons.licensing.samples import make_matter

JOB = "licensing.reminders"
THREE_MONTHS = Window(Span(-3, Unit.MONTHS), Span(0, Unit.DAYS))
REMINDERS = Reminders(opens=True, before=(60, 30, 10))
DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))


def stages(counter: Counter) -> list[str]:
    """The stages that were kept, in order."""
    kept = select(Reminder.stage).order_by(Reminder.id)
    return counter.read(lambda session: list(session.scalars(kept)))


def titles() -> list[tuple[str, str]]:
    """Who was told what since the last time."""
    found = [(message.to[0].kind, message.title.zh) for message in TOLD]
    TOLD.clear()
    return found


def test_holder_and_employer_are_told_on_the_day_the_window_opens(counter: Counter):
    counter.renewal(ends=date(2026, 6, 11))
    counter.run(JOB)
    assert titles() == []
    counter.clock.advance(days=1)
    counter.run(JOB)
    assert titles() == [
        ("person", "您的证书可以办理延续了"),
        ("enterprise", "职工张小山的证书可以办理延续了"),
    ]


def test_each_stage_is_told_on_its_day_and_once(counter: Counter):
    counter.renewal(ends=date(2026, 6, 30))
    told = {}
    for day in range(120):
        counter.run(JOB)
        counter.run(JOB)
        if said := [title for kind, title in titles() if kind == "person"]:
            told[(date(2026, 3, 10) + timedelta(days=day)).isoformat()] = said
        counter.clock.advance(days=1)
    assert told == {
        "2026-03-30": ["您的证书可以办理延续了"],
        "2026-05-01": ["您的证书还有 60 天到期"],
        "2026-05-31": ["您的证书还有 30 天到期"],
        "2026-06-20": ["您的证书还有 10 天到期"],
    }
    assert stages(counter) == ["opens", "60", "30", "10"]


def test_after_days_off_the_most_urgent_is_told_and_nothing_twice(counter: Counter):
    counter.renewal(ends=date(2026, 6, 30))
    counter.clock.advance(days=85)
    counter.run(JOB)
    assert [title for kind, title in titles() if kind == "person"] == ["您的证书还有 27 天到期"]
    counter.run(JOB)
    assert titles() == []
    assert stages(counter) == ["30"]


def test_who_has_applied_is_not_told_to_and_is_again_once_it_is_taken_back(counter: Counter):
    renewal = counter.renewal()
    application = counter.handed_in(renewal)
    counter.drain()
    TOLD.clear()
    counter.run(JOB)
    assert titles() == []
    counter.withdraw(application, renewal.holder)
    counter.drain()
    TOLD.clear()
    counter.run(JOB)
    assert len(titles()) == 2


def test_what_is_lapsed_suspended_or_of_another_category_is_left_alone(counter: Counter):
    from addons.certificates.models import Certificate

    counter.publish(matter=make_matter(categories=["A"]))
    counter.renewal(ends=date(2026, 3, 9))
    counter.renewal(category="B")
    suspended = counter.renewal()

    def suspend(session):
        session.get_one(Certificate, suspended.certificate).state = "suspended"

    counter.act_in(suspend)
    counter.run(JOB)
    assert titles() == []


def test_a_matter_that_is_not_open_yet_reminds_nobody(counter: Counter):
    counter.publish(matter=make_matter(opens_on="2026-03-11"))
    counter.renewal()
    counter.run(JOB)
    assert titles() == []
    counter.clock.advance(days=1)
    counter.run(JOB)
    assert len(titles()) == 2


def test_a_matter_without_reminders_reminds_nobody(counter: Counter):
    counter.publish(matter=make_matter(reminders=None))
    counter.renewal()
    counter.run(JOB)
    assert titles() == []


def test_many_certificates_are_told_each_once(counter: Counter):
    for _ in range(6):
        counter.renewal(ends=date(2026, 3, 20))
    counter.run(JOB)
    assert len({message.key for message in TOLD}) == len(TOLD) == 12
    links = {message.link.rpartition("/")[0] for message in TOLD}
    assert links == {"/my/certificates", "/enterprise/certificates"}


def test_after_a_renewal_the_new_end_is_told_of_anew(counter: Counter):
    from approvals.words import Verb

    renewal = counter.renewal(ends=date(2026, 3, 20))
    counter.run(JOB)
    application, clerk = counter.confirmed(renewal), counter.clerk()
    counter.act(application, "acceptance", Verb.ACCEPT, clerk)
    counter.act(application, "decision", Verb.APPROVE, clerk)
    counter.drain()
    TOLD.clear()
    counter.clock.advance(days=365 * 3 - 5)
    counter.run(JOB)
    assert [title for kind, title in titles() if kind == "person"] == ["您的证书还有 16 天到期"]
    assert counter.row(application).state == ApplicationState.CLOSED


@given(DAYS, DAYS)
def test_the_stage_is_the_last_one_that_has_come_and_only_while_one_may_apply(end: date, on: date):
    stage = stage_due(REMINDERS, THREE_MONTHS, end, on=on, calendar=Calendar())
    left = (end - on).days
    come = [days for days in (60, 30, 10) if 0 <= left <= days]
    if come:
        assert stage == str(min(come))
    elif shifted(end, months=-3) <= on <= end:
        assert stage == OPENS
    else:
        assert stage is None


@given(DAYS, DAYS, st.integers(-18, -1), st.sampled_from(list(Unit)))
def test_no_certificate_beyond_the_farthest_end_has_a_stage(end: date, on: date, n: int, unit: Unit):
    window = Window(Span(n, unit), Span(0, Unit.DAYS))
    if stage_due(REMINDERS, window, end, on=on, calendar=Calendar()) is not None:
        assert end <= farthest_end(REMINDERS, window, on=on)


@pytest.mark.parametrize("left", [0, 1, 10])
def test_to_the_last_day_the_last_stage_stands(left: int):
    end = date(2026, 6, 30)
    on = end - timedelta(days=left)
    assert stage_due(REMINDERS, THREE_MONTHS, end, on=on, calendar=Calendar()) == "10"
    assert stage_due(REMINDERS, THREE_MONTHS, end, on=end + timedelta(days=1), calendar=Calendar()) is None
