"""Every word of the engine has a name that people know, in both languages."""

from collections.abc import Mapping
from enum import StrEnum

import pytest

from approvals.engine.telling import HAPPENINGS, OUTCOMES, STOPS, VERBS, deed_text
from approvals.words import Happening, Outcome, Stop, Verb
from kernel.text import Text


@pytest.mark.parametrize(
    ("words", "names"),
    [(Verb, VERBS), (Happening, HAPPENINGS), (Outcome, OUTCOMES), (Stop, STOPS)],
    ids=["verbs", "happenings", "outcomes", "stops"],
)
def test_every_word_has_a_name_of_its_own(words: type[StrEnum], names: Mapping[StrEnum, Text]):
    assert set(names) == set(words)
    assert all(name.zh and name.en for name in names.values())
    assert len({name.zh for name in names.values()}) == len(names)


def test_acts_and_happenings_are_named_alike():
    assert deed_text(Verb.TRANSFER).zh == "转办"
    assert deed_text(Happening.OVERDUE).zh == "超过时限"
