"""Accounts and roles as registers: listed and shown to administrators, changed nowhere yet."""

from datetime import UTC
from typing import Any, ClassVar

from flask_appbuilder.security.sqla.models import PermissionView, Role, User
from flask_babel import gettext, lazy_gettext

from app.roles import role_title
from app.templating import moment
from kernel.access import full_name
from kernel.seams import pages
from kernel.text import Text
from kernel.web import MenuItem, Pages, RegisterInterface, Registers, RegisterView

TABS = (("Accounts.list", lazy_gettext("账户")), ("Roles.list", lazy_gettext("角色")))


def _last_visit(value: Any) -> str:
    # FAB's column has no time zone; note_sign_in writes UTC
    return moment(value.replace(tzinfo=UTC)) if value else gettext("从未登录")


def _name(given_first: str) -> str:
    given, _, family = given_first.partition(" ")
    return full_name(family, given)


def _names(roles: list[Role]) -> str:
    return gettext("、").join(role_title(role.name) for role in roles) or gettext("无")


def _grants(grants: list[PermissionView]) -> str:
    return "\n".join(sorted(f"{one.permission} {one.view_menu}" for one in grants))


class Accounts(RegisterView):
    """Who has an account."""

    route_base = "/users"
    datamodel = RegisterInterface(User)
    class_permission_name = "Accounts"
    menu = MenuItem(
        Text("账户", "Accounts"),
        order=90,
        about=Text("谁能登录，各有什么角色", "Who may sign in, and as what"),
    )
    list_title = lazy_gettext("账户")
    show_title = lazy_gettext("账户")
    extra_args: ClassVar = {"tabs": TABS}
    base_order = ("username", "asc")
    list_columns: ClassVar = [
        "username",
        "get_full_name",
        "roles",
        "active",
        "last_login",
        "fail_login_count",
    ]
    show_columns: ClassVar = [*list_columns, "login_count"]
    search_columns: ClassVar = ["username"]
    label_columns: ClassVar = {
        "username": lazy_gettext("用户名"),
        "get_full_name": lazy_gettext("姓名"),
        "roles": lazy_gettext("角色"),
        "active": lazy_gettext("状态"),
        "last_login": lazy_gettext("上次登录"),
        "login_count": lazy_gettext("登录次数"),
        "fail_login_count": lazy_gettext("连续输错密码"),
    }
    formatters_columns: ClassVar = {
        "get_full_name": _name,
        "roles": _names,
        "active": lambda active: gettext("启用") if active else gettext("停用"),
        "last_login": _last_visit,
    }


class Roles(RegisterView):
    """What accounts can be."""

    route_base = "/roles"
    datamodel = RegisterInterface(Role)
    class_permission_name = "Roles"
    list_title = lazy_gettext("角色")
    show_title = lazy_gettext("角色")
    extra_args: ClassVar = {"tabs": TABS}
    base_order = ("name", "asc")
    list_columns: ClassVar = ["name", "user"]
    show_columns: ClassVar = ["name", "user", "permissions"]
    search_columns: ClassVar = ["name"]
    label_columns: ClassVar = {
        "name": lazy_gettext("角色"),
        "user": lazy_gettext("持有人数"),
        "permissions": lazy_gettext("权限"),
    }
    formatters_columns: ClassVar = {
        "name": role_title,
        "user": len,
        "permissions": _grants,
    }


administration = Registers("administration", __name__, views=(Accounts, Roles))


@pages("administration")
def administration_pages() -> Pages:
    """Accounts and roles."""
    return administration
