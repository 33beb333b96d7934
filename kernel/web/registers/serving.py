"""Register views as pages of a plugin: FAB registers them, the guard knows their permissions."""

from collections.abc import Sequence
from typing import Any

from flask import Flask

from kernel.web.registers.api import api_of
from kernel.web.registers.fab import TamedView
from kernel.web.routes import Link, Pages


class Registers(Pages):
    """Register views as pages of a plugin: the permissions are FAB's own, such as `can_list` and `can_edit`."""

    def __init__(
        self,
        name: str,
        import_name: str,
        *,
        views: Sequence[type[TamedView]],
        template_folder: str | None = None,
    ) -> None:
        super().__init__(name, import_name, template_folder=template_folder)
        self.views = views
        for view in views:
            resource = view.class_permission_name or view.__name__
            for method in sorted(view.include_route_methods):
                self.access[f"{view.__name__}.{method}"] = (f"can_{permission_of(view, method)}", resource)
            if view.menu is not None:
                endpoint = f"{view.__name__}.list"
                self.links.append(Link(view.menu, endpoint, self.access[endpoint]))
        self.apis = [api_of(view) for view in views if getattr(view, "columns", ())]
        for api in self.apis:
            for method in sorted(api.include_route_methods or ()):
                permission = f"can_{api.method_permission_name[method]}"
                self.access[f"{api.__name__}.{method}"] = (permission, str(api.class_permission_name))

    def register(self, app: Flask) -> None:
        """The views belong to FAB where there is one; a rehearsal without it learns their access only."""
        super().register(app)
        builder: Any = app.extensions.get("appbuilder")
        if builder is not None:
            with app.app_context():
                for view in self.views:
                    builder.add_view_no_menu(view)
                for api in self.apis:
                    builder.add_api(api)


def permission_of(view: type[TamedView], method: str) -> str:
    """The permission that FAB asks for before the method, without its prefix."""
    renamed: dict[str, str] = view.method_permission_name or {}
    own: str = getattr(getattr(view, method), "_permission_name", method)
    return renamed.get(method) or own
