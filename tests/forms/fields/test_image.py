"""Pictures of so many pixels, kept no larger than they are needed."""

import pytest

from forms.fields.image import ImageField
from forms.fieldtype import AnswerError
from forms.media import Media
from kernel.kinds import Problem
from kernel.reading import Reader
from tests.forms.pictures import jpg, opened


def test_a_picture_is_made_no_larger_than_needed():
    content, media = ImageField(most_pixels=200).fitted(jpg((400, 300)), Media.JPG)

    assert (opened(content).size, media) == ((200, 150), Media.JPG)


def test_a_picture_that_fits_stays_as_it_is():
    content = jpg((400, 300))

    assert ImageField(least_pixels=300).fitted(content, Media.JPG) == (content, Media.JPG)


def test_too_few_pixels_are_told_as_they_were_counted():
    with pytest.raises(AnswerError, match="400×300"):
        ImageField(least_pixels=301).fitted(jpg((400, 300)), Media.JPG)


def test_a_pdf_is_no_picture():
    problems: list[Problem] = []
    field = ImageField.read(Reader({"accepts": ["pdf", "png"]}, problems))

    assert [problem.path for problem in problems] == ["accepts"]
    assert field.accepts == (Media.PNG,)
    assert "PNG" in field.wanted("zh")


def test_only_what_was_measured_for_as_many_pixels_is_taken():
    assert ImageField().profile == ""
    assert ImageField(least_pixels=300).profile != ImageField(least_pixels=400).profile
