"""Synthetic certificates and their holders, made as a test needs them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from addons.certificates import service
from addons.certificates.models import Certificate
from addons.certificates.numbers import SAFETY, written
from tests.addons.parties.town import PROVINCE, Town

SAFETY_TYPE = "certificates.safety"


@dataclass
class Ledger(Town):
    """A town whose people hold certificates that the province issued."""

    serial: int = 0

    def number_of(self, category: str = "A", year: int = 2023) -> str:
        """A number that nobody here has yet."""
        self.serial += 1
        return written(SAFETY, category=category, year=year, serial=self.serial)

    def certificate(self, **changes: Any) -> Certificate:
        """A certificate issued on 11 March 2023 that ends today, unless told otherwise."""
        category = changes.get("category", "A")
        wanted: dict[str, Any] = {
            "type": SAFETY_TYPE,
            "category": category,
            "issued_on": date(2023, 3, 11),
            "valid_to": date(2026, 3, 10),
            "actor": "test",
            "now": self.now,
        } | changes
        for name, made in (
            ("number", lambda: self.number_of(category)),
            ("holder", lambda: self.person().id),
            ("enterprise", lambda: self.enterprise().id),
            ("office", lambda: self.office(PROVINCE).id),
        ):
            if name not in wanted:
                wanted[name] = made()
        return service.issue(self.session, **wanted)
