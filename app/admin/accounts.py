"""The register of accounts: who can sign in, as what; made without role and without password."""

from collections.abc import Mapping
from typing import Any

from flask import has_app_context
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import ColumnElement, case, func, or_, select

from app.admin.account_forms import WRITING
from app.roles import role_title
from app.visits import visits_of
from kernel.access import full_name, roles_of
from kernel.access.tables import ROLE, USER, USER_ROLE
from kernel.seams import pages
from kernel.text import Text
from kernel.web import Area, Group, MenuItem, Pages, RegisterInterface, Registers, RegisterView
from kernel.web.registers import Choices, Column, Contains, Reader, StandingView

OPEN, CLOSED, NEW = "open", "closed", "new"
STATES = {
    OPEN: Text("启用", "Open"),
    CLOSED: Text("停用", "Closed"),
    NEW: Text("未发密码", "No password yet"),
}
KINDS = {OPEN: "ok", CLOSED: "mute", NEW: "warn"}
_HELD = (
    select(func.aggregate_strings(ROLE.c.name, ","))
    .join(USER_ROLE, USER_ROLE.c.role_id == ROLE.c.id)
    .where(USER_ROLE.c.user_id == USER.c.id)
    .correlate(USER)
    .scalar_subquery()
)
_STATE = case(
    (USER.c.active.is_not(True), CLOSED), (func.coalesce(USER.c.password, "") == "", NEW), else_=OPEN
)


def found(text: str, reader: Reader) -> ColumnElement[bool]:  # noqa: ARG001 a search is asked with both
    """Accounts whose username, name or mail address contains the words."""
    words = text.strip()
    name = USER.c.last_name + USER.c.first_name
    return or_(
        USER.c.username.icontains(words, autoescape=True),
        name.icontains(words.replace(" ", ""), autoescape=True),
        USER.c.email.icontains(words, autoescape=True),
    )


def roles_here(reader: Reader) -> Mapping[str, Text]:
    """Every role there is, by its name."""
    names = reader.session.scalars(select(ROLE.c.name).where(ROLE.c.name != "Public").order_by(ROLE.c.name))
    return {name: Text(_title(name), _title(name)) for name in names}


def holders(role: str, reader: Reader) -> ColumnElement[bool]:  # noqa: ARG001 a criterion is asked with both
    """Accounts that hold the role; without one, those that hold none."""
    held = select(USER_ROLE.c.user_id).join(ROLE, ROLE.c.id == USER_ROLE.c.role_id)
    return USER.c.id.in_(held.where(ROLE.c.name == role))


def _name(value: str) -> str:
    family, _, given = value.partition(" ")
    return full_name(family, given)


def _mail(value: str) -> str:
    return "" if value.endswith("@example.invalid") else value


def _titles(value: str) -> str:
    return "、".join(_title(name) for name in sorted(value.split(",")))


def _title(name: str) -> str:
    # an export may be made without a request, and says the names then
    return role_title(name) if has_app_context() else name


class Accounts(RegisterView):
    """Who has an account."""

    datamodel = RegisterInterface(User)
    route_base = "/admin/accounts"
    title = Text("账户", "Accounts")
    unit = Text("个", "")
    menu = MenuItem(
        Text("账户", "Accounts"),
        area=Area.REGISTERS,
        group=Group.SYSTEM,
        icon="key-round",
        order=210,
        about=Text("谁能登录，各有什么角色", "Who may sign in, and as what"),
    )
    columns = (
        Column("username", Text("用户名", "Username"), USER.c.username),
        Column(
            "name",
            Text("姓名", "Name"),
            USER.c.last_name + " " + USER.c.first_name,
            shown=_name,
        ),
        Column("roles", Text("角色", "Roles"), _HELD, shown=_titles, sortable=False),
        Column("state", Text("状态", "State"), _STATE, words=STATES, kinds=KINDS),
        Column("last_login", Text("上次登录", "Last sign-in"), USER.c.last_login),
        Column(
            "failures", Text("连续输错密码", "Wrong passwords"), func.coalesce(USER.c.fail_login_count, 0)
        ),
        Column("visits", Text("登录次数", "Visits"), func.coalesce(USER.c.login_count, 0), listed=False),
        Column("email", Text("邮箱", "Mail"), USER.c.email, listed=False, shown=_mail),
        Column("created", Text("建立时间", "Made"), USER.c.created_on, listed=False),
    )
    filters = (
        Choices("state"),
        Choices("role", title=Text("角色", "Role"), words=roles_here, criterion=holders),
        Contains("username"),
    )
    search = found
    search_hint = Text("用户名、姓名、邮箱", "Username, name, mail")
    views = (
        StandingView("open", Text("启用", "Open"), {"state": OPEN}),
        StandingView("new", Text("未发密码", "No password yet"), {"state": NEW}, kind="warn"),
        StandingView("closed", Text("停用", "Closed"), {"state": CLOSED}),
    )
    order = "username"
    heading = "username"
    writing = WRITING
    show_template = "admin/account.html"

    def more(self, reader: Reader, row: Any) -> dict[str, Any]:
        """The roles held and those that can be granted, and where the account is signed in."""
        held = roles_of(reader.session, row.pk)
        return {
            "held": sorted(held),
            "offered": [name for name in roles_here(reader) if name not in held],
            "visits": visits_of(row.pk),
            "is_me": row.pk == reader.actor.user_id,
        }


administration = Registers("accounts", __name__, views=(Accounts,))


@pages("administration")
def administration_pages() -> Pages:
    """Accounts."""
    return administration
