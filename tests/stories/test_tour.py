"""The tour leads to files that are there."""

import re

from tests.kernel.install.house import ROOT

TOUR = ROOT / "docs" / "tour.md"
PLACE = re.compile(r"\b(?:app|kernel|forms|approvals|addons|tests)/[\w/]+(?:\.(?:py|yaml|csv))?\b")


def test_every_file_that_the_tour_names_exists():
    named = set(PLACE.findall(TOUR.read_text("utf-8")))
    folders = (ROOT, ROOT / "addons" / "pack_jilin")
    assert {place for place in named if not any((folder / place).exists() for folder in folders)} == set()
