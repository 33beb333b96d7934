"""One installation: its database, its plugin folders, its data folder and its clock."""

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine

from kernel.clock import Clock, SystemClock
from kernel.manifest import Discovery, discovered


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that the installer and the commands need to know of where they are."""

    engine: Engine
    addons: tuple[Path, ...]
    folder: Path
    clock: Clock = field(default_factory=SystemClock)
    demo: bool = False

    def discovery(self) -> Discovery:
        """The plugins that lie in the plugin folders now."""
        return discovered([path for path in self.addons if path.is_dir()])

    @property
    def operations(self) -> Path:
        """Where the course of installs is written while they run."""
        path = self.folder / "operations"
        path.mkdir(parents=True, exist_ok=True)
        return path
