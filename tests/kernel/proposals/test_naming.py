"""Whether a definition names another: as a word of its own, wherever it stands."""

import pytest

from kernel.proposals.naming import names_it

NAME = "studio.survey"


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ({"form": NAME}, True),
        ({"rows": [{"check": {NAME: 1}}]}, True),
        ({"when": f"matter == '{NAME}' and open"}, True),
        (f"见 {NAME}.", True),
        ({"form": f"{NAME}_2"}, False),
        ({"form": f"{NAME}.section"}, False),
        ({"form": f"x.{NAME}"}, False),
        ({"form": "studio.surve"}, False),
        (("studio", "survey", 3, None, True), False),
    ],
)
def test_only_the_whole_name_counts(value: object, named: bool) -> None:
    assert names_it(value, NAME) is named
