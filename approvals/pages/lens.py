"""What the visitor narrows a list to, as addresses and forms carry it; names of people and enterprises stay closed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from approvals.lists.narrowing import Limit, Order
from kernel.errors import Invalid
from kernel.web import platform
from kernel.web.inputs import number_in
from kernel.web.registers.words import opened, sealed

PLACE, LONGEST, NAME = "workbench", 80, 200
NAMES = ("fm", "fo", "fs", "fl", "fp", "fe", "sort", "as", "fb")
"""The arguments: matter, office, step, limit, person, enterprise, order, whom the visitor stands in for, and a label."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name that is looked for, and the same as an address carries it."""

    words: str = ""
    closed: str = ""


ANYBODY = Name()


@dataclass(frozen=True, slots=True)
class Lens:
    """Matter, office, step, limit, person, enterprise and label of a list, its order, and whose list it is."""

    matter: str = ""
    office: int = 0
    step: str = ""
    limit: Limit | None = None
    person: Name = ANYBODY
    firm: Name = ANYBODY
    order: Order = Order.DUE
    proxy: str = ""
    label: int = 0

    def arguments(self) -> dict[str, str]:
        """The same as arguments of an address; what is usual is left out."""
        order = "" if self.order is Order.DUE else self.order.value
        written = (
            *(self.matter, str(self.office or ""), self.step, self.limit.value if self.limit else ""),
            *(self.person.closed, self.firm.closed, order, self.proxy, str(self.label or "")),
        )
        return {name: value for name, value in zip(NAMES, written, strict=True) if value}

    def without(self, *names: str) -> "Lens":
        """The same with these left open."""
        return replace(self, **{name: getattr(OPEN, name) for name in names})

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return self.without("order", "proxy") != OPEN


OPEN = Lens()


def lens_in(given: Mapping[str, Any]) -> Lens:
    """What an address or a form asks for; what makes no sense asks for nothing."""
    words = (str(given.get(name, "")) for name in NAMES)
    matter, office, step, limit, person, firm, order, proxy, label = words
    return Lens(
        matter=matter[:NAME],
        office=number_in(office) or 0,
        step=step[:NAME],
        limit=Limit(limit) if limit in set(Limit) else None,
        person=_opened(person),
        firm=_opened(firm),
        order=Order(order) if order in set(Order) else Order.DUE,
        proxy=proxy[:NAME],
        label=number_in(label) or 0,
    )


def lens_typed(form: Mapping[str, Any]) -> Lens:
    """The same with the names as they were typed."""
    return replace(lens_in(form), person=_typed(form, "person"), firm=_typed(form, "firm"))


def _typed(form: Mapping[str, Any], field: str) -> Name:
    words = " ".join(str(form.get(field, "")).split())[:LONGEST]
    return Name(words, sealed(platform().keys, words, place=PLACE)) if words else ANYBODY


def _opened(token: str) -> Name:
    try:
        words = opened(platform().keys, token, place=PLACE)
    except Invalid:
        return ANYBODY
    return Name(words, token) if words else ANYBODY
