"""What a plugin needs from the machine, and what of it is missing."""

import re
import shutil
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec

from kernel.manifest.model import Manifest

KINDS = ("python", "bin")
NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._+-]{0,80}[A-Za-z0-9+])?")


@dataclass(frozen=True, slots=True)
class External:
    """A Python distribution or module, or a program on the PATH."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"


def missing_externals(manifest: Manifest) -> list[External]:
    """The external dependencies this machine does not have, in the order of the manifest."""
    wanted = [External(kind, name) for kind in KINDS for name in manifest.external_dependencies.get(kind, ())]
    return [external for external in wanted if not _present(external)]


def _present(external: External) -> bool:
    if external.kind == "bin":
        return shutil.which(external.name) is not None
    return _distributed(external.name) or _importable(external.name)


def _distributed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def _importable(name: str) -> bool:
    # A dotted name would import its parent; only top-level modules are looked for.
    if not name.isidentifier():
        return False
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False
