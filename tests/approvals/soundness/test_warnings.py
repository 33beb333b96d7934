"""What is worth a second look before a chain is published."""

from typing import Any

import pytest

from approvals.chains.reading import read_chain
from approvals.soundness import warnings_of
from tests.approvals.samples import make_chain, make_fill, make_step

CLOCK = {"days": 5}


def warned(*steps: dict[str, Any]) -> list[str]:
    """Where a chain of these steps is worth a second look."""
    return [found.path for found in warnings_of(read_chain(make_chain(*steps)))]


@pytest.mark.parametrize(
    ("step", "paths"),
    [
        (make_step("a"), ["steps[a].clock"]),
        (make_step("a", clock=CLOCK), []),
        ({"name": "w", "kind": "wait", "title": "w", "event": "e"}, ["steps[w].lasts"]),
        ({"name": "w", "kind": "wait", "title": "w", "event": "e", "lasts": {"days": 3}}, []),
        (make_step("a", kind="confirm", office=None, party="employer", clock=CLOCK), ["steps[a].on"]),
        (
            make_step("a", kind="confirm", office=None, party="employer", clock=CLOCK)
            | {"on": {"party_silent": "terminated"}},
            [],
        ),
        (make_fill("f"), ["steps[f].files"]),
        (make_fill("f", files=True), []),
    ],
)
def test_what_may_leave_a_case_standing_is_told(step: dict[str, Any], paths: list[str]):
    assert warned(step) == paths
