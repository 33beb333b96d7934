"""addons.certificates.portraits: a photograph of the wanted size, the same for the same person."""

from io import BytesIO

import pytest
from PIL import Image

from addons.certificates.definition import Photo
from addons.certificates.portraits import portrait


def test_a_portrait_is_the_same_for_the_same_person_only():
    assert portrait("a") == portrait("a")
    assert len({portrait(str(number)) for number in range(12)}) > 4


@pytest.mark.parametrize(("ground", "pixel"), [("white", (255, 255, 255)), ("blue", (67, 142, 219))])
def test_it_has_the_size_and_the_ground_that_the_type_wants(ground, pixel):
    wanted = Photo(width=358, height=441, most_kb=50, formats=("jpeg",), background=ground)
    content = portrait("a", wanted)
    with Image.open(BytesIO(content)) as image:
        assert image.size == (358, 441)
        corner = image.getpixel((2, 2))
    assert isinstance(corner, tuple)
    assert all(abs(found - meant) < 6 for found, meant in zip(corner, pixel, strict=True))
    assert len(content) <= 50 * 1024
