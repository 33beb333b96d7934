"""Copies the browser's packages of vendor.json out of npm into the tree, with their licences and digests.

Run by hand when a version changes (make vendor); the copies are committed and nothing is fetched later.
"""

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LIST = Path("scripts/vendor.json")
PAGE = "LICENCES.md"
ALLOWED = {"MIT", "ISC", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "MPL-2.0"}
HEAD = "| package | version | licence | file | sha256 |\n|---|---|---|---|---|\n"


@dataclass(frozen=True)
class Vendored:
    """One committed copy."""

    package: str
    version: str
    licence: str
    path: Path

    def row(self) -> str:
        """Its line in the licence list."""
        digest = hashlib.sha256(self.path.read_bytes()).hexdigest()
        return f"| {self.package} | {self.version} | {self.licence} | {self.path.name} | {digest} |\n"


def main() -> None:
    """Fetches every package and writes one licence list in each folder."""
    copies: defaultdict[Path, list[Vendored]] = defaultdict(list)
    for entry in json.loads(LIST.read_text(encoding="utf-8")):
        copies[Path(entry["folder"])] += copied(entry)
    for folder, files in copies.items():
        page = "# What lies here, fetched by `make vendor`\n\n" + HEAD + "".join(file.row() for file in files)
        (folder / PAGE).write_text(page, encoding="utf-8")


def copied(entry: dict[str, Any]) -> list[Vendored]:
    """The files of one package, with its licence beside them."""
    name, version, folder = entry["package"], entry["version"], Path(entry["folder"])
    with tempfile.TemporaryDirectory() as temporary:
        command = ["npm", "pack", "--silent", "--pack-destination", temporary, f"{name}@{version}"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(next(Path(temporary).glob("*.tgz"))) as archive:
            licence = json.loads(content(archive, "package.json"))["license"]
            if licence not in ALLOWED:
                sys.exit(f"{name} {version}: licence {licence}: choose another package")
            targets = {
                **entry["files"],
                entry["licence"]: f"{name.lstrip('@').replace('/', '-')}.LICENCE.txt",
            }
            files = []
            for source, target in targets.items():
                path = folder / target
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content(archive, source))
                files.append(Vendored(name, version, licence, path))
    return files


def content(archive: tarfile.TarFile, name: str) -> bytes:
    """One file of the package."""
    member = archive.extractfile(f"package/{name}")
    if member is None:
        sys.exit(f"{name} is not in {archive.name!r}")
    return member.read()


if __name__ == "__main__":
    main()
