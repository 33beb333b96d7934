"""The pack's list of clauses is whole, and what it says of code, pages and tests is so."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from kernel.datafiles.yamlfile import documents
from kernel.seams import EFFECT, JOB
from tests.addons.pack_jilin.notice import CLAUSES
from tests.addons.spine import spine
from tests.kernel.install.house import ROOT

PACK = ROOT / "addons" / "pack_jilin"
KEYS = {"text", "carried_by", "tests", "gap", "outside"}
STEP = re.compile(r"\.?([^.\[\]]+)|\[([^\]]+)\]")
UNCARRIED = {
    *("JL26-2.3b", "JL26-3.2.0", "JL26-3.2.1a", "JL26-3.2.1b", "JL26-3.2.2a", "JL26-3.2.2b", "JL26-3.2.2c"),
    *("JL26-3.2.3a", "JL26-3.2.3b", "JL26-3.9b", "JL26-4.2b", "JL26-4.2e", "JL26-4.2f", "JL26-5.4"),
}
"""What the pack does not do yet: who closes a gap takes its clause out of here."""


def said() -> dict[str, Any]:
    """The list as the pack has it."""
    body: Any = documents(PACK / "clauses.yaml")[0].body
    return dict(body)


def at(value: Any, path: str) -> Any:
    """What stands at a path such as `steps[filing].clock`; KeyError when nothing does."""
    for key, name in STEP.findall(path):
        value = value[key] if key else {item["name"]: item for item in value}[name]
    return value


def named_in(path: Path) -> set[str]:
    """The names of the test functions of a file."""
    return {
        node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)
    }


def test_every_clause_of_the_notice_is_there_in_its_words():
    assert {clause: entry["text"] for clause, entry in said().items()} == CLAUSES


@pytest.mark.parametrize("clause", CLAUSES)
def test_clause_is_carried_and_tested_or_says_why_not(clause: str):
    entry = said()[clause]
    carried, tested = bool(entry.get("carried_by")), bool(entry.get("tests"))
    assert set(entry) <= KEYS
    assert carried == tested
    assert carried or bool(entry.get("gap")) != bool(entry.get("outside"))


def test_gaps_are_those_we_know_of():
    open_gaps = {
        clause for clause, entry in said().items() if entry.get("gap") and not entry.get("carried_by")
    }
    assert open_gaps == UNCARRIED


@pytest.mark.parametrize("clause", [clause for clause in CLAUSES if said()[clause].get("tests")])
def test_tests_of_a_clause_exist_and_cite_it(clause: str):
    for named in said()[clause]["tests"]:
        path, _, name = named.partition("::")
        assert name in named_in(ROOT / path), named
        assert clause in (ROOT / path).read_text("utf-8"), f"{path} does not cite {clause}"


def test_places_in_files_exist():
    for clause, entry in said().items():
        for place in entry.get("carried_by", []):
            if place.startswith("data:"):
                assert (ROOT / place.removeprefix("data:")).is_file(), clause
            elif "yaml" in place:
                file, _, path = place.partition("#")
                assert at(documents(PACK / file)[0].body, path) is not None, (clause, place)


def test_names_of_code_and_pages_exist(tmp_path: Path):
    with spine("sqlite", tmp_path) as here:
        known = {
            "check": {entry.name for entry in here.registry.entries("check")},
            "effect": {entry.name for entry in here.registry.entries(EFFECT)},
            "job": {entry.name for entry in here.registry.entries(JOB)},
        }
        rules = [rule.rule for rule in here.app.url_map.iter_rules()]
        for clause, entry in said().items():
            for place in entry.get("carried_by", []):
                kind, _, name = place.partition(":")
                if kind in known:
                    assert name in known[kind], (clause, place)
                if kind == "page":
                    assert any(rule.startswith(name) for rule in rules), (clause, place)
