"""Plans as they are told: steps, readiness, and a digest that changes with what would be done."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kernel.install.plan import (
    Act,
    Change,
    DefinitionChange,
    Member,
    Obstacle,
    OpenClash,
    Plan,
    RecordChange,
    Records,
    StepKind,
)
from kernel.install.plan_steps import planned
from kernel.text import Text

FORM = Text("表单", "form")
names = st.sampled_from(["a", "b", "c"])
numbers = st.integers(1, 5)
rows = st.lists(st.builds(RecordChange, names, names, names), max_size=3).map(tuple)
texts = st.builds(Text, names, names)
members = st.builds(Member, names, names, st.sampled_from(Act), names, names, names)
changes = st.builds(
    Change,
    members,
    st.booleans(),
    st.lists(st.tuples(names, names), max_size=2).map(tuple),
    st.lists(st.tuples(names, numbers), max_size=2).map(tuple),
    st.builds(Records, rows, rows, rows, rows),
    st.lists(names, max_size=2).map(tuple),
    st.lists(names, max_size=2).map(tuple),
)
definitions = st.builds(
    DefinitionChange, names, st.just(FORM), names, names, st.none() | numbers, st.none() | numbers
)
obstacles = st.builds(Obstacle, texts, texts, names)
clashes = st.builds(
    OpenClash,
    names,
    names,
    names,
    names,
    names,
    st.none() | st.just({"take": "ours"}) | st.just({"value": "x"}),
)
parts = st.fixed_dictionaries(
    {
        "changes": st.lists(changes, max_size=3),
        "definitions": st.lists(definitions, max_size=3),
        "obstacles": st.lists(obstacles, max_size=2),
        "clashes": st.lists(clashes, max_size=2),
        "replayed": st.integers(0, 2),
    }
)


def plan_of(found: dict[str, Any]) -> Plan:
    """The plan of these parts."""
    found = dict(found)
    return planned(Act.INSTALL, "a", found.pop("changes"), found.pop("definitions"), **found)


@given(parts)
def test_ready_means_that_nothing_stands_in_the_way_and_every_clash_is_decided(found: dict[str, Any]):
    plan = plan_of(found)

    decided = all(clash.choice is not None for clash in found["clashes"])
    assert plan.ready == (decided and not found["obstacles"])


@given(parts)
def test_the_same_parts_have_the_same_digest_also_after_a_journey_through_json(found: dict[str, Any]):
    plan = plan_of(found)

    assert plan.digest == plan_of(found).digest
    assert len(plan.digest) == 64
    told = json.loads(json.dumps(plan.as_dict(), ensure_ascii=False))
    assert [step["kind"] for step in told["steps"]] == [step.kind for step in plan.steps]


@given(parts)
def test_titles_do_not_count(found: dict[str, Any]):
    other = dict(found) | {
        "changes": [replace(one, member=replace(one.member)) for one in found["changes"]],
        "definitions": [replace(one, kind=Text("别的", "other"), title="x") for one in found["definitions"]],
    }

    assert plan_of(other).digest == plan_of(found).digest


@given(parts, parts)
def test_another_digest_for_other_members_definitions_or_clashes(one: dict[str, Any], other: dict[str, Any]):
    def telling(found: dict[str, Any]) -> Any:
        return (
            [change.member for change in found["changes"]],
            [(change.name, change.plugin, change.before, change.after) for change in found["definitions"]],
            found["clashes"],
        )

    if telling(one)[0] != telling(other)[0] or telling(one)[2] != telling(other)[2]:
        assert plan_of(one).digest != plan_of(other).digest


@given(parts)
def test_code_is_tried_first_and_the_servers_are_renewed_last(found: dict[str, Any]):
    plan = plan_of(found)

    kinds = [step.kind for step in plan.steps]
    with_code = [one for one in found["changes"] if one.has_code]
    incoming = [one for one in with_code if one.member.act is not Act.UNINSTALL]
    assert kinds[: len(incoming)] == [StepKind.TRIAL] * len(incoming)
    assert kinds.count(StepKind.TRIAL) == len(incoming)
    assert plan.restart == bool(with_code)
    assert (StepKind.RESTART in kinds) == plan.restart
    assert not plan.restart or kinds[-1] is StepKind.RESTART


@given(parts)
def test_every_row_and_definition_is_told_once(found: dict[str, Any]):
    plan = plan_of(found)

    for attribute, kind in (("created", StepKind.CREATE), ("deleted", StepKind.DELETE)):
        wanted = [row.name for one in found["changes"] for row in getattr(one.records, attribute)]
        steps = [step for step in plan.steps if step.kind is kind and step.thing.en.startswith("register ")]
        assert sorted(name for step in steps for name in step.details) == sorted(wanted)
    told = [
        step.key for step in plan.steps if step.kind in {StepKind.DEFINE, StepKind.REVISE, StepKind.RETIRE}
    ]
    assert told == [one.name for one in found["definitions"]]


@given(parts)
def test_every_step_speaks_both_languages(found: dict[str, Any]):
    for step in plan_of(found).steps:
        assert step.thing.zh
        assert step.thing.en
        assert step.effect.zh
        assert step.effect.en


def test_what_becomes_of_a_definition():
    def effect(before: int | None, after: int | None) -> tuple[StepKind, str]:
        [step] = planned(
            Act.UPGRADE, "a", [], [DefinitionChange("a.x", FORM, "某表", "a", before, after)]
        ).steps
        return step.kind, step.effect.en

    assert effect(None, 1) == (StepKind.DEFINE, "in force, version 1")
    assert effect(2, 3) == (StepKind.REVISE, "v2 → v3; open cases keep theirs")
    assert effect(2, None) == (StepKind.RETIRE, "retired; its versions stay")
