"""The twenty shapes of chains that the services of the catalogue need, each run to its every end."""

from pathlib import Path
from typing import Any

import pytest

from approvals.chains.definition import steps_of
from approvals.chains.reading import read_chain
from approvals.engine import beyond
from approvals.simulating import simulated
from approvals.soundness import problems_of, warnings_of
from approvals.words import Outcome
from kernel.datafiles.writing import value_in, written
from tests.approvals.exploring import ends_of

SHAPES = sorted((Path(__file__).parent / "shapes").glob("*.yaml"))
FACTS: dict[str, list[dict[str, Any]]] = {
    "s02": [{"to_unit": True}, {"to_unit": False}],
    "s03": [{"exam": "pass"}, {"exam": "fail"}],
    "s04": [{"assessed": "pass"}, {"assessed": "fail"}],
    "s07": [{}, {"hours": 9}],
    "s10": [{}, {"hours": 30}],
    "s12": [{"forced_way": False}, {"forced_way": True}],
    "s14": [{"uncooperative": True}, {"uncooperative": False}],
    "s18": [{"on_paper": True}, {"on_paper": False}],
    "s20": [{"hours": 60}, {"hours": 64}],
}
"""The facts with which a shape is run, where its rules read any."""


def body_of(path: Path) -> dict[str, Any]:
    """The chain that a file says."""
    body: dict[str, Any] = value_in(path.read_text(encoding="utf-8"), place=path.name)
    return body


@pytest.fixture(params=SHAPES, ids=[path.stem for path in SHAPES])
def shape(request: pytest.FixtureRequest) -> Path:
    """Each shape in its turn."""
    path: Path = request.param
    return path


def test_the_catalogue_has_twenty_shapes():
    assert [path.stem[1:3] for path in SHAPES] == [f"{number:02}" for number in range(1, 21)]


def test_a_shape_is_sound_and_no_wait_in_it_is_for_ever(shape: Path):
    chain = read_chain(body_of(shape))
    assert problems_of(chain) == beyond(chain) == []
    assert [found.path for found in warnings_of(chain) if found.path.endswith((".lasts", ".on"))] == []


def test_a_shape_is_written_and_read_without_loss(shape: Path):
    body = body_of(shape)
    again = value_in(written(body), place=shape.name)
    assert again == body
    assert read_chain(again) == read_chain(body)


def test_every_path_of_a_shape_ends_and_the_first_grants(shape: Path):
    found = simulated(read_chain(body_of(shape)))
    assert not found.more
    assert found.paths[0].outcome is Outcome.GRANTED
    assert all(path.outcome or path.back_to for path in found.paths)


def test_a_shape_is_run_through_all_its_steps_to_all_its_ends(shape: Path):
    body = body_of(shape)
    chain = read_chain(body)
    visited: set[str] = set()
    ends: set[Outcome | None] = set()
    checked = any(step.checks for _, step, _ in steps_of(chain))
    for facts in FACTS.get(shape.stem[:3], [{}]):
        for passes in (True, False) if checked else (True,):
            for end in ends_of(body, facts, passes=passes):
                end.refuse_incoherent()
                visited |= {entry.act.step for entry in end.entries} | set(end.state.passed)
                ends.add(end.state.outcome)
    assert {step.name for _, step, _ in steps_of(chain)} <= visited
    assert {path.outcome for path in simulated(chain).paths if path.outcome} == ends
