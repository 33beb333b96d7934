"""FAB's views of a table, tamed: declared access, no commit of their own, read-only unless opened."""

from types import MappingProxyType
from typing import Any, ClassVar

from flask import request
from flask_appbuilder import ModelView
from flask_appbuilder.models.sqla.interface import SQLAInterface

from kernel.errors import Invalid, NotFound
from kernel.text import Text
from kernel.web.inputs import number_in
from kernel.web.routes import MenuItem

PAGING = MappingProxyType({"psize_": 1_000, "page_": 1_000_000})
"""What FAB looks for in the names of arguments, and the largest number that makes sense there."""


class RegisterInterface(SQLAInterface):
    """FAB's access to a mapped class, except that writes flush and the page commits."""

    def get(self, id: Any, *args: Any, **kwargs: Any) -> Any:
        # a whole number as key, and what was asked for is none that a row has: no such row
        if self.is_pk_uncountable(id):
            return None
        return super().get(id, *args, **kwargs)

    def is_pk_uncountable(self, key: Any) -> bool:
        """Whether the key is a number and this is none that it can be."""
        name = self.get_pk_name()
        return isinstance(name, str) and self.is_integer(name) and number_in(str(key)) is None

    def add(self, item: Any, commit: bool = True) -> None:  # noqa: ARG002 FAB's signature
        self.session.add(item)
        self.session.flush()

    def edit(self, item: Any, commit: bool = True) -> None:  # noqa: ARG002 FAB's signature
        self.session.merge(item)
        self.session.flush()

    def delete(self, item: Any, commit: bool = True) -> None:  # noqa: ARG002 FAB's signature
        self._delete_files(item)
        self.session.delete(item)
        self.session.flush()

    def delete_all(self, items: list[Any]) -> None:
        for item in items:
            self.delete(item)


class TamedView(ModelView):
    """FAB's view without what FAB writes; acts on it are pages that call a service."""

    include_route_methods: ClassVar[set[str]] = {"list", "show"}
    menu: ClassVar[MenuItem | None] = None
    page_size = 50

    def _list(self, **kwargs: Any) -> Any:
        refuse_unreachable()
        return super()._list(**kwargs)

    def _show(self, pk: str) -> Any:
        refuse_unreachable()
        return super()._show(pk)

    # FAB exposes both, and neither narrows the rows; without `expose` they are no routes
    def action(self, name: str, pk: str) -> Any:  # noqa: ARG002 FAB's signature
        """No act of FAB's on a row: acts are pages that call a service."""
        raise _no_act()

    def action_post(self) -> Any:
        """No act of FAB's on the rows selected either."""
        raise _no_act()

    def update_redirect(self) -> None:
        """FAB keeps whole addresses, Host header included, in the session; we go back by links."""


def _no_act() -> NotFound:
    return NotFound(
        Text("没有这项操作。", "There is no such act."),
        remedy=Text("请从页面上的按钮操作。", "Use the buttons of the page."),
    )


def refuse_unreachable() -> None:
    """Nothing when FAB can read the page asked for; it would fail on what is no number."""
    for name, value in request.args.items(multi=True):
        most = next((most for word, most in PAGING.items() if word in name), None)
        if most is not None and number_in(value, most=most) is None:
            raise Invalid(
                Text(f"“{value[:40]}”不是页码。", f"“{value[:40]}” is no page of a list."),
                remedy=Text(f"请用 0 到 {most} 的整数。", f"Use a whole number from 0 to {most}."),
                place=name,
            )
