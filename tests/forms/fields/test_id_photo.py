"""Photos for documents, by the profile of a province; only what was made to fit one is taken for it."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from forms.fields.file import FileField
from forms.fields.id_photo import IdPhotoField
from forms.fieldtype import AnswerError
from forms.media import Media
from forms.photos import Ground
from forms.storage import LocalFiles
from forms.uploads import keep, refuse_foreign
from kernel.clock import FixedClock
from kernel.db import transaction
from kernel.kinds import Problem
from kernel.reading import Reader
from tests.forms.test_photos import BLUE, portrait


def read(**node: Any) -> tuple[IdPhotoField, list[str]]:
    problems: list[Problem] = []
    return IdPhotoField.read(Reader(node, problems)), [problem.path for problem in problems]


def test_the_form_may_want_otherwise_than_the_profile():
    field, problems = read(profile="beijing", background="blue", max_kilobytes=30)

    assert problems == []
    assert (field.photo.width, field.photo.height) == (110, 140)
    assert (field.photo.ground, field.photo.kilobytes) == (Ground.BLUE, 30)


def test_the_page_says_what_is_wanted():
    field, _ = read(profile="one_inch_blue")

    assert "295×413 像素（宽高比约 5:7），蓝色背景" in field.wanted("zh")
    assert "blue background" in field.wanted("en")


def test_a_profile_nobody_knows_is_told():
    assert read(profile="mars")[1] == ["profile"]
    assert read(width=7)[1] == ["width"]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_photo_is_kept_as_the_profile_has_it_and_no_other_is_taken(
    forms_engine: Engine, clock: FixedClock, tmp_path: Path
):
    field, other = read(profile="one_inch_white")[0], read(profile="one_inch_blue")[0]
    with transaction(forms_engine) as session:
        put = partial(
            keep, session, owner="person:1", storage=LocalFiles(tmp_path / "files"), now=clock.now()
        )
        photo = put(portrait(kind="PNG"), name="我.png", field=field)
        plain = put(portrait(), name="我.jpg", field=FileField())
        uploads = {photo.id: photo, plain.id: plain}

        assert (photo.media, photo.name) == (Media.JPG, "我.jpg")
        assert photo.size <= 50 * 1024
        refuse_foreign(field, [photo.id], uploads)
        for kind, upload in ((other, photo), (field, plain)):
            with pytest.raises(AnswerError, match="不是为这一栏上传"):
                refuse_foreign(kind, [upload.id], uploads)
        with pytest.raises(AnswerError, match="蓝色"):
            put(portrait(ground=BLUE), name="我.jpg", field=field)


def test_one_photo_is_an_answer():
    field, _ = read()

    assert field.normalised(["7"]) == [7]
    assert field.display([7], "zh") == "已上传"
    with pytest.raises(AnswerError):
        field.normalised(["7", "8"])
