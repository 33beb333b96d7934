"""A place on a page of a material."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.casefile.pinning import CELLS, DEEPEST, PAGES, WIDTH, Pin, page_in, pin_in, pointed, spot_of

pages = st.integers(1, PAGES)
materials = st.integers(1, 10**9)
frames = st.builds(
    Pin,
    materials,
    pages,
    st.integers(0, 500),
    st.integers(0, 9_999),
    wide=st.integers(1, 500),
    high=st.integers(1, 9_999),
)
points = st.builds(Pin, materials, pages, st.integers(0, WIDTH), st.integers(0, 9_999))
cells = st.builds(Pin, materials, pages, cell=st.integers(1, 9))
NO_FRAMES = ["1:2:3,4,0,5", "1:2:3,4,5", "1:2:900,4,101,5", "1:2:3,19999,5,2", "1:2:g3,4,5"]
"""Nothing in it, half of one, ending beside the page, below it, of a part."""


@given(points | frames | cells | st.builds(Pin, materials, pages))
def test_a_pin_comes_back_from_the_form_as_it_was(pin):
    assert pin_in(pin.written) == pin


@given(st.text(max_size=30))
def test_whatever_a_form_carries_is_a_pin_or_none(text):
    found = pin_in(text)
    assert found is None or found.written == text


@pytest.mark.parametrize(
    "text", ["", "1", "1:0", "1:2:g0", "1:2:1001,5", "1:2:5", "x:1", "1:1000", "1:2:3,99999", *NO_FRAMES]
)
def test_what_is_no_place_is_none(text):
    assert pin_in(text) is None


@pytest.mark.parametrize(
    ("pin", "zh"),
    [
        (Pin(1, 2), "第 2 页"),
        (Pin(1, 2, 10, 20), "第 2 页标注处"),
        (Pin(1, 2, cell=9), "第 2 页右下"),
        (Pin(1, 2, 1, 2, wide=3, high=4), "第 2 页框出处"),
    ],
)
def test_a_pin_is_told_in_words(pin, zh):
    assert pin.words.zh == zh


def test_a_point_goes_before_a_part_and_a_part_before_the_page():
    assert pointed(7, 2, spot="30,40", cell="5") == Pin(7, 2, 30, 40)
    assert pointed(7, 2, spot="30,40,50,60", cell="5") == Pin(7, 2, 30, 40, wide=50, high=60)
    assert pointed(7, 2, spot="", cell="5") == Pin(7, 2, cell=5)
    assert pointed(7, 2, spot="9999,1", cell=str(len(CELLS) + 1)) == Pin(7, 2)


@pytest.mark.parametrize(
    ("x", "y", "spot"),
    [("320", "64", "500,100"), ("641", "1", ""), ("-1", "1", ""), ("", "1", ""), ("1", str(DEEPEST), "")],
)
def test_a_click_is_measured_by_the_width_of_the_picture(x, y, spot):
    assert spot_of(x, y, width=640) == spot


@given(st.text(max_size=6))
def test_a_page_is_always_one_that_may_be(text):
    assert 1 <= page_in(text) <= PAGES
