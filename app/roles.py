"""Roles as people read them."""

from collections.abc import Mapping

from flask_babel import get_locale

from kernel.access import ADMIN, PUBLIC
from kernel.text import Text

TITLES: Mapping[str, Text] = {
    ADMIN: Text("系统管理员", "Administrator"),
    PUBLIC: Text("公众", "Public"),
    "Clerk": Text("窗口人员", "Clerk"),
}


def role_title(name: str) -> str:
    """The role in the language of the request; a role of a plugin under its own name."""
    title = TITLES.get(name)
    return title.of(str(get_locale() or "zh")) if title else name
