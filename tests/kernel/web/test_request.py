"""What a process offers, less the plugins that were removed since it started."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType, ModuleType

import pytest
from flask import Flask, g

from kernel import seams
from kernel.db import Database
from kernel.keys import ensure_keys
from kernel.loading import Loaded
from kernel.models import Plugin
from kernel.registry import assembled
from kernel.seams import SLOT
from kernel.site import Site
from kernel.versions import Versions
from kernel.web import Platform


@pytest.fixture
def platform(migrated_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    """A process that was started with `staying` and `leaving` installed; each fills a slot, the shell too."""
    modules: dict[str, list[ModuleType]] = {"kernel": [seams]}
    for name in ("app", "staying", "leaving"):
        module = ModuleType(f"fills_{name}")

        @seams.slot(f"{name}.card", slot="dashboard.card")
        def card(_context: object) -> str:
            return ""

        card.__module__ = module.__name__
        module.card = card  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, module.__name__, module)
        modules[name] = [module]
    database = Database(migrated_url)
    keys = ensure_keys(tmp_path / "keys.json")
    site = Site(database.engine, (), tmp_path)
    yield Platform(
        database, Loaded(assembled(modules), MappingProxyType({})), site, keys, MappingProxyType({})
    )
    database.close()


def install(platform: Platform, *names: str) -> None:
    """The plugins are installed as far as the database knows."""
    now = datetime(2026, 3, 10, tzinfo=UTC)
    with platform.database.transaction() as session:
        session.query(Plugin).delete()
        for position, name in enumerate(names):
            about = {"title": name, "version": "1.0.0", "has_code": True, "digest": "", "manifest": {}}
            session.add(Plugin(name=name, position=position, installed_at=now, changed_at=now, **about))


def offered(platform: Platform) -> list[str]:
    """Who fills the slot now."""
    return [entry.name for entry in platform.present().entries(SLOT)]


def test_everything_is_offered_while_everything_is_installed(platform: Platform) -> None:
    install(platform, "staying", "leaving")
    assert platform.present() is platform.registry


def test_a_removed_plugin_offers_nothing_any_more(platform: Platform) -> None:
    install(platform, "staying")
    assert offered(platform) == ["app.card", "staying.card"]
    assert "leaving" not in platform.present().plugins
    assert not platform.present().has(SLOT, "leaving.card")
    assert platform.registry.has(SLOT, "leaving.card")


def test_what_is_installed_is_read_again_when_the_registry_version_moves_on(platform: Platform) -> None:
    def asked(version: int) -> list[str]:
        with Flask("bare").test_request_context():
            g.versions = Versions(version, 1, 1, 0)
            found = offered(platform)
            platform.database.session.remove()
        return found

    install(platform, "staying", "leaving")
    assert asked(1) == ["app.card", "staying.card", "leaving.card"]
    install(platform, "staying")
    assert asked(1) == ["app.card", "staying.card", "leaving.card"]
    assert asked(2) == ["app.card", "staying.card"]
