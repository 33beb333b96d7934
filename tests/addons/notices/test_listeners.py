"""addons.notices.listeners: what licensing tells arrives here."""

from datetime import timedelta

from sqlalchemy import func, select

from addons.licensing.telling import tell
from addons.notices.jobs import KEPT
from addons.notices.models import Notice
from kernel.db import session_factory, transaction
from kernel.jobs import run_now
from kernel.surroundings import Surroundings, surround
from tests.addons.notices.samples import Post, make_message
from tests.addons.parties.town import Town
from tests.kernel.install.house import House


def test_a_message_told_by_licensing_is_a_notice(house: House, clock):
    registry = house.registry
    with transaction(house.engine) as session:
        surround(session, Surroundings(registry, clock))
        post = Post(Town(session, clock.now()))
        for _ in range(2):
            tell(session, registry, make_message(post.refs["zhang"], post.refs["boss"], at=clock.now()))
        tell(session, registry, make_message(at=clock.now(), key="nobody"))

    with session_factory(house.engine)() as session:
        assert session.scalar(select(func.count()).select_from(Notice)) == 2


def test_the_night_forgets_what_is_older_than_four_hundred_days(house: House, clock):
    registry = house.registry
    with transaction(house.engine) as session:
        surround(session, Surroundings(registry, clock))
        post = Post(Town(session, clock.now()))
        for key, age in (("old", KEPT + timedelta(hours=1)), ("new", KEPT - timedelta(days=2))):
            tell(session, registry, make_message(post.refs["zhang"], key=key, at=clock.now() - age))

    ran = run_now(house.engine, registry, clock, "notices.retention")

    assert ran.error is None
    assert house.read(select(Notice.key)) == ["new"]
