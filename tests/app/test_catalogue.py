"""The translations are whole and compiled."""

import re

import pytest

from app.catalogue import catalogue, compiled, missing, mo

PLACE = re.compile(r"%\(\w+\)s")


def test_every_message_has_its_english() -> None:
    assert missing() == [], "translate them in app/translations/en, then run python -m app.catalogue"


@pytest.mark.parametrize("locale", ["zh_Hans_CN", "en"])
def test_compiled_file_is_in_step(locale: str) -> None:
    assert mo(locale).read_bytes() == compiled(catalogue(locale)), "run python -m app.catalogue"


def test_translations_keep_their_places() -> None:
    wrong = [
        message.id
        for message in catalogue("en")
        if message.id
        and message.string
        and set(PLACE.findall(str(message.id))) != set(PLACE.findall(str(message.string)))
    ]
    assert wrong == []
