"""The two contract types of our own break when an import crosses them."""

import grimp
import pytest
from importlinter import Contract

from scripts.imports import ConfinedContract, PureContract


def graph_of(*imports: tuple[str, str]) -> grimp.ImportGraph:
    graph = grimp.ImportGraph()
    for importer, imported in imports:
        graph.add_import(importer=importer, imported=imported, line_number=3, line_contents="")
    return graph


def kept(contract: type[Contract], options: dict[str, object], imported: tuple[str, str]) -> bool:
    made = contract(name="", session_options={}, contract_options=options)
    return made.check(graph_of(imported), verbose=False).kept


@pytest.mark.parametrize(
    ("importer", "imported", "holds"),
    [
        ("kernel.graph", "collections", True),
        ("kernel.graph", "kernel.install.plan.steps", True),
        ("kernel.install.plan.steps", "kernel.text", True),
        ("kernel.graph", "kernel.db", False),
        ("kernel.install.plan.steps", "sqlalchemy", False),
        ("kernel.graphics", "sqlalchemy", True),
    ],
)
def test_pure_modules_reach_nothing_outside(importer: str, imported: str, holds: bool) -> None:
    options: dict[str, object] = {
        "modules": ["kernel.graph", "kernel.install.plan"],
        "allowed": ["kernel.text"],
    }
    assert kept(PureContract, options, (importer, imported)) is holds


@pytest.mark.parametrize(
    ("importer", "imported", "holds"),
    [
        ("kernel.web.views", "flask", True),
        ("addons.portal.pages.apply", "flask", True),
        ("approvals.pages", "flask", True),
        ("approvals.service", "flask", False),
        ("approvals.pagesize", "flask", False),
        ("approvals.service", "flasks", True),
    ],
)
def test_confined_packages_stay_behind_their_doors(importer: str, imported: str, holds: bool) -> None:
    options: dict[str, object] = {"packages": ["flask"], "importers": ["kernel.web", "*.pages"]}
    assert kept(ConfinedContract, options, (importer, imported)) is holds
