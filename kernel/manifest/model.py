"""The values of a manifest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

MANIFEST = "__manifest__.py"


@dataclass(frozen=True, slots=True)
class DataEntry:
    """One data file; `noupdate` rows are created once and never written again by an upgrade."""

    file: str
    noupdate: bool = False
    demo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a plugin says of itself, and what its folder holds."""

    name: str
    title: str
    version: str
    license: str
    folder: Path
    summary: str = ""
    category: str = ""
    author: str = ""
    depends: tuple[str, ...] = ()
    external_dependencies: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    data: tuple[DataEntry, ...] = ()
    demo: tuple[DataEntry, ...] = ()
    auto_install: bool = False
    application: bool = False
    hooks: Mapping[str, str] = field(default_factory=dict, hash=False)
    has_code: bool = False
    digest: str = ""
    lines: Mapping[str, int] = field(default_factory=dict, hash=False, compare=False)

    @property
    def release(self) -> tuple[int, ...]:
        """The version as numbers, so that 1.10.0 comes after 1.9.0."""
        return tuple(int(part) for part in self.version.split("."))

    def place(self, key: str = "name") -> str:
        """Where a key stands, such as `alpha/__manifest__.py:3`."""
        return f"{self.name}/{MANIFEST}:{self.lines.get(key, 1)}"
