"""Pictures made anew: upright, bare, small enough; what does not open is refused with what to do."""

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from forms.fieldtype import AnswerError
from forms.images import LONGEST, MOST_DECODED, MOST_PIXELS, remade
from forms.media import Media
from tests.forms.pictures import SECRET, claiming, jpg, opened, png


@pytest.mark.parametrize(
    ("content", "media"), [(jpg(), Media.JPG), (jpg(progressive=True), Media.JPG), (png(), Media.PNG)]
)
def test_nothing_of_what_a_camera_wrote_is_left(content: bytes, media: Media):
    assert SECRET in content

    made = remade(content, media)

    picture = opened(made)
    assert SECRET not in made
    assert (picture.size, dict(picture.getexif())) == ((40, 20), {})
    assert not {"icc_profile", "exif", "comment", "Comment"} & picture.info.keys()


def test_what_follows_the_picture_is_left_out():
    hidden = b"PK\x03\x04 an archive behind the photo \xff\xd9"

    assert hidden not in remade(jpg() + hidden, Media.JPG)


@pytest.mark.parametrize(
    ("turn", "size", "red"), [(1, (40, 20), (5, 10)), (6, (20, 40), (10, 5)), (3, (40, 20), (35, 10))]
)
def test_a_photo_stands_upright(turn: int, size: tuple[int, int], red: tuple[int, int]):
    picture = opened(remade(jpg(turn=turn), Media.JPG))

    assert picture.size == size
    pixel = picture.getpixel(red)
    assert isinstance(pixel, tuple)
    assert pixel[0] > 200


@pytest.mark.parametrize(
    ("mode", "kept"),
    [("RGBA", "RGBA"), ("LA", "RGBA"), ("L", "L"), ("1", "L"), ("P", "RGB"), ("I;16", "L"), ("RGB", "RGB")],
)
def test_every_mode_of_a_png_becomes_one_that_everybody_reads(mode: str, kept: str):
    assert opened(remade(png(mode=mode), Media.PNG)).mode == kept


@pytest.mark.parametrize(("mode", "kept"), [("CMYK", "RGB"), ("L", "L"), ("RGB", "RGB")])
def test_every_mode_of_a_jpeg_becomes_one_that_everybody_reads(mode: str, kept: str):
    assert opened(remade(jpg(mode=mode), Media.JPG)).mode == kept


def test_transparency_of_a_palette_is_kept():
    picture = Image.new("P", (4, 4))
    picture.info["transparency"] = 0
    made = opened(remade(png(mode="P", transparency=0), Media.PNG))

    assert made.mode == "RGBA"
    assert made.getpixel((0, 0)) == (0, 0, 0, 0)


def test_sixteen_bits_of_grey_keep_their_shade():
    from io import BytesIO

    into = BytesIO()
    Image.new("I;16", (4, 4), 0x8000).save(into, "PNG")

    assert opened(remade(into.getvalue(), Media.PNG)).getpixel((0, 0)) == 0x80


def test_a_large_photo_is_made_as_large_as_is_needed():
    made = opened(remade(jpg((LONGEST + 1_000, 600), quality=50), Media.JPG))

    assert max(made.size) == LONGEST


def test_a_telephones_fifty_megapixels_are_taken_at_half_their_size():
    large = jpg((8_160, 6_144), quality=30)
    assert MOST_DECODED < 8_160 * 6_144

    made = opened(remade(large, Media.JPG))

    assert made.size == (4_080, 3_072)


def test_a_progressive_photo_of_that_size_is_refused():
    with pytest.raises(AnswerError, match="像素太多"):
        remade(jpg((8_160, 6_144), quality=10, progressive=True), Media.JPG)


@pytest.mark.parametrize(
    "size",
    [(MOST_DECODED // 1_000, 1_001), (MOST_PIXELS // 1_000 + 1, 1_000), (50_000, 50_000), (2**31 - 1, 2)],
)
def test_a_small_file_that_claims_too_many_pixels_is_refused_before_it_is_decoded(size: tuple[int, int]):
    with pytest.raises(AnswerError) as told:
        remade(claiming(*size), Media.PNG)

    assert "万像素以内" in told.value.remedy.zh


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (jpg()[:-30], Media.JPG),
        (png()[:60], Media.PNG),
        (b"\xff\xd8\xff" + b"\0" * 50, Media.JPG),
        (png(), Media.JPG),
        (jpg(), Media.PNG),
        (claiming(1_000, 1_000), Media.PNG),
    ],
)
def test_what_does_not_open_whole_is_refused_with_what_to_do(content: bytes, media: Media):
    with pytest.raises(AnswerError) as told:
        remade(content, media)

    assert told.value.what.en
    assert "重新拍照或上传" in told.value.remedy.zh


@given(
    st.sampled_from([(jpg(), Media.JPG), (png(), Media.PNG), (png(mode="P"), Media.PNG)]),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=4)), max_size=6),
)
def test_any_damage_is_told_or_the_picture_opens(
    sample: tuple[bytes, Media], hits: list[tuple[float, bytes]]
):
    content, media = bytearray(sample[0]), sample[1]
    for place, patch in hits:
        at = int(place * len(content))
        content[at : at + len(patch)] = patch
    with warnings.catch_warnings():
        # Pillow warns of odd EXIF data, and goes on
        warnings.simplefilter("ignore")
        try:
            made = remade(bytes(content), media)
        except AnswerError:
            return
    opened(made)
