"""The licence of every pinned package, as it says itself, in docs/licences.md; AGPL or none is refused.

python -m scripts.licences            fails when docs/licences.md is not up to date
python -m scripts.licences --write    writes it
"""

import re
import sys
from importlib.metadata import Distribution, distribution
from pathlib import Path

PAGE = Path("docs/licences.md")
LISTS = {"The platform": Path("requirements.txt"), "The gate and the tests": Path("requirements-dev.txt")}
REFUSED = re.compile(
    r"AGPL|Affero|(?<!L)(?<!Lesser )GPL|(?<!Lesser )General Public|SSPL|Business Source", re.I
)
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>\S+)$", re.M)
LONG = 40


def main(write: bool) -> int:
    """Writes or compares the page; answers the exit status."""
    rows = {title: table_of(pins(path)) for title, path in LISTS.items()}
    wrong = [row for table in rows.values() for row in table if refused(row[2])]
    for name, version, licence in wrong:
        print(f"{name} {version}: {licence or 'no licence given'}: choose another package")
    page = rendered(rows)
    if write:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page:
        print(f"{PAGE} is not up to date: make licences")
        return 1
    return bool(wrong)


def pins(path: Path) -> list[tuple[str, str]]:
    """Name and version of each pinned package of a requirements file."""
    return [(match["name"], match["version"]) for match in PIN.finditer(path.read_text(encoding="utf-8"))]


def table_of(packages: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Name, version and licence of each package."""
    return [(name, version, licence_of(distribution(name))) for name, version in packages]


def licence_of(package: Distribution) -> str:
    """What the package declares: its expression, else its classifiers, else its short licence field."""
    metadata = package.metadata
    if "License-Expression" in metadata:
        return metadata["License-Expression"]
    named = [
        classifier.rsplit(" :: ", 1)[1]
        for classifier in metadata.get_all("Classifier") or []
        if classifier.startswith("License ::") and not classifier.endswith("OSI Approved")
    ]
    field = str((metadata.get_all("License") or [""])[0]).strip()
    return ", ".join(named) or (field if len(field) <= LONG else "")


def refused(licence: str) -> bool:
    """Whether the platform may not stand on such a package."""
    return not licence or licence.upper() == "UNKNOWN" or bool(REFUSED.search(licence))


def rendered(rows: dict[str, list[tuple[str, str, str]]]) -> str:
    """The page."""
    origin = "Made by `make licences` from the packages' own metadata; `make check` compares."
    lines = ["# Licences of the packages", "", origin]
    for title, table in rows.items():
        lines += ["", f"## {title}", "", "| package | version | licence |", "|---|---|---|"]
        lines += [f"| {name} | {version} | {licence} |" for name, version, licence in table]
    lines += ["", "What the browser gets is listed in `app/static/vendor/LICENCES.md`.", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(write="--write" in sys.argv[1:]))
