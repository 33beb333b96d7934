"""Plugin folders for the manifest's tests."""

from pathlib import Path
from typing import Any

GOOD: dict[str, Any] = {
    "name": "alpha",
    "title": "甲",
    "version": "1.0.0",
    "depends": [],
    "data": [],
    "license": "MIT",
}


def make_plugin(parent: Path, name: str = "alpha", **keys: Any) -> Path:
    """A folder with a manifest of one key a line; a key that is None is left out."""
    said = {**GOOD, "name": name, **keys}
    rows = [f"    {key!r}: {value!r}," for key, value in said.items() if value is not None]
    return make_written(parent, "\n".join(["{", *rows, "}"]), name=name)


def make_written(parent: Path, text: str | bytes, *, name: str = "alpha") -> Path:
    """A folder whose manifest is exactly this."""
    folder = parent / name
    folder.mkdir(parents=True)
    content = text.encode() if isinstance(text, str) else text
    (folder / "__manifest__.py").write_bytes(content)
    return folder


def make_file(folder: Path, file: str, text: str = "id\n") -> Path:
    """A file inside a plugin."""
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
