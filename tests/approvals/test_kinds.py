"""The kind `chain`, as the registry sees it."""

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import kernel.seams
from app.shipped import shipped
from approvals.kinds import ChainKind
from approvals.seams import actor
from kernel.loading import modules_of
from kernel.manifest import read_manifest
from kernel.references import Reference
from kernel.registry import Registry, Seam, assembled
from kernel.seams import KIND
from kernel.text import Text
from tests.approvals.samples import make_auto, make_chain, make_step

ROOT = Path(__file__).parents[2]


def registry() -> Registry:
    """The kernel's seams and what approvals offer."""
    return assembled({"kernel": [kernel.seams], "approvals": modules_of(read_manifest(ROOT / "approvals"))})


def test_approvals_offer_the_kind_at_its_seam():
    assert registry().thing(KIND, "chain") is ChainKind


def test_the_kind_tells_first_what_cannot_be_read_then_what_is_unsound():
    unread = make_chain(make_step(titel="x"), make_step("city"))

    assert [problem.path for problem in ChainKind.check(unread, registry())] == [
        "steps[#0].titel",
        *2 * ["steps[city].name"],
    ]
    assert {
        problem.path for problem in ChainKind.check(make_chain(make_step(), make_step()), registry())
    } == {"steps[city].name"}


@pytest.mark.parametrize(
    ("row", "path"),
    [
        ({"effect": "isue"}, "steps[a].effects[0]"),
        ({"effect": "issue", "when": "1 +"}, "steps[a].effects[0]"),
        ({"effect": "issue", "widh": {}}, "steps[a].effects[0]"),
    ],
)
def test_the_kind_proves_the_effects_of_every_step(row: dict[str, Any], path: str):
    [problem] = ChainKind.check(make_chain(make_auto("a", effects=[row])), registry())

    assert problem.path == path
    assert problem.remedy.en


def test_a_chain_without_steps_is_refused():
    [problem] = ChainKind.check({"title": "t", "steps": []}, registry())

    assert problem.what.en == "The chain has no step."


def with_offices() -> Registry:
    """As `registry`, with a plugin that knows the offices of regions and one check."""
    plugin = ModuleType("offices")
    seam = Seam("check", Text("核验", "check"), Text("函数", "a function"))
    vars(plugin).update(
        CHECK=seam,
        real_name=seam.mark("real_name")(lambda: None),
        region=actor("office.by_region")(lambda: None),
    )
    for offered in (plugin.real_name, plugin.region):
        offered.__module__ = "offices"
    mine = modules_of(read_manifest(ROOT / "approvals"))
    return assembled({"kernel": [kernel.seams], "approvals": mine, "offices": [plugin]})


def test_the_kind_proves_that_somebody_knows_every_office_and_every_check():
    auto = make_auto("x", checks=[{"check": "real_nam"}], effects=[])
    known = make_step("a", office={"level": "city", "routing": "by_region"})
    found = ChainKind.check(make_chain(known, make_step("b"), auto), with_offices())
    assert {problem.path: problem.remedy.en for problem in found} == {
        "steps[b].office.routing": "Known: office.by_region.",
        "steps[x].checks[#0]": "Known: real_name.",
    }


def test_a_chain_names_the_letters_of_its_effects():
    rows = [{"effect": "letter", "with": {"letter": '"pack.granted"', "case": "case_id"}}]

    found = ChainKind.references(make_chain(make_auto("a", effects=rows)), shipped(ROOT))

    assert found == [Reference("steps[a].effects[0].with.letter", "letter", "pack.granted")]
