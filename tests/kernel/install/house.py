"""An installation of a test's own: its database, its plugin folder, and everything one does to plugins."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from app.installation import declared, trial
from kernel.clock import FixedClock
from kernel.db import engine_for, session_factory, transaction
from kernel.definitions import current
from kernel.errors import TongbanError
from kernel.install.operations import Boot, carry_out_operation, planned, queue
from kernel.install.plan import Plan
from kernel.install.refusals import as_data
from kernel.loading import loaded
from kernel.models import Plugin, PluginOperation
from kernel.registry import Registry
from kernel.site import Site
from tests.conftest import TODAY

ROOT = Path(__file__).resolve().parents[3]
PLUGINS = ROOT / "tests/plugins"
BUILT_IN = (ROOT / "forms", ROOT / "approvals")
ACTOR = "wang.admin"
NOTHING: Mapping[str, Any] = {}


def boot() -> Boot:
    """How the product loads code, without the shell's own pages."""
    return Boot(trial=trial, declared=declared)


@dataclass
class House:
    """Plugins lie in `addons`; what is done is done in this process."""

    engine: Engine
    folder: Path
    addons: Path
    clock: FixedClock = field(default_factory=lambda: FixedClock(TODAY))
    demo: bool = False

    @property
    def site(self) -> Site:
        return Site(self.engine, (*BUILT_IN, self.addons), self.folder, self.clock, self.demo)

    @property
    def registry(self) -> Registry:
        return loaded(self.site).registry

    def read(self, statement: Any, *, scalars: bool = True) -> list[Any]:
        """What a statement finds: the first column, or whole rows as tuples."""
        with session_factory(self.engine)() as session:
            found = session.execute(text(statement) if isinstance(statement, str) else statement)
            return list(found.scalars()) if scalars else [tuple(row) for row in found]

    def write(self, statement: Any) -> None:
        """What somebody at the office does by hand."""
        self.act_in(lambda session: session.execute(text(statement)))

    def act_in(self, act: Callable[[Session], Any]) -> Any:
        """One committed act."""
        with transaction(self.engine) as session:
            return act(session)

    def plan(self, act: str, plugin: str, choices: Mapping[str, Any] = NOTHING) -> Plan:
        """The plan as the Apps page would show it."""
        with session_factory(self.engine)() as session:
            return planned(session, self.site, act, plugin, registry=self.registry, choices=choices)

    def queued(self, act: str, plugin: str, choices: Mapping[str, Any] = NOTHING) -> int:
        """The plan, agreed to."""
        plan = self.plan(act, plugin, choices)
        return self.queue(plan, choices)

    def queue(self, plan: Plan, choices: Mapping[str, Any] = NOTHING) -> int:
        """This plan, agreed to."""
        number: int = self.act_in(
            lambda session: queue(session, self.site, plan, actor=ACTOR, choices=choices)
        )
        return number

    def carry_out(self, operation: int) -> None:
        """What the installing process does."""
        carry_out_operation(self.site, operation, boot())

    def install(self, plugin: str) -> int:
        return self.done("install", plugin)

    def uninstall(self, plugin: str) -> int:
        return self.done("uninstall", plugin)

    def done(self, act: str, plugin: str, choices: Mapping[str, Any] = NOTHING) -> int:
        """Planned, agreed to, carried out."""
        operation = self.queued(act, plugin, choices)
        self.carry_out(operation)
        return operation

    def refusal(self, act: str, plugin: str, choices: Mapping[str, Any] = NOTHING) -> dict[str, Any]:
        """How the act is refused, wherever that is: by the plan, on agreeing to it, or when carried out."""
        return self.refused(lambda: self.done(act, plugin, choices))

    def refused(self, act: Callable[[], Any]) -> dict[str, Any]:
        """The refusal as it is kept and shown."""
        with pytest.raises(TongbanError) as refusal:
            act()
        return as_data(refusal.value)

    def operation(self, number: int) -> PluginOperation:
        """The operation as its record tells it."""
        with session_factory(self.engine)() as session:
            return session.get_one(PluginOperation, number)

    def plugin(self, name: str) -> Plugin | None:
        """The row of an installed plugin."""
        with session_factory(self.engine)() as session:
            return session.get(Plugin, name)

    def body(self, definition: str) -> dict[str, Any]:
        """What a definition says now."""
        with session_factory(self.engine)() as session:
            version = current(session, definition)
            assert version is not None, definition
            return version.body

    def number(self, definition: str) -> int:
        """The version of it that is in force."""
        with session_factory(self.engine)() as session:
            version = current(session, definition)
            return version.number if version else 0


def house_at(url: str, folder: Path, addons: Path) -> House:
    """A house on this database; its data folder is made."""
    folder.mkdir(parents=True, exist_ok=True)
    addons.mkdir(parents=True, exist_ok=True)
    return House(engine_for(url), folder, addons)


def furnished(*plugins: str) -> Callable[[str], None]:
    """Fills an empty database with the core schema, the built-in plugins and these."""

    def fill(url: str) -> None:
        from tests.conftest import migrate
        from tests.databases import run_folder

        migrate(url)
        house = house_at(url, run_folder() / "furnished" / "-".join(plugins or ("ground",)), PLUGINS)
        try:
            # approvals come along: every site has them
            for name in ("forms", *plugins):
                house.install(name)
        finally:
            house.engine.dispose()

    return fill
