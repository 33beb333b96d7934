"""One declaration of a register: FAB's view of a table, drawn by our own lists from one Core select."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from sqlalchemy import ColumnElement

from kernel.access import resource_of
from kernel.text import Text
from kernel.web.registers.acts import BulkAct, RowAct
from kernel.web.registers.columns import Column, Join
from kernel.web.registers.fab import TamedView
from kernel.web.registers.filters import Filter, StandingView
from kernel.web.registers.question import Question, asked
from kernel.web.registers.reader import Reader
from kernel.web.registers.reading_pages import READING, ReadingPages
from kernel.web.registers.writing import Writing
from kernel.web.registers.writing_pages import WritingPages, routes_of

SHARED: Mapping[str, str] = MappingProxyType(
    {"show": "list", "find": "list", "keep": "list", "forget": "list", "pick": "export"}
)
"""The permission under which a method goes whose own name is none."""


class RegisterView(ReadingPages, WritingPages, TamedView):
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
    show_template = "registers/show.html"
    method_permission_name: Any = SHARED
    _by_name: ClassVar[Mapping[str, Column]] = {}
    _standing: ClassVar[Mapping[str, Question]] = {}

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if not cls.columns:
            # a view of FAB's own making keeps FAB's permissions and templates
            cls.method_permission_name = None
            cls.show_template = TamedView.show_template
            return
        cls.name = cls.__dict__.get("name") or str(cls.route_base).rpartition("/")[2]
        cls.heading = cls.__dict__.get("heading") or cls.columns[0].name
        own = cls.__dict__.get("class_permission_name")
        cls.class_permission_name = own or resource_of(cls.datamodel.obj)
        cls.include_route_methods = set(READING | routes_of(cls.writing))
        cls._by_name = {column.name: column for column in cls.columns}
        cls._standing = {one.name: cls.question(_pairs(one)) for one in cls.views}

    @classmethod
    def column(cls, name: str) -> Column:
        """The column of that name."""
        return cls._by_name[name]

    @classmethod
    def asked_by(cls, standing: StandingView) -> Question:
        """The question that a standing view asks."""
        return cls._standing[standing.name]

    @classmethod
    def question(cls, arguments: Any) -> Question:
        """The question that the arguments of an address ask of this register."""
        return asked(cls.columns, cls.filters, arguments)

    @classmethod
    def listed(cls) -> tuple[str, ...]:
        """The columns of the list for those who chose none."""
        return tuple(column.name for column in cls.columns if column.listed)

    @property
    def has_search(self) -> bool:
        """Whether one can search in it by words."""
        return type(self).search is not None

    @property
    def add_endpoint(self) -> str:
        """Where a row is added; empty when none can be."""
        return self._route("add") if self.writing is not None and self.writing.add is not None else ""

    @property
    def edit_endpoint(self) -> str:
        """Where a row is changed; empty when none can be."""
        return self._route("edit") if self.writing is not None and self.writing.edit is not None else ""

    @property
    def import_endpoint(self) -> str:
        """Where a sheet is imported; empty when none can be."""
        return self._route("import_sheet")

    @property
    def resource(self) -> str:
        """What the permissions are on."""
        return str(self.class_permission_name)

    def more(self, reader: Reader, row: Any) -> dict[str, Any]:  # noqa: ARG002 a register's own may ask both
        """What the template of the show page needs besides the row."""
        return {}

    def _route(self, method: str) -> str:
        return f"{self.endpoint}.{method}" if method in self.include_route_methods else ""

    def _init_titles(self) -> None:
        # FAB would call it “List Workday”
        if not self.columns:
            super()._init_titles()

    def _init_forms(self) -> None:
        # FAB would make forms of every column, related tables included
        if not self.columns:
            super()._init_forms()


def _pairs(standing: StandingView) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in standing.asked.items()
        for value in ((values,) if isinstance(values, str) else values)
    ]
