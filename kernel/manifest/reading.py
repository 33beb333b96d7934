"""A plugin folder becomes a Manifest, or is refused with everything that is wrong."""

import os
from pathlib import Path

from kernel.errors import ManifestError
from kernel.manifest.complaints import Complaints
from kernel.manifest.folder import contents_of
from kernel.manifest.literal import Entry, entries_of
from kernel.manifest.model import Manifest
from kernel.manifest.rules import Rules
from kernel.text import Text


def read_manifest(folder: Path) -> Manifest:
    """The checked manifest of a plugin folder."""
    place = Path(os.path.abspath(folder))
    complaints = Complaints(place.name)
    try:
        entries = entries_of(place, complaints)
        manifest = _checked(place, entries, complaints)
    except OSError as error:
        raise ManifestError(
            Text(
                f"插件「{complaints.plugin}」无法读取（{error.strerror}）。",
                f"Plugin “{complaints.plugin}” cannot be read ({error.strerror}).",
            ),
            remedy=Text("请检查文件夹及其权限。", "Check the folder and its permissions."),
            place=complaints.plugin,
        ) from error
    complaints.raise_any()
    return manifest


def _checked(folder: Path, entries: dict[str, Entry], complaints: Complaints) -> Manifest:
    rules = Rules(folder, entries, complaints)
    contents = contents_of(folder, complaints)
    rules.check_keys()
    data, demo = rules.files()
    return Manifest(
        name=rules.name(),
        title=rules.text("title"),
        version=rules.version(),
        license=rules.text("license"),
        folder=folder,
        summary=rules.text("summary"),
        category=rules.text("category"),
        author=rules.text("author"),
        depends=rules.depends(),
        external_dependencies=rules.externals(),
        data=data,
        demo=demo,
        auto_install=rules.flag("auto_install"),
        application=rules.flag("application"),
        hooks=rules.hooks(has_code=contents.has_code),
        has_code=contents.has_code,
        digest=contents.digest,
        lines={key: entry.line for key, entry in entries.items()},
    )
