"""What a broken variant is, and the ways to break one file."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.plugins.variants import copied, edited, written

FORM = "beta/forms/request.yaml"
MANIFEST = "beta/__manifest__.py"


@dataclass(frozen=True, slots=True)
class Broken:
    """A change of `plugin` that stops its install with `error` at a place that begins with `place`."""

    name: str
    plugin: str
    error: type[Exception]
    place: str
    change: Callable[[Path], Path]

    def __str__(self) -> str:
        return self.name

    def made(self, folder: Path) -> Path:
        """The folder with the plugins, one of them broken."""
        return self.change(copied(folder))


def form(content: str) -> Callable[[Path], Path]:
    """Beta's form file says something else."""
    return partial(written, file=FORM, content=content)


def manifest(old: str, new: str) -> Callable[[Path], Path]:
    """Beta's manifest says something else in one place."""
    return partial(edited, file=MANIFEST, old=old, new=new)


def table(model: str, content: str) -> Callable[[Path], Path]:
    """Beta brings one more table, at the end."""

    def changed(folder: Path) -> Path:
        edited(folder, MANIFEST, '"chains/approval.yaml"', f'"chains/approval.yaml", "extra/{model}.csv"')
        return written(folder, f"beta/extra/{model}.csv", content)

    return changed


def code(file: str, content: str) -> Callable[[Path], Path]:
    """One of alpha's modules says something else."""
    return partial(written, file=f"alpha/{file}", content=content)


def patch(operation: str) -> str:
    """A file that amends alpha's form with one operation."""
    return f"model: form\nid: more\ninherit: alpha.request\nmode: extension\npatch:\n  - {operation}\n"
