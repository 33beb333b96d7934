"""What a page needs: access declared with the route, the platform at hand, slots, registers."""

from kernel.web.access import (
    SIGNED_IN,
    Access,
    Door,
    NotSignedIn,
    access_map,
    allowed,
    guard,
    require,
    undeclared_routes,
)
from kernel.web.addresses import local_path, public_url
from kernel.web.registers import RegisterInterface, Registers, RegisterView
from kernel.web.request import EXTENSION, NOBODY, Permission, Platform, Visitor, platform, versions, visitor
from kernel.web.routes import Area, Group, Link, MenuItem, Pages, belonging, navigation, register_groups
from kernel.web.slots import slot

__all__ = [
    "EXTENSION",
    "NOBODY",
    "SIGNED_IN",
    "Access",
    "Area",
    "Door",
    "Group",
    "Link",
    "MenuItem",
    "NotSignedIn",
    "Pages",
    "Permission",
    "Platform",
    "RegisterInterface",
    "RegisterView",
    "Registers",
    "Visitor",
    "access_map",
    "allowed",
    "belonging",
    "guard",
    "local_path",
    "navigation",
    "platform",
    "public_url",
    "register_groups",
    "require",
    "slot",
    "undeclared_routes",
    "versions",
    "visitor",
]
