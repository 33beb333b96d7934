"""Names that mean two things."""

from tests.approvals.samples import make_branch, make_case, make_parallel, make_step, unsound


def test_a_name_stands_once_in_the_whole_chain():
    found = unsound(make_step("a"), make_branch("r", make_case("c", make_step("a"))))

    assert found == {
        "steps[a].name": "The name “a” is used 2 times.",
        "steps[r].cases[c].steps[a].name": "The name “a” is used 2 times.",
    }


def test_cases_and_lanes_have_names_like_any_other():
    found = unsound(make_parallel("p", a=[make_step("b")], b=[make_step("c")]))

    assert set(found) == {"steps[p].lanes[a].steps[b].name", "steps[p].lanes[b].name"}


def test_an_outcome_is_no_name():
    assert unsound(make_step("granted")) == {"steps[granted].name": "“granted” is an outcome, not a name."}
