"""The translations of the shell and of every plugin are whole and compiled."""

import re

import pytest

from app.catalogue import ENGLISH, Home, compiled, homes, missing

PLACE = re.compile(r"%\(\w+\)s")
MEASURE_WORD = {"%(unit)s"}
"""Counted things have one in Chinese and none in English."""
HOMES = pytest.mark.parametrize("home", list(homes()), ids=lambda home: home.folder.parent.name)


@HOMES
def test_every_message_has_its_english(home: Home) -> None:
    assert missing(home) == [], f"translate them in {home.folder}/en, then run python -m app.catalogue"


@HOMES
def test_compiled_files_are_in_step(home: Home) -> None:
    for locale in home.locales:
        assert home.mo(locale).read_bytes() == compiled(home.catalogue(locale)), "run python -m app.catalogue"


def places(words: str) -> set[str]:
    """What is put into the words."""
    return set(PLACE.findall(words))


@HOMES
def test_translations_keep_their_places(home: Home) -> None:
    wrong = [
        message.id
        for message in home.catalogue(ENGLISH)
        if message.id
        and message.string
        and places(str(message.id)) - MEASURE_WORD != places(str(message.string)) - MEASURE_WORD
    ]
    assert wrong == []
