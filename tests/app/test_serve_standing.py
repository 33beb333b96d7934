"""A start knows whether it has anything to do before serving, on either kind of database."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from app.serve.standing import code_of, is_prepared, keep


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where plugins lie: one of one file."""
    plugin = tmp_path / "addons" / "greeting"
    plugin.mkdir(parents=True)
    (plugin / "letter.txt").write_text("您好")
    return plugin.parent


@pytest.fixture
def settings(migrated_url: str, folder: Path) -> Mapping[str, Any]:
    """What a start is told."""
    return {
        "DATABASE_URL": migrated_url,
        "DEMO": False,
        "DEMO_PLUGINS": (),
        "PLUGIN_FOLDERS": (folder,),
    }


@pytest.fixture
def prepared(settings: Mapping[str, Any], engine: Engine) -> Engine:
    """A database of which somebody said that it is ready."""
    keep(engine, code_of(settings))
    return engine


def changed(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))


def test_what_nobody_touched_is_prepared(prepared: Engine, settings: Mapping[str, Any]) -> None:
    assert is_prepared(settings)


def test_it_is_not_after_any_file_of_a_plugin_changed_came_or_went(
    prepared: Engine, settings: Mapping[str, Any], folder: Path
) -> None:
    letter = folder / "greeting" / "letter.txt"
    (folder / "greeting" / "__pycache__").mkdir()
    (folder / "greeting" / "__pycache__" / "letter.pyc").write_text("what Python keeps is no change")
    assert is_prepared(settings)
    letter.write_text("你好")
    assert not is_prepared(settings)

    keep(prepared, code_of(settings))
    letter.with_name("second.txt").write_text("又一个")
    assert not is_prepared(settings)

    keep(prepared, code_of(settings))
    letter.unlink()
    assert not is_prepared(settings)


def test_it_is_not_for_other_settings(prepared: Engine, settings: Mapping[str, Any]) -> None:
    assert not is_prepared({**settings, "DEMO": True})
    assert not is_prepared({**settings, "DEMO_PLUGINS": ("greeting",)})


def test_it_is_not_while_an_operation_is_unfinished(prepared: Engine, settings: Mapping[str, Any]) -> None:
    changed(
        prepared,
        "INSERT INTO plugin_operation (action, plugin, state, actor, plan, plan_digest, choices, log, created_at)"
        " VALUES ('install', 'greeting', 'running', 'admin', '{}', '', '{}', '[]', '2026-11-02 09:00:00')",
    )
    assert not is_prepared(settings)


def test_it_is_not_once_other_plugins_are_installed(prepared: Engine, settings: Mapping[str, Any]) -> None:
    changed(
        prepared,
        "INSERT INTO plugin"
        " (name, title, version, state, position, has_code, digest, manifest, installed_at, changed_at)"
        " VALUES ('greeting', '{}', '1.0', 'installed', 1, false, 'd', '{}',"
        " '2026-11-02 09:00:00', '2026-11-02 09:00:00')",
    )
    assert not is_prepared(settings)


def test_a_database_that_is_not_there_is_not_and_is_not_made_by_asking(
    settings: Mapping[str, Any], tmp_path: Path
) -> None:
    missing = tmp_path / "missing.db"
    assert not is_prepared({**settings, "DATABASE_URL": f"sqlite:///{missing}"})
    assert not missing.exists()


def test_an_empty_database_is_not(settings: Mapping[str, Any], database_url: str) -> None:
    assert not is_prepared({**settings, "DATABASE_URL": database_url})
