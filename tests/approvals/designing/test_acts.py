"""What can be done to a chain: names stay unique, nothing is lost, exits follow, the chain stays readable."""

from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.chains.definition import DEEPEST
from approvals.chains.reading import examined
from approvals.designing import acts
from approvals.designing.board import CHAINS, fresh, fresh_node
from approvals.designing.nodes import Kind, names, place_of, places
from approvals.words import GroupKind, StepKind
from kernel.datafiles.writing import value_in, written
from kernel.designs.acts import Done
from kernel.errors import Invalid, NotFound, TongbanError
from kernel.nodes import Body, same
from kernel.text import Text

CHAIN: Body = {
    "title": {"zh": "甲", "en": "A"},
    "steps": [
        {"name": "filing", "kind": "fill", "title": {"zh": "申请", "en": "Filing"}, "files": True},
        {
            "name": "way",
            "kind": "branch",
            "cases": [
                {
                    "name": "agreed",
                    "when": 'chosen_filing == "a"',
                    "steps": [
                        {
                            "name": "employer",
                            "kind": "confirm",
                            "title": {"zh": "企业", "en": "Employer"},
                            "on": {"party_silent": "forced", "overdue": "refused"},
                            "clock": {"days": 3},
                        }
                    ],
                }
            ],
            "else": [{"name": "forced", "kind": "fill", "title": {"zh": "强制", "en": "Forced"}}],
        },
        {
            "name": "city",
            "kind": "act",
            "title": {"zh": "市级", "en": "City"},
            "apart": ["employer"],
            "effects": [
                {"effect": "extend", "when": "chosen_forced == 1", "with": {"years": "chosen_forced"}}
            ],
        },
    ],
}
KINDS: list[StepKind | GroupKind] = [*StepKind, *GroupKind]


def moves(data: st.DataObject, body: Body) -> Done:
    """Some act that somebody may do."""
    at = st.sampled_from(["", *names(body)])
    kind = st.sampled_from(KINDS)
    name, other = data.draw(at), data.draw(at)
    choices: list[Callable[[], Done]] = [
        lambda: acts.added(body, fresh_node(data.draw(kind)), into=other or ".", before=""),
        lambda: acts.added(body, fresh_node(data.draw(kind)), into=acts.spot_after(body, name)[0]),
        lambda: acts.moved(body, name, into=other, before=""),
        lambda: acts.moved(body, name, before=other),
        lambda: acts.shifted(body, name, by=data.draw(st.sampled_from([-1, 1]))),
        lambda: acts.copied(body, name),
        lambda: acts.removed(body, name),
        lambda: acts.wrapped(body, name, data.draw(st.sampled_from(list(GroupKind)))),
        lambda: acts.dissolved(body, name),
        lambda: acts.way_added(body, name),
        lambda: acts.rest_added(body, name),
        lambda: acts.changed(body, name, {"name": "other"} if name else {"title": "乙"}),
    ]
    return data.draw(st.sampled_from(choices))()


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_any_sequence_of_acts_leaves_a_chain_that_can_be_read_and_drawn(data: st.DataObject) -> None:
    body = deepcopy(CHAIN)
    for _ in range(data.draw(st.integers(1, 6))):
        before = deepcopy(body)
        try:
            done = moves(data, body)
        except TongbanError:
            assert same(body, before)
            continue
        assert same(body, before), "an act leaves what it was given alone"
        body = done.body
        assert max(Counter(names(body)).values(), default=1) == 1
        assert done.at == "" or done.at in names(body)
        chain, problems = examined(body)
        assert len(chain.steps) == len(body["steps"])
        assert same(value_in(written(body), place="x"), body)
        deep = [one for one in problems if "套" not in one.what.zh and "when" not in one.what.zh]
        assert not [one for one in deep if "键" in one.what.zh], (
            "no act writes what the language does not know"
        )


def test_a_step_comes_where_the_plus_is() -> None:
    node = fresh_node(StepKind.ACT)
    first = acts.added(CHAIN, node, into=".", before="way")
    assert names(first.body)[:3] == ["filing", "act_1", "way"]
    into_case = acts.added(CHAIN, node, into="agreed", before="employer")
    assert names(into_case.body)[2:5] == ["agreed", "act_1", "employer"]
    rest = acts.added(CHAIN, node, into="way")
    assert place_of(rest.body, "act_1").owner == "way"
    with pytest.raises(Invalid):
        acts.added(CHAIN, node, into="city")
    with pytest.raises(Invalid):
        acts.added(CHAIN, node, into=".", before="employer")


