"""The application: settings, keys, plugins and pages put together, or a refusal that says what is missing."""

import logging
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

import config
from app.cookies import CookieSessions
from app.errors import register_errors
from app.headers import Answer, add_headers
from app.hosts import refuse_foreign_hosts
from app.identity import VISITORS, Visitors, identify
from app.language import select_language
from app.mailing import mail_of
from app.overdue import hold
from app.rendering.environment import PageEnvironment
from app.requests import Incoming
from app.security import Builder, SecurityManager
from app.templating import prepare_templates
from kernel.clock import Clock, SystemClock
from kernel.db import Database, writing
from kernel.errors import Invalid, RegistryError
from kernel.keys import KeyRing, Purpose, ensure_keys, given, missing, read_keys, refuse_inside, ring_of
from kernel.loading import loaded
from kernel.seams import PAGES
from kernel.site import Site
from kernel.surroundings import Surroundings, informed
from kernel.text import Text
from kernel.web import EXTENSION, Door, Platform, access_map, guard, platform, undeclared_routes
from kernel.web.request import incoming

SHELL = {
    "app": (
        "app.start",
        "app.settings",
        "app.roles",
        "app.sign_in",
        "app.second_step",
        "app.profile",
        "app.language",
        "app.display",
        "app.ending",
        "app.find",
        "app.health",
        "app.apps.pages",
        "app.studio.pages",
        "app.studio.proposals",
        "app.studio.retiring",
        "app.packs.pages",
        "kernel.web.registers.shared",
        "app.admin.accounts",
        "app.admin.account_acts",
        "app.admin.roles",
        "app.admin.audit",
        "app.admin.settings",
        "app.admin.settings_sheets",
        "app.admin.calendar",
        "app.admin.calendar_days",
        "app.admin.work",
        "app.admin.work_runs",
        "app.admin.work_items",
    )
}
"""The shell's own modules that mark something at a seam; it has a place in the registry like any plugin."""

FAB_ENDPOINTS: Mapping[str, Any] = MappingProxyType({"static": Door.PUBLIC})
"""Endpoints made by Flask or FAB and not by `Pages`, each one looked at: our files hold nothing secret."""

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
log = logging.getLogger("tongban")


class Shell(Flask):
    """Flask, which need not look at every function anew whether it is asynchronous: none of ours is."""

    request_class = Incoming
    jinja_environment = PageEnvironment  # type: ignore[assignment]
    response_class = Answer
    session_interface = CookieSessions()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


def create_app(overrides: Mapping[str, Any] | None = None, *, clock: Clock | None = None) -> Flask:
    """The whole application; it does not start with a key missing or a route without a permission."""
    settings = settings_of(overrides)
    app = Shell("app", template_folder=str(config.ROOT / "templates"))
    app.config.from_mapping(settings)
    app.config.update(cookie_settings(settings))
    keys = keys_of(settings)
    app.config["SECRET_KEY"], *app.config["SECRET_KEY_FALLBACKS"] = (
        key.secret for key in keys.all(Purpose.SESSION)
    )
    here = _platform(settings, keys, clock or SystemClock())
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = translation_folders(here.loaded.folders.values())
    app.extensions[EXTENSION] = here
    app.extensions[VISITORS] = Visitors()
    csrf = CSRFProtect()
    _prepare(app, here, csrf)
    _add_pages(app, here)
    _refuse_undeclared(app)
    _refuse_exempt(csrf)
    return app


def warm() -> None:
    """Every module of the installed plugins is imported, for processes that part from this one; no connection stays."""
    settings = settings_of()
    database = Database(settings["DATABASE_URL"], pool_size=1)
    try:
        loaded(site_of(settings, database, SystemClock()), shell=SHELL)
    finally:
        database.close()


