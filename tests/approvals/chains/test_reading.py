"""Chains read from bodies."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.chains.definition import DEEPEST, Branch, Clock, Office, Parallel, Span, Step, steps_of
from approvals.chains.reading import examined, read_chain
from approvals.words import Exit, Level, Overdue, Routing, StepKind, Unit, Verb
from kernel.errors import DefinitionError
from tests.approvals.samples import (
    make_auto,
    make_branch,
    make_case,
    make_chain,
    make_fill,
    make_parallel,
    make_step,
)


def problems(*steps: Any) -> dict[str, str]:
    """What cannot be read of these steps, in English, by path."""
    return {problem.path: problem.what.en for problem in examined(make_chain(*steps))[1]}


def step_of(step: dict[str, Any]) -> Step:
    """One step, read."""
    [found] = read_chain(make_chain(step)).steps
    assert isinstance(found, Step)
    return found


def test_a_body_becomes_a_tree_in_order():
    chain = read_chain(
        make_chain(
            make_fill("file"),
            make_branch("route", make_case("large", make_step("a")), **{"else": [make_step("b")]}),
            make_parallel("both", left=[make_step("c")], right=[make_step("d")]),
        )
    )

    assert [type(node) for node in chain.steps] == [Step, Branch, Parallel]
    assert [(spot.path, spot.lanes) for spot in steps_of(chain)] == [
        ("steps[file]", ()),
        ("steps[route].cases[large].steps[a]", ()),
        ("steps[route].else[b]", ()),
        ("steps[both].lanes[left].steps[c]", ("left",)),
        ("steps[both].lanes[right].steps[d]", ("right",)),
    ]


def test_a_step_carries_everything_it_says():
    step = step_of(
        make_step(
            office={"level": "province", "routing": "fixed", "fixed": "alpha.province"},
            role="province_clerk",
            verbs=["approve", "reject"],
            sections=["applicant"],
            clock={"days": 3, "unit": "calendar", "on_overdue": "escalate"},
            on={"undeliverable": "terminated"},
            files=True,
            effects=[{"effect": "extend", "when": "amount > 1", "with": {"years": 3, "why": '"renewal"'}}],
        )
    )

    assert step.office == Office(Level.PROVINCE, Routing.FIXED, "alpha.province")
    assert (step.role, step.files, step.sections) == ("province_clerk", True, ("applicant",))
    assert step.verbs == (Verb.APPROVE, Verb.REJECT)
    assert step.clock == Clock(Span(3, Unit.CALENDAR), Overdue.ESCALATE)
    assert step.exits == {Exit.UNDELIVERABLE: "terminated"}
    assert step.effects[0]["with"] == {"years": 3, "why": '"renewal"'}


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("wait", {"until": "hours >= 24", "event": "paid", "lasts": {"days": 30, "unit": "calendar"}}),
        ("notice", {"lasts": {"days": 5}}),
        ("choose", {"party": "holder", "options": [{"value": "a", "title": "甲"}]}),
        ("choose", {"party": "holder", "among": "certificates"}),
        ("confirm", {"party": "employer"}),
        ("fill", {"party": "initiator", "sections": ["applicant"]}),
        ("auto", {"effects": [{"effect": "issue"}]}),
    ],
)
def test_each_kind_of_step_takes_its_own_keys(kind: str, keys: dict[str, Any]):
    assert step_of({"name": "one", "title": "t", "kind": kind, **keys}).kind == StepKind(kind)


@pytest.mark.parametrize(
    ("step", "path"),
    [
        (make_step(lasts={"days": 5}), "steps[city].lasts"),
        (make_step(until="x"), "steps[city].until"),
        (make_auto("a", party="holder"), "steps[a].party"),
        (make_auto("a", verbs=["approve"]), "steps[a].verbs"),
        (make_auto("a", clock={"days": 3}), "steps[a].clock"),
        (
            {"name": "n", "title": "t", "kind": "notice", "lasts": {"days": 5}, "files": True},
            "steps[n].files",
        ),
        (make_branch("r", make_case("c"), party="holder"), "steps[r].party"),
        (make_parallel("p", a=[], b=[]) | {"else": []}, "steps[p].else"),
    ],
)
def test_a_key_of_another_kind_is_refused(step: dict[str, Any], path: str):
    assert path in problems(step)


def test_what_a_step_allows_when_it_does_not_say_depends_on_its_kind():
    assert step_of(make_step()).verbs == (Verb.APPROVE, Verb.REJECT, Verb.RETURN)
    assert step_of(make_fill()).verbs == (Verb.SUBMIT,)


@pytest.mark.parametrize(
    ("keys", "path", "what"),
    [
        ({"kind": "decide"}, "kind", "There is no step of kind “decide”."),
        ({"verbs": ["aprove"]}, "verbs", "The value “aprove” of “verbs” will not do."),
        ({"verbs": ["approve", "approve"]}, "verbs", "“approve” is there twice."),
        ({"party": "boss"}, "party", "The value “boss” of “party” will not do."),
        (
            {"office": {"level": "county", "routing": "any"}},
            "office.level",
            "The value “county” of “level” will not do.",
        ),
        ({"office": {"level": "city", "routing": "fixed"}}, "office.fixed", "“fixed” is missing."),
        (
            {"office": {"level": "city", "routing": "any", "fixed": "x"}},
            "office.fixed",
            "There is no key “fixed” here.",
        ),
        ({"clock": {"unit": "working"}}, "clock.days", "“days” is missing."),
        ({"clock": {"days": 0}}, "clock.days", "The value of “days” will not do."),
        ({"on": {"late": "city"}}, "on.late", "There is no key “late” here."),
        ({"effects": ["issue"]}, "effects[#0]", "This item is not a mapping of keys to values."),
        ({"files": "true"}, "files", "The value of “files” will not do."),
        ({"titel": "x"}, "titel", "There is no key “titel” here."),
    ],
)
def test_what_is_wrong_is_told_with_its_path(keys: dict[str, Any], path: str, what: str):
    assert problems(make_step(**keys))[f"steps[city].{path}"] == what


def test_a_rule_that_cannot_be_read_is_told_with_its_column():
    found = problems(make_branch("r", make_case("c", when="amount >")))

    assert found["steps[r].cases[c].when"].startswith("Column 8")


def test_groups_may_not_nest_without_end():
    step = make_step("a0")
    for number in range(DEEPEST + 1):
        step = make_branch(f"b{number}", make_case(f"c{number}", step))

    assert any(what == f"Groups nest deeper than {DEEPEST} levels." for what in problems(step).values())


def test_everything_wrong_is_told_in_one_refusal():
    with pytest.raises(DefinitionError) as refusal:
        read_chain(make_chain(make_step(party="boss"), make_step("b", x=1), y=2))

    assert [problem.place for problem in refusal.value.problems] == ["steps[city].party", "steps[b].x", "y"]


KEYS = [
    "name",
    "kind",
    "title",
    "steps",
    "cases",
    "lanes",
    "else",
    "office",
    "clock",
    "on",
    "effects",
    "with",
    "verbs",
    "days",
]
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([*StepKind, "branch", "parallel", "", "\x00"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=12,
)


@settings(max_examples=80)
@given(JSON)
def test_any_body_is_read_or_refused_and_never_fails(steps: Any):
    _, found = examined({"title": "t", "steps": steps})

    assert all(problem.path and problem.what.zh and problem.remedy.en for problem in found)
