"""The folder of a plugin: its digest, whether it carries code, and no way out of it."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kernel.manifest.complaints import Complaints, printable
from kernel.manifest.model import MANIFEST
from kernel.text import Text

# Left out of the digest: what Python and git write there by themselves.
UNCOUNTED = frozenset({"__pycache__", ".git"})
CODE = frozenset({".py", ".pyc", ".pyd", ".so"})
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Contents:
    """What was seen of a folder."""

    digest: str
    has_code: bool


def contents_of(folder: Path, complaints: Complaints) -> Contents:
    """The digest over names and bytes of all files; links out and special files are noted."""
    root = folder.resolve()
    files = sorted(_files(root), key=os.fsencode)
    total = hashlib.sha256()
    for file in files:
        path = root / file
        name = os.fsencode(file)
        total.update(len(name).to_bytes(4, "big") + name)
        if path.is_symlink():
            _check_link(root, file, complaints)
            total.update(b"link" + hashlib.sha256(os.fsencode(path.readlink())).digest())
        elif path.is_file():
            total.update(b"file" + _digest(path))
        else:
            complaints.at_file(
                file,
                Text("这不是普通文件。", "This is not an ordinary file."),
                Text("请从插件文件夹移走它。", "Take it out of the plugin's folder."),
            )
    return Contents(total.hexdigest(), any(_is_code(file) for file in files))


def _files(root: Path) -> Iterator[str]:
    """Relative posix paths of all files, links to folders included and not followed."""
    for folder, folders, files in os.walk(root, onerror=_raise):
        folders[:] = [name for name in folders if name not in UNCOUNTED]
        here = Path(folder)
        links = [name for name in folders if (here / name).is_symlink()]
        inner = here.relative_to(root).as_posix()
        for name in [*files, *links]:
            yield name if inner == "." else f"{inner}/{name}"


def _raise(error: OSError) -> None:
    raise error


def stays_inside(root: Path, path: Path) -> bool:
    """Whether a path leads, through all its links, to something that exists inside the resolved folder."""
    try:
        real = os.path.realpath(path, strict=True)
    except OSError:
        return False
    return real == str(root) or real.startswith(f"{root}{os.sep}")


def _check_link(root: Path, file: str, complaints: Complaints) -> None:
    if stays_inside(root, root / file):
        return
    complaints.at_file(
        file,
        Text(
            f"「{printable(file)}」是指向插件之外或不存在之处的链接。",
            f"“{printable(file)}” is a link out of the plugin or to nowhere.",
        ),
        Text("请放入真实文件，或删去链接。", "Put the real file there or remove the link."),
    )


def _digest(path: Path) -> bytes:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.digest()


def _is_code(file: str) -> bool:
    return Path(file).suffix in CODE and file != MANIFEST and not file.startswith("tests/")
