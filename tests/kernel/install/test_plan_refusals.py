"""A plan in the way of which something stands is refused by the kind of what stands there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel import errors
from kernel.errors import TongbanError
from kernel.install.plan import Act, Obstacle, OpenClash, Plan
from kernel.install.refusals import as_data, refuse_unready
from kernel.text import Text

KINDS = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, TongbanError)]
obstacles = st.builds(
    Obstacle,
    st.just(Text("这里不行。", "Not here.")),
    st.just(Text("换一处。", "Go elsewhere.")),
    st.sampled_from(["", "alpha/forms/x.yaml:3", "alpha"]),
    st.lists(st.sampled_from(["N-1", "N-2"]), max_size=7).map(tuple),
    st.sampled_from([kind.code for kind in KINDS]),
)


def plan(*found: Obstacle, clashes: tuple[OpenClash, ...] = ()) -> Plan:
    """A plan with nothing but these."""
    return Plan(Act.INSTALL, "alpha", (), (), found, clashes, (), restart=False)


def refusal(found: Plan) -> TongbanError:
    with pytest.raises(TongbanError) as refused:
        refuse_unready(found)
    return refused.value


@given(st.lists(obstacles, min_size=1, max_size=4))
def test_every_obstacle_is_a_problem_of_its_kind(found: list[Obstacle]):
    error = refusal(plan(*found))

    assert [problem.code for problem in error.problems] == [one.code for one in found]
    assert error.place == (found[0].place or "alpha")
    assert error.code == (found[0].code if len({one.code for one in found}) == 1 else "conflict")
    data = as_data(error)
    assert [one["zh"] for one in data["problems"]] == [one.what.zh for one in found]
    assert all(one.place in problem["place"] for one, problem in zip(found, data["problems"], strict=True))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_of_refusal_is_found_by_its_code(kind: type[TongbanError]):
    error = refusal(plan(Obstacle(Text("一", "one"), Text("二", "two"), code=kind.code)))

    assert type(error) is kind
    assert error.status == kind.status


def test_codes_are_not_shared():
    assert len({kind.code for kind in KINDS}) == len(KINDS)


def test_a_code_nobody_knows_is_a_conflict():
    assert refusal(plan(Obstacle(Text("一", "one"), Text("二", "two"), code="strange"))).code == "conflict"


@given(st.lists(st.none() | st.just({"take": "ours"}), max_size=8))
def test_clashes_are_refused_as_long_as_one_is_open(choices: list[dict[str, str] | None]):
    clashes = tuple(
        OpenClash("alpha.request", f"title{number}", 1, 2, 3, choice) for number, choice in enumerate(choices)
    )
    found = plan(clashes=clashes)

    if found.ready:
        refuse_unready(found)
        return
    error = refusal(found)
    assert error.code == "merge_conflict"
    first = next(number for number, choice in enumerate(choices) if choice is None)
    assert error.place.startswith(f"alpha.request title{first}")
