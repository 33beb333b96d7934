"""One declaration of a register: FAB's view of a table, drawn by our own lists from one Core select."""

from collections.abc import Callable
from typing import Any, ClassVar

from sqlalchemy import ColumnElement

from kernel.access import resource_of
from kernel.text import Text
from kernel.web.registers.acts import BulkAct, RowAct
from kernel.web.registers.columns import Column, Join
from kernel.web.registers.fab import TamedView
from kernel.web.registers.filters import Filter, StandingView
from kernel.web.registers.reader import Reader
from kernel.web.registers.writing import Writing
from kernel.web.registers.writing_pages import ROUTES, WritingPages

READING = frozenset({"list", "show"})


class RegisterView(WritingPages, TamedView):
    """A register as it is declared; see the package for what each name means."""

    title: Any = Text("登记簿", "Register")
    unit: ClassVar[Text] = Text("条", "")
    name: ClassVar[str] = ""
    columns: ClassVar[tuple[Column, ...]] = ()
    joins: ClassVar[tuple[Join, ...]] = ()
    filters: ClassVar[tuple[Filter, ...]] = ()
    search: ClassVar[Callable[[str, Reader], ColumnElement[bool]] | None] = None
    search_hint: ClassVar[Text] = Text("搜索", "Search")
    views: ClassVar[tuple[StandingView, ...]] = ()
    order: ClassVar[str] = ""
    heading: ClassVar[str] = ""
    writing: ClassVar[Writing | None] = None
    row_acts: ClassVar[tuple[RowAct, ...]] = ()
    bulk_acts: ClassVar[tuple[BulkAct, ...]] = ()
    method_permission_name: Any = {"show": "list"}  # noqa: RUF012 FAB copies it

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if not cls.columns:
            # a view of FAB's own making keeps FAB's permissions
            cls.method_permission_name = None
            return
        cls.name = cls.__dict__.get("name") or str(cls.route_base).rpartition("/")[2]
        cls.heading = cls.__dict__.get("heading") or cls.columns[0].name
        cls.class_permission_name = cls.__dict__.get("class_permission_name") or resource_of(
            cls.datamodel.obj
        )
        cls.include_route_methods = set(READING | (ROUTES if cls.writing is not None else frozenset()))
