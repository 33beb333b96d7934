"""One rule of a licensing office, and the same written by hand in Python: what the bench compares."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from kernel.expressions import compiled
from kernel.expressions.library.dates import add_months

SOURCE = (
    'applicant_type == "person" and add_months(expiry, -3) <= today'
    ' and (amount * 3 + 2) / 4 > 10 and region in ["2201", "2202"]'
)
FACTS: dict[str, Any] = {
    "applicant_type": "person",
    "expiry": date(2027, 1, 31),
    "today": date(2026, 11, 20),
    "amount": Decimal("128.50"),
    "region": "2202",
}


def by_hand(facts: dict[str, Any]) -> bool:
    """The rule as a programmer writes it."""
    return (
        facts["applicant_type"] == "person"
        and add_months(facts["expiry"], -3) <= facts["today"]
        and (facts["amount"] * 3 + 2) / 4 > 10
        and facts["region"] in ["2201", "2202"]
    )


def acts() -> tuple[Callable[[], object], Callable[[], object]]:
    """The floor and ours, each evaluating the rule once; both answer true."""
    rule = compiled(SOURCE, names=FACTS)
    return lambda: by_hand(FACTS), lambda: rule.value(FACTS)
