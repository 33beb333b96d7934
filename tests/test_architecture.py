"""What plugins offer is documented and tested, or the build fails."""

import re
from functools import cache
from pathlib import Path

import pytest

import config
from app.shipped import shipped
from kernel.registry import Entry
from kernel.seams import PAGES, SLOT

OFFERED = [
    entry
    for seam, entries in ((seam, shipped(config.ROOT).entries(seam)) for seam in shipped(config.ROOT).seams)
    for entry in entries
]
BY_ADDRESS = {PAGES.name, SLOT.name}
"""Tested as a browser meets them, so that no test names their function."""

TESTS = Path(__file__).parent


@cache
def text_of_tests() -> str:
    """Every test there is, except for this one."""
    files = [path for path in TESTS.rglob("test_*.py") if path != Path(__file__)]
    return "\n".join(path.read_text("utf-8") for path in files)


def names_in_code(entry: Entry) -> str:
    """How a test names the thing: as the function or class, or as the name at the seam in quotes."""
    quoted = f"[\"']{re.escape(entry.name)}[\"']"
    return rf"\b{re.escape(entry.thing.__name__)}\b|{quoted}"


def title_of(entry: Entry) -> str:
    return f"{entry.seam}:{entry.name}"


@pytest.mark.parametrize("entry", OFFERED, ids=title_of)
def test_everything_offered_at_a_seam_has_a_docstring(entry):
    assert entry.doc.endswith((".", "。")), f"{entry.thing.__module__}.{entry.thing.__qualname__}"


@pytest.mark.parametrize("entry", [one for one in OFFERED if one.seam not in BY_ADDRESS], ids=title_of)
def test_everything_offered_at_a_seam_is_named_in_a_test(entry):
    assert re.search(names_in_code(entry), text_of_tests()), (
        f"no test names {entry.thing.__qualname__} or “{entry.name}”"
    )


def test_every_seam_says_in_both_languages_what_it_offers():
    for seam in shipped(config.ROOT).seams.values():
        assert all((seam.title.zh, seam.title.en, seam.offers.zh, seam.offers.en)), seam.name
