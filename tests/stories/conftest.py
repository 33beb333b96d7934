"""The installation in which the stories happen, and one in which the renewal has come to its end."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kernel.clock import FixedClock
from tests import cluster, databases
from tests.addons.spine import Spine, spine
from tests.browser.live import served
from tests.stories.desks import Stage
from tests.stories.renewal import Renewal


@pytest.fixture
def office(backend: str, tmp_path: Path, clock: FixedClock) -> Iterator[Spine]:
    """The spine on either database, on Tuesday 10 March 2026."""
    with spine(backend, tmp_path, clock=clock) as found:
        yield found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spine]:
    """The spine on SQLite, for those who only look."""
    with spine("sqlite", tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest.fixture(scope="module", params=databases.BACKENDS)
def granted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Renewal]:
    """A renewal that was granted, on either database; whoever takes it only looks."""
    if request.param == "postgresql" and cluster.binaries() is None:
        databases.absent("PostgreSQL")
    with spine(request.param, tmp_path_factory.mktemp("granted")) as found:
        yield Renewal(found).granted()


@pytest.fixture
def stage(browser: Browser, tmp_path: Path, clock: FixedClock) -> Iterator[Stage]:
    """The spine on this machine, for browsers."""
    with spine("sqlite", tmp_path, clock=clock) as office, served(office.app) as address:
        yield Stage(office, address, browser)