def test_a_renamed_step_is_followed_by_exits_those_apart_and_rules() -> None:
    found = acts.changed(
        acts.changed(CHAIN, "forced", {"name": "compelled"}).body, "employer", {"name": "firm"}
    )
    assert place_of(found.body, "firm").node["on"] == {"party_silent": "compelled", "overdue": "refused"}
    city = place_of(found.body, "city").node
    assert city["apart"] == ["firm"]
    assert city["effects"] == [
        {"effect": "extend", "when": "chosen_compelled == 1", "with": {"years": "chosen_compelled"}}
    ]
    for name in ("refused", "filing", "Stadt", "", "and"):
        with pytest.raises(Invalid):
            acts.changed(CHAIN, "city", {"name": name})


def test_a_copied_group_leads_within_itself_and_does_not_file() -> None:
    wrapped = acts.wrapped(CHAIN, "way", GroupKind.PARALLEL)
    group = place_of(wrapped.body, wrapped.at).owner
    copied = acts.copied(wrapped.body, group).body
    inner = [place for place in places(copied) if place.name.startswith("employer")]
    assert [place.node["on"]["party_silent"] for place in inner] == ["forced", "forced_1"]
    filing = acts.copied(CHAIN, "filing")
    assert [place.node.get("files") for place in places(filing.body)][:2] == [True, None]


def test_what_was_put_into_a_group_comes_out_of_it_again() -> None:
    for kind in GroupKind:
        wrapped = acts.wrapped(CHAIN, "city", kind)
        group = place_of(wrapped.body, wrapped.at).owner
        assert same(acts.dissolved(wrapped.body, group).body, CHAIN)
    out = acts.shifted(CHAIN, "employer", by=-1)
    assert names(out.body)[:3] == ["filing", "employer", "way"]
    assert names(acts.shifted(CHAIN, "forced", by=1).body)[-2:] == ["forced", "city"]


def test_nothing_moves_into_itself_and_ways_stay_in_their_group() -> None:
    for into in ("agreed", "way"):
        with pytest.raises(Invalid):
            acts.moved(CHAIN, "way", into=into)
    with pytest.raises(Invalid):
        acts.moved(CHAIN, "agreed", into=".")
    with pytest.raises(NotFound):
        acts.removed(CHAIN, "nobody")
    two = acts.way_added(CHAIN, "way")
    assert [place.name for place in places(two.body) if place.kind is Kind.CASE] == ["agreed", two.at]
    swapped = acts.moved(two.body, two.at, before="agreed").body
    assert [place.name for place in places(swapped) if place.kind is Kind.CASE] == [two.at, "agreed"]


def test_removing_what_was_added_gives_the_chain_back() -> None:
    for kind in KINDS:
        added: Any = acts.added(CHAIN, fresh_node(kind), into="agreed")
        assert same(acts.removed(added.body, added.at).body, CHAIN)


def test_a_new_chain_can_be_read() -> None:
    body = fresh(Text("新", "New"))
    assert examined(body)[1] == []
    assert CHAINS.names(body) == ["filing"]


def test_lanes_of_a_group_are_told_apart() -> None:
    done = acts.added(CHAIN, fresh_node(GroupKind.PARALLEL), into=".")
    done = acts.way_added(done.body, done.at)
    group = place_of(done.body, "parallel_1").node
    assert [lane["title"]["zh"] for lane in group["lanes"]] == ["第 1 路", "第 2 路", "第 3 路"]


def test_groups_nest_only_as_deep_as_a_chain_may() -> None:
    body: Body = CHAIN
    into, group = ".", ""
    for _ in range(DEEPEST):
        done = acts.added(body, fresh_node(GroupKind.BRANCH), into=into)
        body, group = done.body, done.at
        into = place_of(body, group).node["cases"][0]["name"]
    inner = acts.added(body, fresh_node(StepKind.ACT), into=into)
    assert "层以上" not in str(examined(inner.body)[1])
    aside = acts.added(inner.body, fresh_node(GroupKind.PARALLEL), into=".")
    for act in (
        lambda: acts.added(body, fresh_node(GroupKind.PARALLEL), into=into),
        lambda: acts.wrapped(inner.body, inner.at, GroupKind.BRANCH),
        lambda: acts.moved(aside.body, aside.at, into=into),
    ):
        with pytest.raises(Invalid, match="最多套 6 层"):
            act()


def test_a_chain_that_is_too_deep_already_can_still_be_mended() -> None:
    deep: Body = {"name": "a0", "kind": "branch", "title": "甲", "cases": [], "else": []}
    for number in range(1, DEEPEST + 2):
        deep = {"name": f"a{number}", "kind": "branch", "title": "甲", "cases": [], "else": [deep]}
    body: Body = {"title": "甲", "steps": [deep]}
    assert names(acts.added(body, fresh_node(StepKind.ACT), into=".").body)[-1] == "act_1"
    assert not any("没有“else”这个键" in one.what.zh for one in examined(body)[1])
