"""Photos for documents: made to fit, or refused with what was measured."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from forms.fieldtype import AnswerError
from forms.photos import ASKEW, PROFILES, Ground, Profile, behind, colour_of, fitted

WHITE, BLUE, GREY, RED = (250, 250, 248), (67, 142, 219), (180, 180, 178), (200, 20, 40)
ONE_INCH = Profile(ground=Ground.WHITE)


def portrait(
    size: tuple[int, int] = (590, 826), ground: tuple[int, int, int] = WHITE, *, kind: str = "JPEG"
) -> bytes:
    """A head and shoulders before a plain ground."""
    width, height = size
    picture = Image.new("RGB", size, ground)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((width * 0.28, height * 0.15, width * 0.72, height * 0.65), fill=(60, 40, 35))
    pen.ellipse((width * 0.05, height * 0.68, width * 0.95, height * 1.5), fill=(20, 30, 60))
    into = BytesIO()
    picture.save(into, kind)
    return into.getvalue()


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def refusal(content: bytes, profile: Profile) -> str:
    with pytest.raises(AnswerError) as refused:
        fitted(content, profile)
    assert refused.value.remedy.en
    return refused.value.what.zh


@pytest.mark.parametrize("word", PROFILES)
def test_a_good_photo_has_exactly_the_profile(word: str):
    profile = PROFILES[word][1]
    ground = BLUE if profile.ground is Ground.BLUE else WHITE
    size = (profile.width * 2, profile.height * 2)

    made = fitted(portrait(size, ground, kind="PNG"), profile)

    picture = opened(made)
    assert (picture.format, picture.size, picture.info["dpi"]) == (
        "JPEG",
        (profile.width, profile.height),
        (300, 300),
    )
    assert len(made) <= profile.kilobytes * 1024


@pytest.mark.parametrize(
    ("size", "told"),
    [
        ((800, 800), "800×800 像素，宽高比 1.00，要求约 5:7（0.71）"),
        ((100, 140), "只有 100×140 像素，至少要 295×413"),
        ((826, 590), "1.40"),
    ],
)
def test_a_wrong_size_is_told_as_it_was_measured(size, told):
    assert told in refusal(portrait(size), ONE_INCH)


@pytest.mark.parametrize(
    ("ground", "wanted", "told"),
    [
        (GREY, Ground.WHITE, "灰色"),
        (BLUE, Ground.WHITE, "蓝色"),
        (WHITE, Ground.BLUE, "白色"),
        (RED, Ground.BLUE, "红色"),
        ((30, 30, 30), Ground.WHITE, "深色"),
        ((90, 140, 60), Ground.WHITE, "杂色"),
    ],
)
def test_a_wrong_background_is_told_as_it_was_measured(ground, wanted, told):
    said = refusal(portrait(ground=ground), Profile(ground=wanted))

    assert f"主要是{told}" in said
    assert "RGB" in said


def test_any_background_will_do_where_none_is_asked_for():
    assert fitted(portrait(ground=GREY), Profile())


def test_what_is_transparent_counts_as_white():
    picture = Image.new("RGBA", (295, 413), (0, 0, 0, 0))
    into = BytesIO()
    picture.save(into, "PNG")

    assert fitted(into.getvalue(), ONE_INCH)


def test_noise_that_stays_too_heavy_is_refused():
    noise = Image.effect_noise((295, 413), 120).convert("RGB")
    into = BytesIO()
    noise.save(into, "PNG")

    assert "10 KB" in refusal(into.getvalue(), Profile(kilobytes=10))


@pytest.mark.parametrize(
    ("pixel", "name"),
    [
        ((255, 255, 255), "white"),
        ((67, 142, 219), "blue"),
        ((0, 191, 243), "blue"),
        ((200, 20, 40), "red"),
        ((128, 128, 128), "grey"),
        ((10, 10, 10), "dark"),
        ((90, 140, 60), "mixed"),
    ],
)
def test_colours_have_the_names_that_people_give_them(pixel, name):
    assert colour_of(pixel) == name


@settings(max_examples=15, deadline=None)
@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_what_is_behind_a_head_is_the_ground_alone(ground):
    picture = opened(portrait((100, 140), ground, kind="PNG"))

    assert set(behind(picture)) == {ground}


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 700), st.integers(1, 700))
def test_every_picture_fits_afterwards_or_is_refused_with_its_size(width, height):
    profile = Profile(100, 140)
    proportion = width / height / (100 / 140)
    if abs(proportion - 1) > ASKEW or width < 97 or height < 135.8:
        assert f"{width}×{height}" in refusal(portrait((width, height), kind="PNG"), profile)
    else:
        assert opened(fitted(portrait((width, height), kind="PNG"), profile)).size == (100, 140)
