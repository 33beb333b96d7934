"""What a demo of this plugin brings, and the word that an install with a demo leaves behind."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.parties import country
from addons.parties.demonstration import load
from addons.parties.finding import indexed
from addons.parties.identity.demonstration import load as load_identities
from kernel.demonstration import TOPIC
from kernel.keys import KeyRing
from kernel.models import PluginRecord
from kernel.outbox import defer
from kernel.seams import demo
from kernel.surroundings import surroundings_of

MOST = 2_000
"""Names made findable at once; a job does the rest."""

AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
"""An install hook has no clock, and deferred work that has long been due is done at once."""


@demo("parties")
def demo_people(session: Session, folders: Mapping[str, Path]) -> None:
    """The people of every demo/people.csv exist, and the accounts of every demo/accounts.csv stand for theirs."""
    around = surroundings_of(session)
    load(session, folders, keys=around.keys or KeyRing({}), now=around.clock.now())


@demo("parties.identities")
def demo_identities(session: Session, folders: Mapping[str, Path]) -> None:
    """The roster of every demo/roster.csv is there, and the accounts of every demo/identities.csv wait."""
    around = surroundings_of(session)
    keys = around.keys or KeyRing({})
    load_identities(session, folders, registry=around.registry, keys=keys, now=around.clock.now())


def welcomed(session: Session) -> None:
    """The country is there and enterprises are found; demo rows are followed by demo people.

    An install has no keys, the worker has.
    """
    country.bring(session)
    indexed(session, most=MOST)
    brought = select(PluginRecord.id).where(PluginRecord.plugin == "parties", PluginRecord.demo).limit(1)
    if session.scalar(brought) is not None:
        defer(session, TOPIC, {}, now=AT_ONCE)
