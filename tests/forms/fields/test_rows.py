"""Rows."""

import pytest
from werkzeug.datastructures import MultiDict

from forms.fieldtype import AnswerError
from tests.forms.samples import make_type


def test_a_page_posts_rows_by_number_and_untouched_ones_do_not_count():
    kind, _ = make_type("rows")
    posted = MultiDict({"r-0-a": "1", "r-10-a": "3", "r-2-a": "2", "r-3-a": " ", "r-x-a": "4", "q-0-a": "5"})

    assert kind.gathered(posted, "r") == [{"a": "1"}, {"a": "2"}, {"a": "3"}]


@pytest.mark.parametrize("raw", [[{}, {}, {}], "x", [1], {"a": 1}])
def test_what_is_no_list_of_so_many_rows_is_refused(raw: object):
    kind, _ = make_type("rows", max_rows=2)

    with pytest.raises(AnswerError):
        kind.normalised(raw)
