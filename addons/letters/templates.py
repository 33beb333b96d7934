"""Where the docx of a letter lies: among the product's, or in the folder `letters` of a plugin."""

from collections.abc import Iterable
from pathlib import Path

import addons
from addons.letters.definition import REFERENCE
from kernel.errors import NotFound
from kernel.text import Text

PRODUCT = Path(__file__).resolve().parents[2] / "templates" / "letters"
FOLDER = "letters"


def path_of(reference: str, parents: Iterable[Path] = ()) -> Path | None:
    """The file; `parents` are folders of plugins beside those that are known already."""
    found = REFERENCE.fullmatch(reference)
    if found is None:
        return None
    if found["plugin"] is None:
        path = PRODUCT / found["file"]
        return path if path.is_file() else None
    for parent in (*map(Path, addons.__path__), *parents):
        path = parent / found["plugin"] / FOLDER / found["file"]
        if path.is_file():
            return path
    return None


def is_in_sight(reference: str) -> bool:
    """Whether the folder is known in which the file would lie; an uploaded pack's is known to a running site only."""
    found = REFERENCE.fullmatch(reference)
    if found is None or found["plugin"] is None:
        return True
    return any((Path(parent) / found["plugin"]).is_dir() for parent in addons.__path__)


def content_of(reference: str, parents: Iterable[Path] = ()) -> bytes:
    """The docx, or a refusal when it is not there."""
    path = path_of(reference, parents)
    if path is None:
        raise NotFound(
            Text(f"没有文书底稿 {reference}。", f"There is no letter template {reference}."),
            remedy=Text(
                "请把 docx 放进插件的 letters 文件夹，或改用产品自带的底稿。",
                "Put the docx into the plugin's folder `letters`, or use one of the product's.",
            ),
            place=reference,
        )
    return path.read_bytes()
