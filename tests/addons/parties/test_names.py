"""addons.parties.names: normal form and parts."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addons.parties.names import PersonNameError, parts, person_name

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=8)
DOTS = st.sampled_from(["·", "•", "‧", "・", "．", " · "])


@pytest.mark.parametrize(
    "name",
    [
        "张三",
        "阿依努尔·买买提",
        "䶮𬱖㛃",
        "王\U0002ebf0\U00031350",
        "O'Brien-Smith Jr.",
        "José María",
        "李〇",
    ],
)
def test_names_as_on_documents_stay_as_they_are(name):
    assert person_name(name) == unicodedata.normalize("NFC", name)


@given(HAN, HAN, DOTS)
def test_every_sign_for_the_middle_dot_becomes_the_one(first, last, dot):
    assert person_name(f" {first}{dot}{last} ") == f"{first}·{last}"


@given(HAN)
def test_blanks_between_han_go_and_the_normal_form_is_stable(name):
    once = person_name("　".join(name))
    assert once == name == person_name(once)


def test_names_are_composed_and_keep_single_blanks_between_latin_words():
    assert person_name("Jose\u0301   Maria") == "José Maria"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "张",
        "·张三",
        "张三·",
        "张··三",
        "张三1",
        "张,三",
        "张-三",
        "<b>张</b>",
        "张\ue000三",
        "-- x",
        "张" * 51,
        "张\x00三",
    ],
)
def test_what_is_no_name_is_refused(name):
    with pytest.raises(PersonNameError):
        person_name(name)


def test_parts_are_neighbouring_letters_over_the_dot():
    assert parts("张小山") == {"张小", "小山"}
    assert parts("朴哲·李") == {"朴哲", "哲李"}
    assert parts("Li Na") == {"li", "in", "na"}
    assert parts("张") == frozenset()
