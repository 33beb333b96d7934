"""The register of roles: what each may do, as the rules say, and how many hold it; to look at only."""

from typing import Any

from flask import has_app_context
from flask_appbuilder.security.sqla.models import Role
from sqlalchemy import ColumnElement, func, select

from app.admin.account_reads import grants_of
from app.roles import role_title
from kernel.access import role_of
from kernel.access.tables import GRANT, ROLE, USER, USER_ROLE
from kernel.seams import pages
from kernel.text import Text
from kernel.web import Area, Group, MenuItem, Pages, RegisterInterface, Registers, RegisterView, platform
from kernel.web.registers import Column, Reader

_HOLDERS = (
    select(func.count())
    .select_from(USER_ROLE.join(USER, USER.c.id == USER_ROLE.c.user_id))
    .where(USER_ROLE.c.role_id == ROLE.c.id, USER.c.active)
    .correlate(ROLE)
    .scalar_subquery()
)
_GRANTS = select(func.count()).where(GRANT.c.role_id == ROLE.c.id).correlate(ROLE).scalar_subquery()


def found(text: str, reader: Reader) -> ColumnElement[bool]:
    """Roles whose name or title contains the words."""
    words = text.strip().lower()
    names = reader.session.scalars(select(ROLE.c.name))
    meant = [
        name
        for name in names
        for title in [role_of(reader.registry, name).title]
        if words in f"{name} {title.zh} {title.en}".lower()
    ]
    return ROLE.c.name.in_(meant)


def _title(name: str) -> str:
    return role_title(name) if has_app_context() else name


class Roles(RegisterView):
    """What accounts can be."""

    datamodel = RegisterInterface(Role)
    route_base = "/admin/roles"
    title = Text("角色", "Roles")
    unit = Text("种", "")
    menu = MenuItem(Text("角色", "Roles"), area=Area.REGISTERS, group=Group.SYSTEM, icon="shield", order=220)
    columns = (
        Column("title", Text("角色", "Role"), ROLE.c.name, shown=_title),
        Column("name", Text("标识", "Name"), ROLE.c.name),
        Column("holders", Text("持有账户", "Accounts"), _HOLDERS),
        Column("grants", Text("权限数", "Permissions"), _GRANTS),
    )
    search = found
    search_hint = Text("角色名称、标识", "Title or name")
    order = "name"
    heading = "title"
    show_template = "admin/role.html"

    def more(self, reader: Reader, row: Any) -> dict[str, Any]:
        """What the role may do, and on whose rows."""
        name = row.values["name"]
        grants = grants_of(reader.session, row.pk, name)
        return {"role": role_of(platform().registry, name), "grants": grants}


roles = Registers("roles", __name__, views=(Roles,))


@pages("roles")
def roles_pages() -> Pages:
    """Roles."""
    return roles
