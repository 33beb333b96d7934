"""Files by reference."""

import pytest

from forms.fields.file import MEGABYTE, FileField, numbers_in
from forms.fieldtype import AnswerError
from forms.media import Media
from tests.forms.samples import make_type


@pytest.mark.parametrize(("raw", "ids"), [("3", [3]), (["3", "3", ""], [3]), ([5, "3"], [5, 3]), ([], None)])
def test_each_upload_counts_once(raw: object, ids: object):
    kind, _ = make_type("file")

    assert kind.normalised(raw) == ids


@pytest.mark.parametrize("raw", ["x", "-1", "0", ["1", "2", "3"], True, "1" * 30, {"id": 1}])
def test_what_is_no_reference_or_too_many_is_refused(raw: object):
    kind, _ = make_type("file")

    with pytest.raises(AnswerError):
        kind.normalised(raw)


def test_kind_and_size_are_the_fields_own():
    kind, _ = make_type("file", accepts=["pdf"], max_megabytes=1)

    assert isinstance(kind, FileField)
    kind.refuse_upload(Media.PDF, MEGABYTE)
    for media, size in ((Media.PNG, 1), (Media.PDF, MEGABYTE + 1)):
        with pytest.raises(AnswerError):
            kind.refuse_upload(media, size)


def test_numbers_among_what_was_posted_are_found_whatever_else_there_is():
    assert numbers_in(["3", "", "x", "²", "9" * 5_000, 7]) == [3, 7]
    assert numbers_in("window") == [] == numbers_in(None)
