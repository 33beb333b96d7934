"""After the install: a demo asks for its people."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.parties.topics import DEMO
from kernel.models import PluginRecord
from kernel.outbox import defer

AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
"""An install hook has no clock, and deferred work that has long been due is done at once."""


def welcomed(session: Session) -> None:
    """Where demo rows came along, demo people follow: an install has no keys, the worker has."""
    demo = select(PluginRecord.id).where(PluginRecord.plugin == "parties", PluginRecord.demo).limit(1)
    if session.scalar(demo) is not None:
        defer(session, DEMO, {}, now=AT_ONCE)
