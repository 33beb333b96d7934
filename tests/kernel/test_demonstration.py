"""Demo data: every plugin that offers some is asked once, with the folders of the installed plugins."""

import sys
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import Engine

from kernel import demonstration, seams
from kernel.clock import FixedClock
from kernel.db import transaction
from kernel.registry import Registry, assembled
from kernel.surroundings import Surroundings, surround
from tests.app.processes import ROOT

ASKED: list[dict[str, Path]] = []


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Registry:
    """Forms and a plugin that offers people."""
    module = ModuleType("people")

    @seams.demo("people.everybody")
    def everybody(session: object, folders: dict[str, Path]) -> None:
        ASKED.append(dict(folders))

    everybody.__module__ = "people"
    module.everybody = everybody  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "people", module)
    ASKED.clear()
    return assembled({"kernel": [seams], "forms": [], "people": [module]})


def test_a_plugin_hears_where_the_installed_plugins_lie(
    engine: Engine, registry: Registry, clock: FixedClock
) -> None:
    around = Surroundings(registry, clock, addons=(ROOT / "forms", ROOT / "approvals", ROOT / "nowhere"))
    with transaction(engine) as session:
        surround(session, around)
        demonstration.demonstrated(session, {})
    assert ASKED == [{"forms": ROOT / "forms"}]
