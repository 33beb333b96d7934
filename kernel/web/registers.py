"""FAB's views of a table, tamed: declared access, no commit of their own, read-only unless opened."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any, ClassVar

from flask import Flask, request
from flask_appbuilder import ModelView
from flask_appbuilder.models.sqla.interface import SQLAInterface

from kernel.errors import Invalid
from kernel.text import Text
from kernel.web.inputs import number_in
from kernel.web.routes import Link, MenuItem, Pages

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


class RegisterView(ModelView):
    """A register that is listed and shown; acts on it are pages that call a service."""

    include_route_methods: ClassVar[set[str]] = {"list", "show"}
    menu: ClassVar[MenuItem | None] = None
    page_size = 50

    def _list(self, **kwargs: Any) -> Any:
        refuse_unreachable()
        return super()._list(**kwargs)

    def _show(self, pk: str) -> Any:
        refuse_unreachable()
        return super()._show(pk)

    def update_redirect(self) -> None:
        """FAB keeps whole addresses, Host header included, in the session; we go back by links."""


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


class Registers(Pages):
    """Register views as pages of a plugin: the permissions are FAB's own, `can_list` and `can_show`."""

    def __init__(self, name: str, import_name: str, *, views: Sequence[type[RegisterView]]) -> None:
        super().__init__(name, import_name)
        self.views = views
        for view in views:
            resource = view.class_permission_name or view.__name__
            for method in sorted(view.include_route_methods):
                self.access[f"{view.__name__}.{method}"] = (f"can_{method}", resource)
            if view.menu is not None:
                endpoint = f"{view.__name__}.list"
                self.links.append(Link(view.menu, endpoint, self.access[endpoint]))

    def register(self, app: Flask) -> None:
        """The views belong to FAB where there is one; a rehearsal without it learns their access only."""
        super().register(app)
        builder: Any = app.extensions.get("appbuilder")
        if builder is not None:
            with app.app_context():
                for view in self.views:
                    builder.add_view_no_menu(view)
