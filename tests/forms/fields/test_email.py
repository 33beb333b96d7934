"""E-mail addresses."""

import pytest

from forms.fieldtype import AnswerError
from tests.forms.samples import make_type


@pytest.mark.parametrize("raw", ["zhang@example.cn", "z.j+1@mail.example.com", "张@例子.中国"])
def test_an_address_is_kept(raw: str):
    kind, _ = make_type("email")

    if raw.isascii():
        assert kind.normalised(raw) == raw
        return
    with pytest.raises(AnswerError):
        kind.normalised(raw)


@pytest.mark.parametrize(
    "raw", ["zhang", "@example.cn", "a@b", "a b@example.cn", "a@b@example.cn", f"{'a' * 250}@b.cn"]
)
def test_what_is_no_address_is_refused(raw: str):
    kind, _ = make_type("email")

    with pytest.raises(AnswerError):
        kind.normalised(raw)
