"""addons.parties.sounds: names are found by their initials in every reading."""

from hypothesis import given
from hypothesis import strategies as st

from addons.parties.names import parts
from addons.parties.sounds import findable, letters_of


def test_initials_stand_beside_the_letters():
    assert findable("张小山") == {"张小", "小山", "zx", "xs"}
    assert findable("朴哲·李") >= {"pz", "zl"}


def test_a_character_with_several_readings_is_found_by_each():
    assert letters_of("单") >= {"s", "d"}
    assert findable("单于") >= {"sy", "dy", "cy"}


def test_latin_names_and_unknown_characters_are_found_by_their_letters_alone():
    assert findable("Anna Li") == parts("Anna Li")
    assert findable("\U0002ffff山") == parts("\U0002ffff山")


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=6))
def test_nothing_is_lost_by_adding_sounds(name):
    found = findable(name)
    assert parts(name) <= found
    assert all(len(one) == 2 for one in found)
