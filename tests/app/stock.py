"""A view as Flask-AppBuilder means them: rows are deleted and acted on by its own routes."""

from typing import Any

from flask_appbuilder.actions import action

from kernel.models import Workday
from kernel.seams import pages
from kernel.web import Pages
from kernel.web.registers import RegisterInterface, Registers
from kernel.web.registers.fab import TamedView

ERASED: list[Any] = []
"""Rows that the act was done on."""


class Stock(TamedView):
    """Days off, with everything that FAB offers to do to them."""

    datamodel = RegisterInterface(Workday)
    route_base = "/stock"
    base_permissions = ("can_list", "can_show", "can_delete", "erase")
    include_route_methods = {"list", "show", "delete", "action", "action_post"}  # noqa: RUF012 as FAB has it

    @action("erase", "Erase", "Are you sure?")
    def erase(self, items: Any) -> str:
        """The rows are noted."""
        ERASED.append(items)
        return ""


stock = Registers("stock", __name__, views=(Stock,))


@pages("stock")
def stock_pages() -> Pages:
    """The view of the test."""
    return stock
