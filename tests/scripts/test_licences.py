"""No package without a licence we may use, and none that is not pinned."""

from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts import licences


@pytest.mark.parametrize(
    "licence", ["", "UNKNOWN", "AGPL-3.0-only", "GNU Affero General Public License v3", "GPLv3"]
)
def test_licence_that_binds_the_platform_or_is_missing_is_refused(licence: str) -> None:
    assert licences.refused(licence)


@pytest.mark.parametrize("licence", ["MIT", "LGPL-3.0-only", "GNU Lesser General Public License v3 (LGPLv3)"])
def test_licence_that_leaves_the_platform_free_passes(licence: str) -> None:
    assert not licences.refused(licence)


def test_everything_the_platform_runs_on_is_pinned() -> None:
    pinned = {canonicalize_name(name): version for name, version in licences.pins(Path("requirements.txt"))}
    for name, version in pinned.items():
        assert distribution(name).version == version
        for line in distribution(name).requires or []:
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                assert canonicalize_name(needed.name) in pinned, f"{name} needs {needed.name}"


def test_no_requirement_says_where_to_fetch_it() -> None:
    for path in licences.LISTS.values():
        lines = path.read_text().splitlines()
        assert not [line for line in lines if "://" in line or line.startswith("--")]
