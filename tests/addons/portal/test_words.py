"""Short words of guides and certificates."""

import pytest

from addons.certificates.words import State
from addons.portal.words import needed, short_title, state_tag
from kernel.text import Text


@pytest.mark.parametrize(
    ("state", "kind"),
    [(State.VALID, "ok"), (State.LAPSED, "mute"), (State.SUSPENDED, "bad"), (State.REVOKED, "bad")],
)
def test_state_has_its_colour(state: State, kind: str) -> None:
    assert state_tag(state.value)[1] == kind


def test_every_state_has_words() -> None:
    assert all(state_tag(state.value)[0].zh for state in State)


def test_known_word_of_need_is_translated() -> None:
    assert needed(Text("required", "required")).zh == "必要"


def test_unknown_word_of_need_stands_as_it_is() -> None:
    assert needed(Text("电子证照免交", "not needed")).zh == "电子证照免交"


def test_nothing_said_is_a_dash() -> None:
    assert needed(None).zh == "—"


def test_certificate_is_named_by_its_category() -> None:
    assert short_title("A").zh == "A 证"
