"""A value typed in the browser is read as a data file is, and it is one value."""

import pytest

from kernel.datafiles.writing import value_in, written
from kernel.errors import DataFileError


def test_value_is_read_back_as_it_was_written() -> None:
    value = {"title": {"zh": "续期", "en": "Renewal"}, "fields": [{"name": "on", "code": "010"}]}
    assert value_in(written(value), place="here") == value


def test_nothing_typed_is_no_value() -> None:
    assert value_in("", place="here") is None
    assert value_in("---\n# nothing\n", place="here") is None


def test_second_document_is_refused_where_it_begins_not_dropped() -> None:
    with pytest.raises(DataFileError) as caught:
        value_in("title: one\n---\ntitle: two\n", place="here")
    assert caught.value.place == "here:3"
    assert "---" in caught.value.what.zh
