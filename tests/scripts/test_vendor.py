"""What the browser gets is what the licence list says, byte for byte, and nothing else lies there."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from scripts import vendor

ENTRIES = json.loads(vendor.LIST.read_text())
FOLDERS = sorted({entry["folder"] for entry in ENTRIES})
ROW = re.compile(
    r"^\| (?P<package>\S+) \| (?P<version>\S+) \| \S+ \| (?P<file>\S+) \| (?P<digest>[0-9a-f]{64}) \|$", re.M
)


@pytest.mark.parametrize("folder", FOLDERS)
def test_committed_files_are_the_listed_ones(folder: str) -> None:
    listed = {row["file"]: row["digest"] for row in ROW.finditer((Path(folder) / vendor.PAGE).read_text())}
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in Path(folder).iterdir()}
    del there[vendor.PAGE]
    assert there == listed


def test_listed_versions_are_the_ones_asked_for() -> None:
    pages = "".join((Path(folder) / vendor.PAGE).read_text() for folder in FOLDERS)
    listed = {(row["package"], row["version"]) for row in ROW.finditer(pages)}
    assert listed == {(entry["package"], entry["version"]) for entry in ENTRIES}
