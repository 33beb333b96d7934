"""What a field cannot be at once."""

from hypothesis import given
from hypothesis import strategies as st

from forms.contradictions import contradictions

CLAIMS = st.fixed_dictionaries(
    dict.fromkeys(("required", "computed", "given", "correctable", "givable", "sourced"), st.booleans())
)


@given(CLAIMS)
def test_a_field_that_is_one_thing_contradicts_nothing_and_every_other_is_told(claims: dict[str, bool]):
    found = list(contradictions(**claims))

    brought = claims["computed"] or (claims["given"] and not claims["correctable"])
    fine = (
        not (brought and claims["required"])
        and not (claims["computed"] and claims["given"])
        and not (claims["given"] and not claims["givable"])
        and not (claims["correctable"] and not claims["given"])
        and not (claims["sourced"] and not claims["given"])
    )
    assert (not found) == fine
    assert {key for key, _, _ in found} <= {"compute", "given", "correctable", "source"}
    assert all(what.zh and remedy.en for _, what, remedy in found)
