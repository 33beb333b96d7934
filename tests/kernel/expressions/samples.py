"""Facts and short ways to evaluate a rule or to catch its refusal."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from kernel.errors import ExpressionError
from kernel.expressions import compiled

FACTS: dict[str, Any] = {
    "amount": Decimal("128.50"),
    "count_of_rows": 3,
    "name": "张三",
    "region": "2201",
    "expiry": date(2027, 1, 31),
    "today": date(2026, 11, 20),
    "filed": datetime(2026, 11, 20, 17, 30, tzinfo=UTC),
    "agreed": True,
    "refused": False,
    "nothing": None,
    "picked": ["a", "b"],
    "years": [3, Decimal("1.5"), None],
    "金额": Decimal(12),
}


def value(source: str, **facts: object) -> Any:
    """What a rule yields for the sample facts and these."""
    return compiled(source).value(FACTS | facts)


def refusal(source: str, **facts: object) -> ExpressionError:
    """The error of a rule that must be refused, when it is read or when it is evaluated."""
    with pytest.raises(ExpressionError) as caught:
        value(source, **facts)
    return caught.value
