"""Whoever publishes a definition is told which derived ones change along, and how; or what keeps them from it."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from kernel import proposals
from kernel.errors import MergeConflict, PatchError, TongbanError
from kernel.proposals import Along
from kernel.proposals.entering import Wanted, enter
from tests.kernel.install.conftest import opened
from tests.kernel.install.house import House
from tests.kernel.install.test_studio import FORM
from tests.kernel.install.test_studio_derived import CHILD, changed_child
from tests.kernel.proposals.test_acts import BAI, NEW, proposed, published, survey, titled


@pytest.fixture
def house(backend: str, tmp_path: Path) -> Iterator[House]:
    """Alpha is installed, and beta, whose form derives from alpha's."""
    with opened(backend, tmp_path, "alpha", "beta") as found:
        yield found


def along(house: House, number: int) -> Along:
    """What the proposal changes besides."""
    found: Along = house.act_in(
        lambda session: proposals.changed_along(session, house.registry, proposals.proposal(session, number))
    )
    return found


def unchecked(house: House, body: dict[str, Any]) -> int:
    """A proposal of the day before, when nothing stood in its way."""
    seen, now = house.number(FORM), house.clock.now()
    wanted = Wanted(name=FORM, kind="form", body=body, seen=seen, actor=BAI, reason="改", now=now)
    number: int = house.act_in(lambda session: enter(session, wanted).id)
    return number


def test_a_derived_form_is_told_with_what_changes_in_it(house: House):
    number = proposed(house, titled(house, "手机"))

    [one] = along(house, number).derived

    assert (one.name, one.kind, one.refused) == (CHILD, "form", None)
    told = [
        (line.what.zh, line.before and line.before.zh, line.after and line.after.zh)
        for section in one.sections
        for line in section.changes
    ]
    assert told == [("手机 · 名称", "联系电话", "手机")]
    assert one.after == _published_child(house, number)
    # what is decided changes nothing any more, and what is new has no descendants
    assert along(house, number).derived == ()
    assert along(house, proposed(house, survey(), name=NEW, seen=0)).derived == ()


def _published_child(house: House, number: int) -> dict[str, Any]:
    published(house, number)
    return house.body(CHILD)


def test_a_derived_form_that_was_changed_at_the_same_place_is_told_before(house: House):
    changed_child(house, "phone", "手机")
    body = titled(house, "电话号码")

    with pytest.raises(MergeConflict):
        proposed(house, body)

    refused = along(house, unchecked(house, body)).refused
    assert isinstance(refused, MergeConflict)
    assert CHILD in refused.place


def test_a_change_that_no_derived_form_can_follow_is_refused_when_it_is_proposed(house: House):
    body = deepcopy(house.body(FORM))
    taken = {"name": "beta_code", "type": "text", "title": {"zh": "编号", "en": "Number"}}
    body["sections"][0]["fields"].append(taken)

    with pytest.raises(PatchError):
        proposed(house, body)

    assert isinstance(along(house, unchecked(house, body)).refused, TongbanError)
