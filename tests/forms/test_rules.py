"""Circles among rules."""

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.rules import ring

NAMES = st.sampled_from("abcdef")


def test_the_ring_starts_with_its_least_name_and_follows_the_needs():
    assert ring({"c": ["a"], "a": ["b"], "b": ["c"], "d": ["a"]}) == ("a", "b", "c")


def test_there_is_no_ring_where_everything_ends():
    assert ring({"a": ["b", "c"], "b": ["c"], "c": []}) == ()


@settings(max_examples=100)
@given(st.dictionaries(NAMES, st.lists(NAMES, max_size=3, unique=True)))
def test_a_ring_is_one_and_is_found_whenever_there_is_one(needs: dict[str, list[str]]):
    found = ring(needs)

    if found:
        assert all(after in needs[name] for name, after in zip(found, (*found[1:], found[0]), strict=True))
    else:
        assert not any(name in reached(name, needs) for name in needs)


def reached(start: str, needs: dict[str, list[str]]) -> set[str]:
    """Everything that the name needs, directly or not."""
    found: set[str] = set()
    todo = list(needs.get(start, ()))
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += needs.get(name, ())
    return found
