"""Who may pass: access is declared with the route, and what declares nothing is closed."""

from enum import Enum

from flask import Flask

from kernel.errors import NotAllowed
from kernel.text import Text
from kernel.web.inputs import refuse_unkeepable, refuse_unreachable_row
from kernel.web.request import EXTENSION, Permission, incoming, visitor


class Door(Enum):
    """Access that no role gives: to everybody, or to everybody with an account."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"


SIGNED_IN = Door.SIGNED_IN
Access = Permission | Door


class NotSignedIn(NotAllowed):
    """Nobody is signed in; a page then leads to the sign-in, an API answers 401."""

    code = "not_signed_in"
    status = 401


def allowed(access: Access) -> bool:
    """Whether this request may pass."""
    if access is Door.PUBLIC:
        return True
    if access is Door.SIGNED_IN:
        return visitor().user_id is not None
    return access in visitor().permissions


def require(access: Access) -> None:
    """Nothing when the request may pass; a refusal otherwise."""
    if allowed(access):
        return
    if visitor().user_id is None:
        raise NotSignedIn(
            Text("请先登录。", "Sign in first."),
            remedy=Text("登录后会回到这一页。", "You come back here after signing in."),
        )
    raise NotAllowed(
        Text("您的账户没有打开这一页或做这件事的权限。", "Your account may not open this page or do this."),
        remedy=Text(
            "如工作需要，请联系本单位的系统管理员授权。", "If your work needs it, ask your administrator."
        ),
    )


def guard() -> None:
    """Before every request: a route that declares nothing is closed."""
    here = incoming()
    endpoint = here.request.endpoint
    if endpoint is None:
        return
    refuse_unkeepable(here.request)
    access = access_map(here.app).get(endpoint)
    if access is None:
        raise NotAllowed(
            Text("这一页没有声明权限，因此不开放。", "This page declares no permission and is closed."),
            remedy=Text("请告诉系统管理员。", "Tell your administrator."),
            place=endpoint,
        )
    require(access)
    refuse_unreachable_row(here.request)


def access_map(app: Flask) -> dict[str, Access]:
    """The declared access of every endpoint."""
    found: dict[str, Access] = app.extensions.setdefault(f"{EXTENSION}.access", {})
    return found


def undeclared_routes(app: Flask) -> list[str]:
    """The routes of the application that declare no access, as `endpoint (rule)`."""
    known = access_map(app)
    return sorted(
        f"{rule.endpoint} ({rule.rule})" for rule in app.url_map.iter_rules() if rule.endpoint not in known
    )
