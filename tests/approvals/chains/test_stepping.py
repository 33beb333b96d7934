"""What a step may say of votes, stops, substitutes, links and silence."""

from typing import Any

import pytest

from approvals.chains.definition import Clock, Link, Span, Step, Substitute, Votes
from approvals.chains.reading import examined, read_chain
from approvals.words import Exit, Need, Order, Overdue, Party, Silence, Stop, Unit, Verb
from kernel.text import Text
from tests.approvals.samples import make_auto, make_chain, make_fill, make_step


def step_of(step: dict[str, Any]) -> Step:
    """One step, read."""
    [found] = read_chain(make_chain(step)).steps
    assert isinstance(found, Step)
    return found


def problems(step: dict[str, Any]) -> list[str]:
    """Where the step cannot be read."""
    return [problem.path for problem in examined(make_chain(step))[1]]


def make_confirm(**keys: Any) -> dict[str, Any]:
    """A confirmation by the former employer."""
    return make_step("a", kind="confirm", office=None, party="former_employer", **keys)


def test_an_act_says_who_votes_who_stays_apart_and_what_may_be_changed():
    keys = {
        "apart": ["accept", "examine"],
        "edits": ["post"],
        "pool": True,
        "picks": {"from": "registrations"},
    }
    step = step_of(make_step("a", votes={"need": "percent", "of": 60, "order": "given"}, **keys))
    assert step.votes == Votes(Need.PERCENT, 60, Order.GIVEN)
    assert (step.apart, step.edits, step.pool, step.picks) == (
        ("accept", "examine"),
        ("post",),
        True,
        "registrations",
    )
    assert step.verbs == (Verb.COUNTERSIGN, Verb.RETURN)


def test_a_confirmation_says_what_may_stand_in_for_the_party():
    keys = {"by": "receiving_enterprise", "sections": ["forced"], "when": "unwilling == True"}
    found = step_of(make_confirm(substitute=keys)).substitute
    assert isinstance(found, Substitute)
    assert (found.by, found.sections) == (Party.RECEIVING_ENTERPRISE, ("forced",))
    assert found.when is not None
    assert found.when.names == {"unwilling"}
    assert step_of(make_confirm(substitute={"sections": ["a"]})).substitute == Substitute(
        Party.INITIATOR, ("a",)
    )


def test_a_clock_counts_months_and_says_what_silence_means():
    clock = {"days": 3, "unit": "months", "silence": "grant", "on_overdue": "go_to"}
    assert step_of(make_step("a", clock=clock)).clock == Clock(
        Span(3, Unit.MONTHS), Overdue.GO_TO, silence=Silence.GRANT
    )


@pytest.mark.parametrize(
    ("step", "stops"),
    [
        (make_step("a"), None),
        (make_step("a", stops=True), Stop.EXPERT_REVIEW),
        (make_step("a", stops=True, because="hearing"), Stop.HEARING),
        (make_fill("a", stops=True), Stop.CORRECTION),
        ({"name": "a", "kind": "notice", "title": "a", "lasts": {"days": 5}}, Stop.NOTICE),
        ({"name": "a", "kind": "notice", "title": "a", "lasts": {"days": 5}, "stops": False}, None),
    ],
)
def test_a_step_stops_the_clock_of_the_case_when_it_says_so_and_a_notice_by_itself(
    step: dict[str, Any], stops: Stop | None
):
    assert step_of(step).stops is stops


def test_a_wait_carries_a_link_and_a_notice_says_what_is_published_where():
    link = {"title": {"zh": "课程", "en": "Course"}, "url": "https://example.org/c"}
    assert step_of({"name": "a", "kind": "wait", "title": "a", "event": "e", "link": link}).link == Link(
        Text("课程", "Course"), "https://example.org/c"
    )
    notice = {
        "name": "a",
        "kind": "notice",
        "title": "a",
        "lasts": {"days": 5},
        "text": "甲",
        "place": "网站",
    }
    found = step_of(notice)
    assert (found.text, found.place) == (Text("甲", "甲"), Text("网站", "网站"))


def test_an_automatic_step_names_checks_and_where_a_failure_leads():
    step = step_of(make_auto("a", checks=[{"check": "real_name"}], on={"failed": "not_accepted"}))
    assert ([dict(row) for row in step.checks], step.exits) == (
        [{"check": "real_name"}],
        {Exit.FAILED: "not_accepted"},
    )


@pytest.mark.parametrize(
    ("step", "path"),
    [
        (make_step("a", votes={"need": "count"}), "votes.of"),
        (make_step("a", votes={"need": "all", "of": 3}), "votes.of"),
        (make_step("a", votes={"need": "some"}), "votes.need"),
        (make_step("a", substitute={"sections": ["b"]}), "substitute"),
        (make_step("a", because="exam"), "because"),
        (make_step("a", clock={"days": 121, "unit": "months"}), "clock.days"),
        (make_step("a", clock={"days": 3, "silence": "refuse"}), "clock.silence"),
        (make_step("a", link={"title": "x", "url": "javascript:alert(1)"}), "link.url"),
        (make_step("a", link={"title": "x", "url": "//example.org"}), "link.url"),
        (make_step("a", picks={}), "picks.from"),
        (make_fill("a", votes={"need": "all"}), "votes"),
        (make_confirm(picks={"from": "x"}), "picks"),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(step: dict[str, Any], path: str):
    assert problems(step) == [f"steps[a].{path}"]
