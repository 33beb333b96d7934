"""What declares nothing is closed, also after the start."""

import pytest
from flask import Flask, g

from kernel.access import Actor
from kernel.errors import NotAllowed, NotFound
from kernel.web import (
    SIGNED_IN,
    Door,
    NotSignedIn,
    Pages,
    Visitor,
    access_map,
    allowed,
    guard,
    require,
    undeclared_routes,
)

SEE = ("can_read", "Cases")


@pytest.fixture
def app() -> Flask:
    """A bare application with one route of each kind."""
    pages = Pages("cases", __name__, url_prefix="/cases")
    pages.get("/", permission=SEE, endpoint="index")(lambda: "cases")
    pages.get("/open", public=True, endpoint="open")(lambda: "open")
    pages.post("/mine", permission=SIGNED_IN, endpoint="mine")(lambda: "mine")
    pages.get("/<int:number>", permission=SEE, endpoint="one")(lambda number: f"case {number}")
    pages.get("/gap", endpoint="gap")(lambda: "gap")
    app = Flask("bare", static_folder=None)
    pages.register(app)
    return app


def visit(app: Flask, path: str, who: Visitor, method: str = "GET") -> None:
    """Nothing when the visitor may pass."""
    with app.test_request_context(path, method=method):
        g.visitor = who
        guard()


NOBODY = Visitor()
WITHOUT = Visitor(Actor(1, "li", frozenset()))
WITH = Visitor(Actor(2, "gao", frozenset({1})), permissions=frozenset({SEE}))


def test_gap_is_named(app: Flask) -> None:
    assert undeclared_routes(app) == ["cases.gap (/cases/gap)"]


@pytest.mark.parametrize("who", [NOBODY, WITHOUT, WITH])
def test_gap_is_closed_to_everybody(app: Flask, who: Visitor) -> None:
    with pytest.raises(NotAllowed, match="没有声明权限"):
        visit(app, "/cases/gap", who)


@pytest.mark.parametrize("who", [NOBODY, WITHOUT, WITH])
def test_public_route_is_open_to_everybody(app: Flask, who: Visitor) -> None:
    visit(app, "/cases/open", who)


def test_permission_opens_its_route_only(app: Flask) -> None:
    visit(app, "/cases/", WITH)
    with pytest.raises(NotAllowed):
        visit(app, "/cases/", WITHOUT)
    with pytest.raises(NotSignedIn):
        visit(app, "/cases/", NOBODY)


def test_account_is_enough_where_that_is_declared(app: Flask) -> None:
    visit(app, "/cases/mine", WITHOUT, "POST")
    with pytest.raises(NotSignedIn):
        visit(app, "/cases/mine", NOBODY, "POST")


def test_number_that_no_row_has_is_not_found(app: Flask) -> None:
    visit(app, f"/cases/{2**31 - 1}", WITH)
    for number in (2**31, 2**63, 10**40):
        with pytest.raises(NotFound):
            visit(app, f"/cases/{number}", WITH)
        with pytest.raises(NotSignedIn):
            visit(app, f"/cases/{number}", NOBODY)


def test_unknown_path_is_left_to_404(app: Flask) -> None:
    visit(app, "/nowhere", NOBODY)


def test_permissions_of_pages_are_theirs_to_declare(app: Flask) -> None:
    pages = Pages("more", __name__)
    pages.get("/a", permission=SEE, endpoint="a")(lambda: "")
    pages.post("/b", permission=("can_edit", "Cases"), endpoint="b")(lambda: "")
    pages.get("/c", public=True, endpoint="c")(lambda: "")
    assert pages.permissions == {SEE, ("can_edit", "Cases")}


def test_request_without_a_visitor_is_nobodys(app: Flask) -> None:
    with app.test_request_context("/cases/"):
        assert not allowed(SIGNED_IN)
        with pytest.raises(NotSignedIn):
            require(SEE)


def test_static_files_of_a_plugin_are_public() -> None:
    app = Flask("bare", static_folder=None)
    Pages("maps", __name__, static_folder="static").register(app)
    assert access_map(app) == {"maps.static": Door.PUBLIC}