def settings_of(overrides: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
    """Every setting of config.py, with the overrides over them."""
    own = {name: getattr(config, name) for name in dir(config) if name.isupper()}
    return MappingProxyType(own | dict(overrides or {}))


def keys_of(settings: Mapping[str, Any]) -> KeyRing:
    """The keys from the environment and the key file; only a demo makes what is missing."""
    path = settings["KEYS_FILE"]
    refuse_inside(path, settings["DATA_DIR"])
    file = ensure_keys(path) if settings["DEMO"] else read_keys(path)
    ring = ring_of(file, given(settings["KEYS"]))
    lacking = missing(ring)
    if lacking:
        names = "、".join(f"KEY_{purpose.upper()}" for purpose in lacking)
        raise Invalid(
            Text(f"缺少密钥：{names}。", f"Keys are missing: {names}."),
            remedy=Text(
                "请把密钥写进密钥文件（KEYS_FILE）或环境变量；python -m app doctor 会逐项说明。",
                "Put them into the key file (KEYS_FILE) or the environment; python -m app doctor explains.",
            ),
            place=str(path),
        )
    return ring


def cookie_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """How the browser keeps the session: out of reach of scripts, and over https only where there is https."""
    secure = settings["PUBLIC_URL"].startswith("https://")
    # browsers do not tell ports apart in cookies: the port in the name keeps two copies from each other
    name = "__Host-tongban" if secure else f"tongban_{settings['PORT']}"
    return {
        "SESSION_COOKIE_NAME": name,
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        # it is sent again when it says something new (app/identity.py)
        "SESSION_REFRESH_EACH_REQUEST": False,
    }


def translation_folders(plugins: Iterable[Path]) -> str:
    """Where messages are translated, as Flask-Babel reads it; on the same message the shell's word holds."""
    own = [str(folder / "translations") for folder in plugins if (folder / "translations").is_dir()]
    return ";".join((*own, config.BABEL_TRANSLATION_DIRECTORIES))


def site_of(settings: Mapping[str, Any], database: Database, clock: Clock) -> Site:
    """Where this installation is, for the installer and the commands."""
    return Site(
        database.engine, tuple(settings["PLUGIN_FOLDERS"]), settings["DATA_DIR"], clock, settings["DEMO"]
    )


def _platform(settings: Mapping[str, Any], keys: KeyRing, clock: Clock) -> Platform:
    database = Database(settings["DATABASE_URL"], pool_size=settings["WORKER_THREADS"] + 4)
    site = site_of(settings, database, clock)
    found = loaded(site, shell=SHELL)
    for name, error in found.broken.items():
        log.error("the plugin %s does not load: %s", name, error.sentence("en"))
    address = settings["PUBLIC_URL"]
    mail = mail_of(settings)
    around = Surroundings(found.registry, clock, keys, site.folder, site.addons, address, mail)
    database.inform(informed(around))
    return Platform(database, found, site, keys, settings)


def _prepare(app: Flask, here: Platform, csrf: CSRFProtect) -> None:
    hops = here.settings["TRUSTED_PROXIES"]
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    register_errors(app)
    add_headers(app)
    refuse_foreign_hosts(app, here.settings)
    app.before_request(identify)
    # before AppBuilder: FAB's own forms post through it too, and no view of anybody is exempt
    csrf.init_app(app)
    app.before_request(guard)
    app.before_request(hold)
    app.before_request(_begin)
    app.teardown_request(_end)
    with app.app_context():
        Builder(app, here.database.session, security_manager_class=SecurityManager)
    select_language(app)
    prepare_templates(app)


def _add_pages(app: Flask, here: Platform) -> None:
    access_map(app).update(FAB_ENDPOINTS)
    for entry in here.registry.entries(PAGES):
        entry.thing().register(app)


def _refuse_undeclared(app: Flask) -> None:
    open_routes = undeclared_routes(app)
    if open_routes:
        raise RegistryError(
            Text(
                f"这些路由没有声明权限：{'、'.join(open_routes)}。",
                f"These routes declare no permission: {', '.join(open_routes)}.",
            ),
            remedy=Text(
                "请用 kernel.web.Pages 登记，并写明 permission=(…) 或 public=True。",
                "Register them through kernel.web.Pages with permission=(…) or public=True.",
            ),
            place=open_routes[0],
        )


def _refuse_exempt(csrf: CSRFProtect) -> None:
    # FAB exempts every API whose class does not say otherwise; a cookie would then write without a token
    exempt = sorted({*csrf._exempt_views, *(str(one) for one in csrf._exempt_blueprints)})
    if exempt:
        raise RegistryError(
            Text(
                f"这些视图不核对安全标记：{'、'.join(exempt)}。",
                f"Without a CSRF check: {', '.join(exempt)}.",
            ),
            remedy=Text("请写明 csrf_exempt = False。", "Say csrf_exempt = False."),
            place=exempt[0],
        )


def _begin() -> None:
    # a writing request takes SQLite's lock at BEGIN: an upgrade from a read lock could fail midway
    writing.set(incoming().request.method not in SAFE_METHODS)


def _end(_error: BaseException | None) -> None:
    writing.set(False)
    platform().database.done_reading()
