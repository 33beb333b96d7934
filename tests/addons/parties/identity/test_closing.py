"""addons.parties.identity.closing and its job: what waited too long is erased, on both databases."""

from datetime import timedelta
from types import MappingProxyType

from addons.parties import jobs
from addons.parties.health import roster as roster_health
from addons.parties.identity.closing import erased
from addons.parties.settings import KEPT, identity_kept_days
from kernel.clock import FixedClock
from kernel.health import HealthState
from kernel.jobs import Slot
from kernel.registry import Entry, Registry, assembled
from kernel.seams import SETTING
from kernel.surroundings import Surroundings, surround
from tests.addons.parties.identity.counter import Counter
from tests.addons.parties.test_protection import make_ring


def kept_registry() -> Registry:
    """A snapshot that knows how long a document is kept."""
    entry = Entry(SETTING.name, KEPT, "parties", identity_kept_days, MappingProxyType({}))
    bare = assembled({})
    entries = MappingProxyType({SETTING.name: MappingProxyType({KEPT: entry})})
    return Registry(bare.seams, bare.owners, bare.plugins, entries)


def test_what_waited_too_long_is_erased_some_at_a_time(counter: Counter):
    waiting = [counter.declare(counter.account(f"gr0000000{n}"), counter.town.number()) for n in range(3)]
    session, now = counter.town.session, counter.town.now
    later = now + timedelta(days=200)
    assert erased(session, before=now, now=later, most=9) == 0
    assert [erased(session, before=later, now=later, most=2) for _ in range(3)] == [2, 1, 0]
    assert {identity.document_cipher for identity in waiting} == {None}


def test_the_job_goes_by_the_setting(counter: Counter):
    counter.declare(counter.account(), counter.town.number())
    for days, count in ((179, 0), (181, 1)):
        moment = counter.town.now + timedelta(days=days)
        surround(counter.town.session, Surroundings(kept_registry(), FixedClock(moment)))
        assert jobs.identities(counter.town.session, Slot("now", moment)) == {"erased": count}


def test_a_roster_under_an_older_key_is_told(counter: Counter):
    counter.enrol(counter.town.number())
    found = []
    for keys in (counter.town.keys, make_ring("key-2", "key-1")):
        surround(counter.town.session, Surroundings(assembled({}), FixedClock(counter.town.now), keys=keys))
        found.append(roster_health(counter.town.session).state)
    assert found == [HealthState.OK, HealthState.WARN]
