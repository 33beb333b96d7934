"""Routes of a plugin, each with the access it declares, and the main navigation made of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any, TypeVar

from flask import Blueprint, Flask, current_app

from kernel.text import Text
from kernel.web.access import Access, Door, access_map, allowed
from kernel.web.request import EXTENSION, Permission

View = TypeVar("View", bound=Callable[..., Any])


class Area(StrEnum):
    """Which navigation an entry belongs to: of those who work here, or of those who come with a request."""

    OFFICE = "office"
    PORTAL = "portal"
    REGISTERS = "registers"
    """Beside every register: what an office keeps, and how the platform is set up."""


class Group(Enum):
    """Under which heading an entry stands beside the registers."""

    REGISTERS = Text("登记簿", "Registers")
    SYSTEM = Text("系统", "System")


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry of a navigation; it shows to those who may open its route.

    `about` stands beside the title on the start page: what one does there.
    """

    title: Text
    order: int = 100
    about: Text | None = None
    area: Area = Area.OFFICE
    icon: str = ""
    """Its picture beside the registers, and where a phone shows the entry as a tab."""
    group: Group | None = None
    leads_to: Area | None = None
    """The area whose entries it opens; it shows only to those who have any of them."""


@dataclass(frozen=True, slots=True)
class Link:
    """A menu item with its route."""

    item: MenuItem
    endpoint: str
    access: Access


class Pages:
    """Routes of one plugin, each declaring who may open it; `permission` or `public`, nothing by default."""

    def __init__(
        self,
        name: str,
        import_name: str,
        *,
        url_prefix: str | None = None,
        template_folder: str | None = None,
        static_folder: str | None = None,
        within: str = "",
    ) -> None:
        self.within = within
        """The pages whose entry of the navigation these belong to."""
        self.blueprint = Blueprint(
            name,
            import_name,
            url_prefix=url_prefix,
            template_folder=template_folder,
            static_folder=static_folder,
        )
        self.access: dict[str, Access] = {}
        self.links: list[Link] = []
        self.keeps: dict[str, str] = {}
        if static_folder is not None:
            self.access[f"{name}.static"] = Door.PUBLIC

    def get(self, rule: str, **declared: Any) -> Callable[[View], View]:
        """A page that only reads."""
        return self.route(rule, methods=("GET",), **declared)

    def post(self, rule: str, **declared: Any) -> Callable[[View], View]:
        """An act; the form carries the CSRF token."""
        return self.route(rule, methods=("POST",), **declared)

    def route(
        self,
        rule: str,
        *,
        methods: tuple[str, ...],
        permission: Permission | Door | None = None,
        public: bool = False,
        menu: MenuItem | None = None,
        keeps: str | None = None,
        **options: Any,
    ) -> Callable[[View], View]:
        """Registers the view under its declared access; what is posted to it is kept for the page `keeps`.

        A page that looks for something kept only when it is told to says so: `workbench.case?typed=1`.
        """
        access = Door.PUBLIC if public else permission

        def registered(view: View) -> View:
            endpoint = options.pop("endpoint", view.__name__)
            self.blueprint.add_url_rule(rule, endpoint, view, methods=list(methods), **options)
            if keeps is not None:
                self.keeps[f"{self.blueprint.name}.{endpoint}"] = keeps
            if access is not None:
                full = f"{self.blueprint.name}.{endpoint}"
                self.access[full] = access
                if menu is not None:
                    self.links.append(Link(menu, full, access))
            return view

        return registered

    @property
    def permissions(self) -> frozenset[Permission]:
        """The permissions that the routes ask for."""
        return frozenset(access for access in self.access.values() if not isinstance(access, Door))

    def register(self, app: Flask) -> None:
        """The routes belong to the application, and their access is known to the guard."""
        app.register_blueprint(self.blueprint)
        access_map(app).update(self.access)
        app.extensions.setdefault(f"{EXTENSION}.links", []).extend(self.links)
        app.extensions.setdefault(f"{EXTENSION}.within", {})[self.blueprint.name] = self.within
        app.extensions.setdefault(f"{EXTENSION}.keeps", {}).update(self.keeps)


def belonging(blueprint: str) -> str:
    """The pages to whose entry of the navigation these belong: their own, unless they say otherwise."""
    within: dict[str, str] = current_app.extensions.get(f"{EXTENSION}.within", {})
    return within.get(blueprint) or blueprint


def navigation(area: Area | str = Area.OFFICE) -> Iterator[Link]:
    """The navigation of an area for this visitor, in order."""
    links: list[Link] = current_app.extensions.get(f"{EXTENSION}.links", [])
    mine = [link for link in links if link.item.area == area and _shows(link)]
    return iter(sorted(mine, key=lambda link: link.item.order))


def register_groups() -> list[tuple[Group | None, list[Link]]]:
    """The navigation beside the registers, under its headings."""
    links = list(navigation(Area.REGISTERS))
    found = [(group, [link for link in links if link.item.group is group]) for group in (*Group, None)]
    return [(group, mine) for group, mine in found if mine]


def _shows(link: Link) -> bool:
    leads_to = link.item.leads_to
    return allowed(link.access) and (leads_to is None or any(navigation(leads_to)))
