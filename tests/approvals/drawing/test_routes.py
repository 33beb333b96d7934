"""The paths through a chain in the words of the designer."""

from approvals.chains.reading import read_chain
from approvals.drawing import Route, routes_of
from approvals.simulating import paths
from kernel.text import Text
from tests.approvals.samples import make_auto, make_branch, make_case, make_chain, make_fill, make_step


def routes(*steps: dict[str, object]) -> tuple[Route, ...]:
    return routes_of(paths(read_chain(make_chain(*steps))))


def test_the_grant_comes_with_its_steps_limits_and_effects() -> None:
    first = routes(make_fill(), make_step(clock={"days": 20}), make_auto("issue"))[0]
    assert [leg.name for leg in first.legs] == ["filing", "city", "issue"]
    assert first.days
    assert (first.days.zh, first.effects, first.granted) == ("20 个工作日", ("e",), True)


def test_a_fixed_office_is_named() -> None:
    bureau = {"level": "city", "routing": "fixed", "fixed": "toy.bureau"}
    found = paths(read_chain(make_chain(make_step(office=bureau))))
    named = routes_of(found, {"toy.bureau": Text("长春市局", "Changchun")})[0].legs[0].who
    plain = routes_of(found)[0].legs[0].who
    assert named
    assert plain
    assert (named.zh, plain.zh) == ("长春市局", "市（州）级主管部门")


def test_a_refusal_says_at_which_step_and_by_which_verb() -> None:
    refused = routes(make_step())[1]
    assert not refused.granted
    assert [leg.way and leg.way.zh for leg in refused.legs] == ["不同意"]


def test_a_branch_says_which_way_was_taken() -> None:
    branch = {**make_branch("large", make_case("big", make_step("extra"))), "title": "金额"}
    assert {words.zh for route in routes(branch, make_step()) for words in route.ways} == {
        "金额：big",
        "金额：其余情形",
    }


def test_an_exit_that_leads_back_says_where_to() -> None:
    late = make_step(
        "city", verbs=["approve"], clock={"days": 5, "on_overdue": "go_to"}, on={"overdue": "filing"}
    )
    (back,) = [route for route in routes(make_fill(), late) if route.back_to]
    assert back.back_to
    assert back.back_to.zh == "filing"


def test_what_time_does_and_where_a_check_stops_is_said_in_words() -> None:
    late = make_step("city", verbs=["accept"], clock={"days": 5, "silence": "accept"})
    wait: dict[str, object] = {"name": "w", "kind": "wait", "title": "w", "event": "e", "lasts": {"days": 3}}
    found = routes(late, wait, make_auto("x", checks=[{"check": "c"}], on={}))
    said = {leg.way.zh for route in found for leg in route.legs if leg.way}
    assert said == {"逾期未决定，视为通过", "期满", "核验不通过，办不下去"}
    assert {route.stops for route in found} == {True, False}


def test_a_return_leads_back_to_the_step_that_mends_it() -> None:
    (back,) = [route for route in routes(make_fill(), make_step()) if route.back_to]
    assert back.back_to
    assert (back.back_to.zh, [leg.way and leg.way.zh for leg in back.legs]) == ("filing", [None, "退回补正"])
