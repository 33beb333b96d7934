"""Groups that lead nowhere."""

from tests.approvals.samples import make_branch, make_case, make_parallel, make_step, unsound


def test_a_complete_tree_is_sound():
    assert not unsound(
        make_step("a"),
        make_branch("r", make_case("c", make_step("b")), make_case("d", when="amount < 0")),
        make_parallel("p", left=[make_step("e")], right=[make_step("f")]),
    )


def test_a_branch_has_to_say_what_happens_in_all_other_cases():
    branch = make_branch("r", make_case("c", make_step("b")))
    del branch["else"]

    assert unsound(branch) == {
        "steps[r].else": "The branch “r” does not say what happens in all other cases."
    }


def test_a_branch_has_a_case():
    assert unsound(make_branch("r")) == {"steps[r].cases": "The branch “r” has no case."}


def test_a_case_with_the_rule_of_an_earlier_one_is_never_reached():
    cases = make_case("one", make_step("a"), when="x == 1"), make_case("two", make_step("b"), when="x == 1")

    assert list(unsound(make_branch("r", *cases))) == ["steps[r].cases[two].when"]


def test_a_parallel_group_has_two_lanes_and_a_step_in_each():
    assert list(unsound(make_parallel("p", only=[make_step("a")]))) == ["steps[p].lanes"]
    assert list(unsound(make_parallel("p", full=[make_step("a")], empty=[]))) == ["steps[p].lanes"]
