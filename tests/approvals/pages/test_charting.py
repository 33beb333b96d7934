"""Shares of months as a line: inside its picture whatever they are, and none of too few."""

from hypothesis import given
from hypothesis import strategies as st

from approvals.lists.overview import Finished
from approvals.pages.charting import BOTTOM, HIGH, LEFT, RIGHT, TOP, WIDE, chart_of

MONTHS = st.lists(
    st.builds(
        lambda limited, timely: Finished("2026-03", limited, limited, min(limited, timely), 1.0),
        st.integers(0, 50),
        st.integers(0, 50),
    ),
    max_size=12,
)


@given(MONTHS, st.floats(0.01, 1))
def test_the_line_and_the_goal_stay_within_the_picture(months, goal):
    chart = chart_of(months, goal)
    known = [one for one in months if one.rate is not None]
    assert (chart is None) == (len(known) < 2)
    if chart is None:
        return
    points = [tuple(map(float, point.split(","))) for point in chart.points.split()]
    assert len(points) == len(known)
    assert all(LEFT <= x <= WIDE - RIGHT and TOP <= y <= HIGH for x, y in points)
    assert [x for x, _ in points] == sorted({x for x, _ in points})
    assert TOP <= chart.goal <= HIGH
    assert (chart.last.x, chart.last.y) == points[-1]
    # its words stand within the picture, and not where the line comes from unless it comes from both sides
    assert 0 < chart.label < HIGH - BOTTOM
    before, last = points[-2][1], points[-1][1]
    assert chart.label < last or before < last


def test_the_grid_is_as_fine_as_the_shares_allow():
    near = chart_of([Finished("2026-02", 100, 100, 97, 1), Finished("2026-03", 100, 100, 99, 1)], 0.97)
    assert near is not None
    assert [one.words for one in near.across] == ["100%", "98%", "96%", "94%"]
    assert [one.words for one in near.months] == ["3"]
    assert near.last.words == "99.0%"
