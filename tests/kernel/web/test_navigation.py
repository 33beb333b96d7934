"""The navigations: each area has its own entries, in order, as far as the visitor may open them."""

from flask import Flask, g

from kernel.text import Text
from kernel.web import Area, MenuItem, Pages, Visitor, navigation

SECRET = ("can_read", "Secret")


def make_app() -> Flask:
    """Two entries for the office, one of them closed to most, and one for applicants."""
    app = Flask("bare")
    found = Pages("things", "things", url_prefix="/things")
    item = {"late": MenuItem(Text("后", "Late"), order=20), "early": MenuItem(Text("先", "Early"), order=10)}
    found.get("/late", public=True, menu=item["late"], endpoint="late")(str)
    found.get("/early", public=True, menu=item["early"], endpoint="early")(str)
    found.get("/secret", permission=SECRET, menu=MenuItem(Text("密", "Secret")), endpoint="secret")(str)
    portal = MenuItem(Text("事项", "Services"), area=Area.PORTAL)
    found.get("/services", public=True, menu=portal, endpoint="services")(str)
    found.register(app)
    return app


def shown(area: Area, visitor: Visitor) -> list[str]:
    with make_app().test_request_context():
        g.visitor = visitor
        return [link.item.title.en for link in navigation(area)]


def test_each_area_shows_its_own_entries_in_order() -> None:
    assert shown(Area.OFFICE, Visitor()) == ["Early", "Late"]
    assert shown(Area.PORTAL, Visitor()) == ["Services"]


def test_an_entry_shows_to_those_who_may_open_it() -> None:
    assert shown(Area.OFFICE, Visitor(permissions=frozenset({SECRET}))) == ["Early", "Late", "Secret"]
