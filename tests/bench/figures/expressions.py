"""Rules of a renewal beside the same conditions written by hand in Python; the goal is at most ten times."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from kernel.expressions import compiled
from tests.bench.frame import Figure, measure

GOAL = 10.0
Plain = Callable[[Mapping[str, Any]], object]

FACTS: dict[str, object] = {
    "kind": "renewal",
    "category": "B",
    "categories": ["A", "B", "C1", "C2"],
    "employed": True,
    "hours": Decimal("24.5"),
    "fee": Decimal("128.40"),
    "rate": Decimal("0.06"),
    "issued": date(2023, 4, 12),
    "expires": date(2026, 4, 11),
    "today": date(2026, 3, 10),
    "reason": None,
}

RULES: dict[str, tuple[str, Plain]] = {
    "condition": (
        'kind == "renewal" and employed and (category == "A" or category in ["B", "C1"])',
        lambda f: (
            f["kind"] == "renewal"
            and f["employed"]
            and (f["category"] == "A" or f["category"] in ["B", "C1"])
        ),
    ),
    "member of a fact": (
        "category in categories",
        lambda f: f["category"] in f["categories"],
    ),
    "decimals": (
        "fee * (1 + rate) - hours / 2",
        lambda f: f["fee"] * (1 + f["rate"]) - f["hours"] / 2,
    ),
    "dates": (
        "add_days(expires, -90) <= today and today <= expires and days_between(issued, today) > 365",
        lambda f: (
            f["expires"] + timedelta(days=-90) <= f["today"] <= f["expires"]
            and (f["today"] - f["issued"]).days > 365
        ),
    ),
    "choice": (
        '"late" if today > expires else ("reason needed" if reason == None and hours < 32 else "fine")',
        lambda f: (
            "late"
            if f["today"] > f["expires"]
            else ("reason needed" if f["reason"] is None and f["hours"] < 32 else "fine")
        ),
    ),
}


def figure() -> list[Figure]:
    """Each kind of rule; both sides must first answer the same."""
    return [measured(name, source, plain) for name, (source, plain) in RULES.items()]


def measured(name: str, source: str, plain: Plain) -> Figure:
    """One rule, compiled once as the product keeps it."""
    rule = compiled(source)
    if rule.value(FACTS) != plain(FACTS):
        raise AssertionError(f"{source}: {rule.value(FACTS)} is not {plain(FACTS)}")
    return measure(
        f"expressions: {name}",
        floor=lambda: plain(FACTS),
        ours=lambda: rule.value(FACTS),
        goal=GOAL,
        rule=source,
    )
