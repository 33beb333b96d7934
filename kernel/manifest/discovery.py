"""Plugins found on the addons path; a broken one stands beside the others and stops none."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kernel.errors import ManifestError
from kernel.manifest.complaints import printable
from kernel.manifest.model import MANIFEST, Manifest
from kernel.manifest.reading import read_manifest
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Discovery:
    """The plugins that can be used and those that cannot, with the reason."""

    manifests: dict[str, Manifest] = field(default_factory=dict)
    broken: dict[str, ManifestError] = field(default_factory=dict)


def discovered(paths: Sequence[Path]) -> Discovery:
    """Every plugin of the paths; a path is a folder of plugins or a plugin itself."""
    discovery = Discovery()
    owners: dict[str, Path] = {}
    for folder in _folders(paths, discovery):
        first = owners.setdefault(folder.name, folder)
        if first is folder:
            _read(folder, discovery)
        elif first.resolve() != folder.resolve():
            discovery.broken[folder.name] = _twice(first, folder, discovery.broken.get(folder.name))
    return discovery


def _read(folder: Path, discovery: Discovery) -> None:
    try:
        discovery.manifests[folder.name] = read_manifest(folder)
    except ManifestError as error:
        discovery.broken[folder.name] = error


def _folders(paths: Sequence[Path], discovery: Discovery) -> Iterator[Path]:
    for path in paths:
        folder = Path(os.path.abspath(path))
        if _has_manifest(folder):
            yield folder
            continue
        try:
            inner = sorted(child for child in folder.iterdir() if _has_manifest(child))
        except OSError:
            discovery.broken[folder.name] = _unreadable(folder)
            continue
        yield from inner


def _has_manifest(folder: Path) -> bool:
    # lexists: a dangling link is a broken plugin, not an absent one.
    return os.path.lexists(folder / MANIFEST)


def _unreadable(folder: Path) -> ManifestError:
    name = printable(folder.name)
    return ManifestError(
        Text(f"插件路径「{name}」不存在或无法读取。", f"Addons path “{name}” is missing or cannot be read."),
        remedy=Text("请检查 ADDONS_PATH，或放回文件夹。", "Check ADDONS_PATH or put the folder back."),
        place=name,
    )


def _twice(first: Path, second: Path, earlier: ManifestError | None) -> ManifestError:
    name = printable(first.name)
    kept, refused = (printable(f"{folder.parent.name}/{folder.name}") for folder in (first, second))
    return ManifestError(
        Text(
            f"插件「{name}」有两个文件夹：「{kept}」在前，「{refused}」不被采用。",
            f"Plugin “{name}” has two folders: “{kept}” comes first, “{refused}” is refused.",
        ),
        remedy=Text("请移走其中一个，或改名。", "Remove one of them or rename it."),
        place=f"{refused}/{MANIFEST}:1",
        problems=() if earlier is None else (earlier,),
    )
