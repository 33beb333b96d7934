"""Flask-AppBuilder's security, answering from the visitor's permissions; it writes nothing."""

from typing import Any

from flask import Flask
from flask_appbuilder import AppBuilder
from flask_appbuilder.security.sqla.manager import SecurityManager as FabSecurityManager
from flask_appbuilder.security.sqla.models import User
from flask_login import LoginManager

from kernel.web import visitor
from kernel.web.request import context


class SecurityManager(FabSecurityManager):
    """FAB asks here; the roles' permissions were read once, with the session epoch (app/identity.py)."""

    def has_access(self, permission_name: str, view_name: str) -> bool:
        """Whether the visitor's roles hold the permission."""
        return (permission_name, view_name) in visitor().permissions

    def is_item_public(self, permission_name: str, view_name: str) -> bool:  # noqa: ARG002 FAB's signature
        """Nothing of FAB's is open to everybody."""
        return False

    def _has_view_access(self, user: object, permission_name: str, view_name: str) -> bool:  # noqa: ARG002
        return self.has_access(permission_name, view_name)

    def get_user_menu_access(self, menu_names: list[str] | None = None) -> set[str]:
        """The menu names that the visitor may open; our navigation does not use them."""
        return {name for name in menu_names or () if self.has_access("menu_access", name)}

    def create_login_manager(self, app: Flask) -> LoginManager:
        """Flask-Login, without reading the user's row for every template."""
        manager = LoginManager()
        # not `init_app`: after each request it would look whether a cookie of its own shall remember somebody
        app.login_manager = manager  # type: ignore[attr-defined]
        # the epoch ends sessions; addresses change under a phone in a train
        manager.session_protection = None
        manager.user_loader(self.load_user)
        return manager

    def load_user(self, pk: Any) -> User | None:
        """FAB's row of the visitor, for code of FAB that asks for it; never of anybody else."""
        known = visitor().user_id
        return self.get_user_by_id(known) if known is not None and str(known) == str(pk) else None

    def load_user_jwt(self, _jwt_header: Any, _jwt_data: Any) -> None:
        """No token of FAB's signs anybody in: tokens would outlive the session epoch."""

    def register_views(self) -> None:
        """None of FAB's views: sign-in, passwords and accounts are our own pages."""

    @staticmethod
    def before_request() -> None:
        """FAB stamps rows with `g.user.id`."""
        context().g.user = _Stamp(visitor().user_id)


class _Stamp:
    """What FAB reads of a user when it stamps a row."""

    def __init__(self, user_id: int | None) -> None:
        self.id = user_id
        self.is_authenticated = user_id is not None
        self.is_active = self.is_authenticated


class Builder(AppBuilder):
    """AppBuilder without its index, utility, language, menu and OpenAPI views and its static files."""

    def _add_admin_views(self) -> None:
        self.sm.register_views()

    def _add_global_static(self) -> None:
        """FAB's files bring Bootstrap 3 and jQuery; no page of ours loads them."""

    @property
    def get_url_for_index(self) -> str:
        """The start page."""
        return "/"
