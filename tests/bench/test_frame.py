"""The frame measures both sides in one run and tells the ratio."""

import json

import pytest

from tests.bench import frame


def test_ratio_is_ours_over_the_floor_round_by_round() -> None:
    took = {"floor": iter([1.0, 2.0, 4.0]), "ours": iter([3.0, 4.0, 4.0])}
    figure = frame.measure(
        "sample",
        floor=lambda: frame.Seconds(next(took["floor"])),
        ours=lambda: frame.Seconds(next(took["ours"])),
        goal=2.5,
        rounds=3,
        repeats=1,
    )
    assert (figure.ratio, figure.least, figure.most, figure.met) == (2.0, 1.0, 3.0, True)


def test_both_sides_run_in_every_round() -> None:
    calls: list[str] = []
    frame.measure("x", floor=lambda: calls.append("f"), ours=lambda: calls.append("o"), rounds=4, repeats=1)
    assert [sorted(calls[i : i + 2]) for i in range(0, 8, 2)] == [["f", "o"]] * 4


def test_missed_goal_is_said_in_table_and_json() -> None:
    figure = frame.Figure("x", 3.0, 2.9, 3.1, 1e-6, 3e-6, 5, goal=2.0)
    assert "≤ 2 missed" in frame.table([figure])
    assert json.loads(figure.line())["met"] is False


def test_act_that_times_itself_only_sometimes_is_refused() -> None:
    answers = iter([frame.Seconds(1), None])
    with pytest.raises(TypeError):
        frame.timed(lambda: next(answers), 2)
