"""The counter of a test: one house for all of them, in which nothing stays."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from kernel.clock import FixedClock
from tests.addons.houses import opened, rolled_back
from tests.addons.parties.identity.counter import Counter
from tests.addons.parties.town import Town
from tests.kernel.install.house import House


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], House]]:
    """The house on either kind of database, opened by the first who asks."""
    found: dict[str, House] = {}
    with ExitStack() as stack:

        def on(backend: str) -> House:
            if backend not in found:
                folder = tmp_path_factory.mktemp("identity")
                found[backend] = stack.enter_context(opened("parties", backend, folder))
            return found[backend]

        yield on


@pytest.fixture
def counter(shared: Callable[[str], House], backend: str, clock: FixedClock) -> Iterator[Counter]:
    """Accounts and a roster in a session that is rolled back."""
    with rolled_back(shared(backend)) as session:
        yield Counter(Town(session, clock.now()))
