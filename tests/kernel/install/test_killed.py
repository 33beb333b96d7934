"""The installing process is killed at every step: the plugin is then wholly in or wholly out, and a retry succeeds."""

import signal
import time
from collections.abc import Iterator
from typing import Any

import pytest

from kernel.db import transaction
from kernel.install.installer import STAGES
from kernel.install.operations import settle_interrupted
from kernel.models.plugins import OperationState
from tests.kernel.install.conftest import opened
from tests.kernel.install.house import House
from tests.kernel.install.portraits import differing, dump, portrait
from tests.kernel.install.test_upgrade import with_cases
from tests.kernel.install.workshop import Workshop
from tests.plugins.variants import upgraded

NAMES = [stage.name for stage in STAGES]
MOMENTS = [*((when, name) for name in NAMES for when in ("before", "after")), ("before", "commit")]
LATE = [("after", "remove"), ("before", "commit")]
RELEASE = 10.0
"""Seconds in which a database server notices that its client is dead."""

moments = pytest.mark.parametrize(("when", "name"), MOMENTS, ids=["-".join(one) for one in MOMENTS])
late = pytest.mark.parametrize(("when", "name"), LATE, ids=["-".join(one) for one in LATE])
_installed: dict[str, dict[str, Any]] = {}


@pytest.fixture
def installed(backend: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What is there once alpha is wholly in."""
    if backend not in _installed:
        with opened(backend, tmp_path_factory.mktemp("installed"), "alpha") as house:
            _installed[backend] = portrait(house.engine)
    return _installed[backend]


def killed(house: House, workshop: Workshop, act: str, *fate: str) -> int:
    """An operation whose process was killed at this moment."""
    when, name = fate
    number = house.queued(act, "alpha")
    assert workshop.carried_out(house, number, **{when: name}) == -signal.SIGKILL
    return number


def settled(house: House) -> list[int]:
    """What the next start of the servers does, once the database has let go of the dead."""
    until = time.monotonic() + RELEASE
    found: list[int] = []
    while not found and time.monotonic() < until:
        with transaction(house.engine) as session:
            found = settle_interrupted(session, house.site)
        time.sleep(0.01)
    return found


def titles() -> Iterator[str]:
    """What an operation says, in order."""
    yield "Loading the plugins' code"
    yield from (stage.title.en for stage in STAGES)
    yield "Committing"


@pytest.mark.kill_long
@moments
def test_before_the_commit_it_is_wholly_out(
    ground: House, workshop: Workshop, installed: dict[str, Any], when: str, name: str
):
    before = dump(ground.engine)

    number = killed(ground, workshop, "install", when, name)

    assert differing(dump(ground.engine), before) == []
    assert ground.operation(number).state == OperationState.RUNNING
    assert settled(ground) == [number]
    operation = ground.operation(number)
    assert operation.state == OperationState.INTERRUPTED
    assert [line["en"] for line in operation.log] == list(titles())[: len(operation.log)]
    assert workshop.carried_out(ground, ground.queued("install", "alpha")) == 0
    assert portrait(ground.engine) == installed


def test_after_the_commit_it_is_wholly_in(ground: House, workshop: Workshop, installed: dict[str, Any]):
    number = killed(ground, workshop, "install", "after", "commit")

    assert portrait(ground.engine) == installed
    operation = ground.operation(number)
    assert operation.state == OperationState.DONE
    assert [line["en"] for line in operation.log] == list(titles())
    ground.uninstall("alpha")


@late
def test_an_upgrade_that_rebuilds_a_table_is_wholly_out_too(
    with_alpha: House, workshop: Workshop, when: str, name: str
):
    check_upgrade(with_alpha, workshop, when, name)


@late
def test_a_removal_is_wholly_out_too(with_alpha: House, workshop: Workshop, when: str, name: str):
    check_removal(with_alpha, workshop, when, name)


@pytest.mark.kill_long
@moments
def test_an_upgrade_killed_anywhere(with_alpha: House, workshop: Workshop, when: str, name: str):
    check_upgrade(with_alpha, workshop, when, name)


@pytest.mark.kill_long
@moments
def test_a_removal_killed_anywhere(with_alpha: House, workshop: Workshop, when: str, name: str):
    check_removal(with_alpha, workshop, when, name)


def check_upgrade(house: House, workshop: Workshop, when: str, name: str) -> None:
    """Killed, the old version stands with all its rows; tried again, the new one does."""
    with_cases(house, of="长春示例局")
    upgraded(house.addons)
    before = dump(house.engine)

    number = killed(house, workshop, "upgrade", when, name)

    assert differing(dump(house.engine), before) == []
    assert settled(house) == [number]
    assert workshop.carried_out(house, house.queued("upgrade", "alpha")) == 0
    assert house.read("SELECT version FROM plugin WHERE name = 'alpha'") == ["1.1.0"]
    assert house.read("SELECT number FROM alpha_case") == ["N-长春示例局"]


def check_removal(house: House, workshop: Workshop, when: str, name: str) -> None:
    """Killed, the plugin is there with its permissions; tried again, it is gone."""
    before = dump(house.engine)

    number = killed(house, workshop, "uninstall", when, name)

    assert differing(dump(house.engine), before) == []
    assert settled(house) == [number]
    house.uninstall("alpha")
    after = portrait(house.engine)
    assert not [row for title in ("records", "declared", "layers") for row in after[title] if "alpha" in row]
    assert not [table for table in after["tables"] if "alpha" in table]
