"""What the visitor narrows a list to, as addresses and forms carry it; names of people stay closed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from approvals.narrowing import Limit, Order
from kernel.errors import Invalid
from kernel.web import platform
from kernel.web.inputs import number_in
from kernel.web.registers.words import opened, sealed

PLACE, LONGEST, NAME = "workbench", 80, 200
NAMES = ("fm", "fo", "fs", "fl", "fw", "sort", "as")
"""The arguments: matter, office, step, limit, words, order, and whom the visitor stands in for."""


@dataclass(frozen=True, slots=True)
class Lens:
    """Matter, office, step, limit and words of a list, its order, and whose list it is."""

    matter: str = ""
    office: int = 0
    step: str = ""
    limit: Limit | None = None
    words: str = ""
    order: Order = Order.DUE
    proxy: str = ""
    closed: str = ""
    """The words as an address carries them."""

    def arguments(self) -> dict[str, str]:
        """The same as arguments of an address; what is usual is left out."""
        order = "" if self.order is Order.DUE else self.order.value
        written = (
            *(self.matter, str(self.office or ""), self.step, self.limit.value if self.limit else ""),
            *(self.closed, order, self.proxy),
        )
        return {name: value for name, value in zip(NAMES, written, strict=True) if value}

    def without(self, *names: str) -> "Lens":
        """The same with these left open."""
        return replace(self, **{name: getattr(OPEN, name) for name in names})

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.matter or self.office or self.step or self.limit or self.words)


OPEN = Lens()


def lens_in(given: Mapping[str, Any]) -> Lens:
    """What an address or a form asks for; what makes no sense asks for nothing."""
    matter, office, step, limit, closed, order, proxy = (str(given.get(name, "")) for name in NAMES)
    words = _opened(closed)
    return Lens(
        matter=matter[:NAME],
        office=number_in(office) or 0,
        step=step[:NAME],
        limit=Limit(limit) if limit in set(Limit) else None,
        words=words,
        order=Order(order) if order in set(Order) else Order.DUE,
        proxy=proxy[:NAME],
        closed=closed if words else "",
    )


def lens_typed(form: Mapping[str, Any]) -> Lens:
    """The same with the words as they were typed."""
    words = " ".join(str(form.get("words", "")).split())[:LONGEST]
    return replace(lens_in(form), words=words, closed=sealed(platform().keys, words, place=PLACE))


def _opened(token: str) -> str:
    try:
        return opened(platform().keys, token, place=PLACE)
    except Invalid:
        return ""
