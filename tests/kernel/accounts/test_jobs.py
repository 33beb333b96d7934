"""What accounts leave behind is forgotten in time; on both kinds of database."""

from datetime import UTC, datetime

from sqlalchemy import func, select

from kernel.accounts import add_account
from kernel.accounts.jobs import accounts_cleaning
from kernel.accounts.sessions import begin
from kernel.accounts.settings import session_longest_hours
from kernel.db import transaction
from kernel.jobs import Slot
from kernel.models import AccountSession, ThrottleCount
from kernel.settings import Whole
from kernel.surroundings import Surroundings, surround
from tests.kernel.snapshots import registry_with


def test_sessions_of_half_a_year_ago_and_old_counts_are_forgotten(engine, clock):
    with transaction(engine) as session:
        surround(session, Surroundings(registry_with(), clock))
        user = add_account(session, "wang", name="王芳", password="")
        begin(session, user, now=clock.now(), address="", agent="")
        session.add(ThrottleCount(key="toy", count=1, since=clock.now()))
        session.flush()
        clock.advance(days=179)
        begin(session, user, now=clock.now(), address="", agent="")
        clock.advance(days=2)
        slot = Slot("day", datetime(2026, 9, 1, tzinfo=UTC))
        assert accounts_cleaning(session, slot) == {"sessions": 1, "pages": 0, "counts": 1}
        assert session.scalar(select(func.count()).select_from(AccountSession)) == 1


def test_a_session_is_never_longer_than_its_cookie():
    from config import PERMANENT_SESSION_LIFETIME

    kind = session_longest_hours().kind
    assert isinstance(kind, Whole)
    assert kind.most * 3600 <= PERMANENT_SESSION_LIFETIME.total_seconds()
