"""addons.licensing.wording: names replaced, parts left out, slips told; and nothing that is typed means anything."""

from hypothesis import given
from hypothesis import strategies as st

from addons.licensing.wording import LONGEST, names_in, slips, worded

TYPED = st.text(alphabet=st.sampled_from("ab{}[]|。 x"), max_size=30)


def test_of_the_parts_in_brackets_the_first_complete_one_stands():
    wording = "办件{number}[现由 {next} 办理|由 {office} 办理|已提交]。[附言：{remark}。]"
    assert worded(wording, {"number": "1", "next": "甲"}) == "办件1现由 甲 办理。"
    assert worded(wording, {"number": "1", "office": "乙", "remark": "急"}) == "办件1由 乙 办理。附言：急。"
    assert worded(wording, {}) == "办件已提交。"


@given(TYPED)
def test_what_somebody_typed_stands_as_it_was_typed(typed: str):
    assert worded("〈{what}〉", {"what": typed, "a": "no", "b": "no"}) == f"〈{typed}〉"


@given(TYPED)
def test_a_wording_without_slips_uses_known_names_only(wording: str):
    if not list(slips(wording, {"a", "b"})):
        assert names_in(wording) <= {"a", "b"}
        assert not set(worded(wording, {"a": "1", "b": "2"})) & set("{}[]")


def test_each_slip_is_told():
    assert [one.what.en.split()[0] for one in slips("x" * (LONGEST + 1), ())] == ["Too"]
    assert len(list(slips("{a [b", {"a"}))) == 2
    assert "{nummer}" in next(iter(slips("{nummer}", {"number"}))).what.zh
    assert list(slips("[{a}|b]", {"a"})) == []
