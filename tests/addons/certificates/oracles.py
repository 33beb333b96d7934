"""Days counted another way than the product counts them."""

from datetime import date

# it comes with the framework, without type hints of its own
from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]


def months_later(day: date, months: int) -> date:
    """The day so many months later, as dateutil clamps it."""
    found: date = day + relativedelta(months=months)
    return found
