"""A case on its chain: what is done, where it stands, which ways were not taken."""

from collections.abc import Iterable
from typing import Any

from approvals.drawing import Box, Drawing, Group, Stage, drawn_case
from approvals.drawing.boxes import Fate, Halt, Item, boxes_of
from approvals.words import Happening, Verb
from kernel.text import Text
from tests.approvals.engine.runs import DEFECT, Run
from tests.approvals.samples import (
    make_auto,
    make_branch,
    make_case,
    make_chain,
    make_fill,
    make_parallel,
    make_step,
)

NAMES = {"zhang": "张建国", "li": "李静"}


class Line:
    """An entry as the log keeps it."""

    def __init__(self, entry: Any) -> None:
        self.entry, self.at = entry, entry.act.at
        self.verb, self.step, self.actor = entry.act.verb.value, entry.act.step, entry.act.actor


def drawing_of(run: Run, **halts: Halt) -> Drawing:
    lines = [Line(entry) for entry in run.entries]
    return drawn_case(run.chain, run.state, lines, NAMES, halts=halts)


def stages(run: Run) -> dict[str, str]:
    return dict(_staged(drawing_of(run).items))


def fate_of(run: Run, name: str) -> Fate:
    (fate,) = (box.fate for box in boxes_of(drawing_of(run).items) if box.name == name)
    assert fate is not None
    return fate


def test_a_wait_that_could_not_lead_on_says_why_until_it_can():
    wait = {"name": "w", "kind": "wait", "title": "w", "until": "ready"}
    check = make_auto("x", checks=[{"check": "employed_by"}])
    run = Run(make_chain(make_step("a"), wait, check, make_step("b")), checks=lambda _: False)
    run.act("a", Verb.APPROVE)
    assert fate_of(run, "w").in_vain is None
    run.facts["ready"] = True
    run.ran_out(Happening.HELD, "w")
    why = fate_of(run, "w").in_vain
    assert why is not None
    assert "核验没有通过" in why.zh
    run.asked["checks"] = lambda _: True
    run.ran_out(Happening.HELD, "w")
    assert (fate_of(run, "w").stage, fate_of(run, "w").in_vain) == (Stage.DONE, None)


def _staged(items: Iterable[Item]) -> Iterable[tuple[str, str]]:
    for item in items:
        match item:
            case Box():
                yield item.name, item.stage
            case Group():
                for way in item.ways:
                    yield way.name or f"{way.into}.else", way.stage
                    yield from _staged(way.items)


def branching(amount: int) -> Run:
    """A filing, then either a large way or straight on, then a decision."""
    branch = make_branch("large", make_case("big", make_step("extra")), **{"else": [make_step("plain")]})
    return Run(make_chain(make_fill(), branch, make_step("decision")), amount=amount)


def test_before_anything_is_done_the_first_step_is_at_hand() -> None:
    run = branching(5)
    assert stages(run) == {
        "filing": "now",
        **{"big": "todo", "extra": "todo", "large.else": "todo", "plain": "todo"},
        "decision": "todo",
    }


def test_a_way_that_was_not_taken_is_skipped() -> None:
    run = branching(5)
    run.act("filing", Verb.SUBMIT)
    assert stages(run) == {
        "filing": "done",
        **{"big": "now", "extra": "now", "large.else": "skipped", "plain": "skipped"},
        "decision": "todo",
    }


def test_who_did_a_step_what_and_with_which_opinion() -> None:
    run = branching(1)
    run.act("filing", Verb.SUBMIT)
    run.act("plain", Verb.APPROVE, opinion="材料齐全")
    fate = fate_of(run, "plain")
    assert (fate.stage, fate.by, fate.deed and fate.deed.zh, fate.opinion) == (
        Stage.DONE,
        "李静",
        "同意",
        "材料齐全",
    )
    assert fate.at == run.at


def test_what_a_case_went_back_over_is_to_come_again() -> None:
    run = branching(5)
    run.act("filing", Verb.SUBMIT)
    run.act("extra", Verb.RETURN, to="filing", defects=(DEFECT,))
    assert stages(run)["filing"] == "now"
    assert (stages(run)["big"], stages(run)["large.else"]) == ("todo", "todo")
    assert fate_of(run, "filing").deed


def test_a_refusal_ends_the_case_at_its_step_and_leaves_the_rest() -> None:
    run = branching(1)
    run.act("filing", Verb.SUBMIT)
    run.act("plain", Verb.REJECT, opinion="不符合条件")
    assert (stages(run)["plain"], stages(run)["decision"]) == ("ended", "skipped")
    drawing = drawing_of(run)
    assert drawing.outcome
    assert not drawing.granted


def test_a_granted_case_is_done_to_the_end() -> None:
    run = Run(
        make_chain(
            make_step("only"), make_branch("rest", make_case("big", make_step("x"))), make_auto("issue")
        ),
        amount=0,
    )
    run.act("only", Verb.APPROVE)
    assert stages(run) == {
        "only": "done",
        "big": "skipped",
        "x": "skipped",
        "rest.else": "done",
        "issue": "done",
    }
    assert drawing_of(run).granted


def test_lanes_run_side_by_side() -> None:
    run = Run(make_chain(make_parallel("both", one=[make_step("a")], two=[make_step("b")]), make_step("end")))
    run.act("a", Verb.APPROVE)
    assert stages(run) == {"one": "done", "a": "done", "two": "now", "b": "now", "end": "todo"}


def test_signers_are_named_with_their_votes() -> None:
    run = Run(make_chain(make_step("board", votes={"need": "all"})))
    run.act("board", Verb.COUNTERSIGN, value="agree")
    assert [(name, vote and vote.zh) for name, vote in fate_of(run, "board").votes] == [
        ("李静", "同意"),
        ("wang", None),
    ]


def test_the_last_day_of_a_step_is_told_while_it_waits() -> None:
    run = Run(make_chain(make_step("only", clock={"days": 5})))
    (opening,) = run.state.open
    assert opening.due
    assert fate_of(run, "only").due == opening.due.on


def test_where_a_step_waits_since_when_and_in_whose_hands() -> None:
    run = branching(1)
    run.act("filing", Verb.SUBMIT)
    city = Text("长春市城乡建设委员会", "Changchun")
    halts = {name: Halt(city, "li", run.at) for name in ("plain", "decision")}
    fates = {box.name: box.fate for box in boxes_of(drawing_of(run, **halts).items) if box.fate}
    assert (fates["plain"].office, fates["plain"].by, fates["plain"].since) == (city, "李静", run.at)
    assert (fates["decision"].office, fates["decision"].by) == (None, ""), "it has not come there"
    run.act("plain", Verb.APPROVE)
    done = {box.name: box.fate for box in boxes_of(drawing_of(run, **halts).items)}["plain"]
    assert done
    assert (done.stage, done.office, done.by, done.since) == (Stage.DONE, city, "李静", None)
