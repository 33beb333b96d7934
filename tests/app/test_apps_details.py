"""What a plugin has brought and what was done to it, read alike from both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.apps.details import amended_by, definitions_of, operations_on, rows_of
from app.studio.listing import matching, rows
from kernel.layers import LayerMode
from kernel.models import Definition, DefinitionLayer, DefinitionVersion, PluginOperation, PluginRecord
from kernel.text import Text

NOW = datetime(2026, 3, 10, 2, tzinfo=UTC)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """An empty installation."""
    with Session(engine) as session:
        yield session


def define(session: Session, name: str, body: dict[str, Any], *, retired: bool = False) -> None:
    """A definition with one version."""
    plugin = name.partition(".")[0]
    definition = Definition(name=name, kind="form", plugin=plugin, retired=retired)
    session.add(definition)
    session.flush()
    about = {"published_at": NOW, "published_by": "admin", "reason": "", "digest": name}
    version = DefinitionVersion(definition_id=definition.id, number=1, body=body, **about)
    session.add(version)
    session.flush()
    definition.current_id = version.id


def amend(session: Session, target: str, plugin: str, mode: LayerMode) -> None:
    """A layer of a plugin on a definition."""
    layer = {"name": plugin, "kind": "form", "ops": [], "place": "", "changed_at": NOW, "changed_by": "admin"}
    session.add(DefinitionLayer(target=target, plugin=plugin, mode=mode.value, **layer))


def operate(session: Session, plugin: str, *members: str) -> None:
    """An operation that touched these plugins."""
    plan = {"members": [{"name": name} for name in members]}
    rest = {"plan_digest": "", "choices": {}, "log": [], "created_at": NOW}
    session.add(PluginOperation(action="install", plugin=plugin, actor="admin", plan=plan, **rest))
    session.flush()


def test_definitions_have_their_titles_and_the_retired_are_left_out(session: Session) -> None:
    define(session, "alpha.both", {"title": {"zh": "表", "en": "Form"}})
    define(session, "alpha.plain", {"title": "表"})
    define(session, "alpha.untitled", {"sections": []})
    define(session, "alpha.gone", {"title": "旧表"}, retired=True)
    define(session, "beta.other", {"title": "乙"})
    assert [(one.name, one.title, one.number) for one in definitions_of(session, "alpha")] == [
        ("alpha.both", Text("表", "Form"), 1),
        ("alpha.plain", Text("表", "表"), 1),
        ("alpha.untitled", Text("alpha.untitled", "alpha.untitled"), 1),
    ]


def test_the_list_knows_what_was_changed_in_the_studio(session: Session) -> None:
    define(session, "alpha.form", {"title": {"zh": "表", "en": "Form"}})
    define(session, "beta.form", {"title": "乙"})
    amend(session, "alpha.form", "studio", LayerMode.STUDIO)
    found = rows(session)
    assert [one.name for one in found] == ["alpha.form", "beta.form"]
    assert [one.name for one in matching(found, changed=True)] == ["alpha.form"]
    assert [one.name for one in matching(found, query=" FORM ")] == ["alpha.form", "beta.form"]
    assert [one.name for one in matching(found, query="乙", kind="form")] == ["beta.form"]
    assert matching(found, kind="chain") == []


def test_only_patches_in_place_are_named(session: Session) -> None:
    amend(session, "alpha.form", "beta", LayerMode.EXTENSION)
    amend(session, "beta.form", "beta", LayerMode.PRIMARY)
    assert list(amended_by(session, "beta")) == ["alpha.form"]
    assert list(amended_by(session, "alpha")) == []


def test_rows_are_counted_by_register(session: Session) -> None:
    for number, model in enumerate(("unit", "unit", "access")):
        record = PluginRecord(plugin="alpha", name=f"row{number}", model=model, row_id=number, digest="")
        session.add(record)
    assert rows_of(session, "alpha") == [("access", 1), ("unit", 2)]
    assert rows_of(session, "beta") == []


def test_operations_that_brought_a_plugin_along_are_in_its_log_newest_first(session: Session) -> None:
    operate(session, "beta", "alpha", "beta")
    operate(session, "gamma", "gamma")
    operate(session, "alpha")
    assert [one.plugin for one in operations_on(session, "alpha")] == ["alpha", "beta"]
    assert [one.plugin for one in operations_on(session, "beta")] == ["beta"]
