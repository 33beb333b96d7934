"""Houses in which plugins of ours are installed: furnished once in a run, copied for each test."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from kernel.db import session_factory, writing
from kernel.registry import Registry
from tests import databases
from tests.conftest import migrate
from tests.kernel.install.house import ROOT, House, house_at

ADDONS = ROOT / "addons"
_registries: dict[str, Registry] = {}


@dataclass
class Furnished(House):
    """A copy of a furnished house; what its plugins offer is read once, until the test changes them."""

    template: str = ""
    changed: bool = False

    @property
    def registry(self) -> Registry:
        if self.changed:
            return super().registry
        if self.template not in _registries:
            _registries[self.template] = super().registry
        return _registries[self.template]

    def carry_out(self, operation: int) -> None:
        self.changed = True
        super().carry_out(operation)


@contextmanager
def opened(
    plugin: str, backend: str, folder: Path, *, more: Callable[[House], object] | None = None
) -> Iterator[House]:
    """A house of a test's own with the built-in plugins and this one, without a demo, and `more` besides."""

    def furnish(url: str) -> None:
        migrate(url)
        house = house_at(url, databases.run_folder() / "furnished" / plugin, ADDONS)
        try:
            for name in ("forms", plugin):
                house.install(name)
            if more is not None:
                more(house)
        finally:
            house.engine.dispose()

    databases.template(backend, plugin, furnish)
    with databases.database(backend, folder, plugin) as url:
        plain = house_at(url, folder / "data", ADDONS)
        yield Furnished(plain.engine, plain.folder, plain.addons, template=plugin)
        plain.engine.dispose()


@contextmanager
def rolled_back(house: House) -> Iterator[Session]:
    """A writing session on the house of which nothing stays."""
    token = writing.set(True)
    with session_factory(house.engine)() as session:
        yield session
        session.rollback()
    writing.reset(token)
