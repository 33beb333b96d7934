"""Every setting with its safe default; the only reader of the environment."""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from kernel.errors import Invalid
from kernel.text import Text


def _words(name: str) -> tuple[str, ...]:
    return tuple(part for part in os.environ.get(name, "").split(os.pathsep) if part)


def _number(name: str, default: int, *, least: int = 0, most: int = 1_000_000) -> int:
    text = os.environ.get(name, "").strip() or str(default)
    if text.isascii() and text.isdigit() and least <= int(text) <= most:
        return int(text)
    raise Invalid(
        Text(f"设置 {name} 不能是“{text}”。", f"The setting {name} cannot be “{text}”."),
        remedy=Text(f"请写 {least} 到 {most} 之间的整数。", f"Write a whole number from {least} to {most}."),
        place=f"environment: {name}",
    )


def _one_of(name: str, default: str, allowed: tuple[str, ...], *, beginning: bool = False) -> str:
    text = os.environ.get(name, "").strip() or default
    if text.startswith(allowed) if beginning else text in allowed:
        return text
    # not the whole value: an address may carry a password
    shown = f"{text.partition(':')[0][:20]}:…" if beginning else text[:20]
    raise Invalid(
        Text(f"设置 {name} 不能是“{shown}”。", f"The setting {name} cannot be “{shown}”."),
        remedy=Text(f"可用的写法：{'、'.join(allowed)}。", f"Allowed: {', '.join(allowed)}."),
        place=f"environment: {name}",
    )


ROOT = Path(__file__).resolve().parent

# --- where things lie -------------------------------------------------------------------------------

# DATA_DIR: everything the platform writes besides the database server: SQLite file, uploads, progress.
DATA_DIR = Path(os.environ.get("DATA_DIR") or ROOT / "var" / "data").resolve()
# DATABASE_URL: sqlite:///path or postgresql+psycopg://user:password@host/name.
DATABASE_URL = _one_of(
    "DATABASE_URL",
    f"sqlite:///{DATA_DIR / 'tongban.db'}",
    ("sqlite:///", "postgresql+psycopg://"),
    beginning=True,
)
# KEYS_FILE: encryption, blind index, sealing and session keys; outside of DATA_DIR so that a copy of the
# data is not a copy of the keys. A missing key stops the start; only the demo makes its own.
KEYS_FILE = Path(os.environ.get("KEYS_FILE") or f"{DATA_DIR}.keys.json").resolve()
# KEY_SESSION, KEY_ENCRYPTION, KEY_BLIND_INDEX, KEY_SIGNING, KEY_AUDIT: “id:base64 id:base64 …”, the key in
# use first; they go before those in the file.
KEYS = {
    purpose: os.environ.get(f"KEY_{purpose.upper()}", "")
    for purpose in ("encryption", "blind_index", "signing", "session", "audit")
}
# ADDONS_PATH: folders of plugins, separated as in PATH; uploaded packs lie in DATA_DIR/addons.
ADDONS_PATH = (tuple(Path(word).resolve() for word in _words("ADDONS_PATH")) or (ROOT / "addons",)) + (
    DATA_DIR / "addons",
)

# PLUGIN_FOLDERS: where plugins are looked for, the built-in ones first.
PLUGIN_FOLDERS = (ROOT / "forms", ROOT / "approvals", *ADDONS_PATH)

# --- the server -------------------------------------------------------------------------------------

# HOST, PORT: where the server listens; PORT=0 takes a free port.
HOST = os.environ.get("HOST") or "127.0.0.1"
PORT = _number("PORT", 8080, most=65_535)
# WORKERS: gunicorn processes of `serve`; WORKER_THREADS: threads in each.
WORKERS = _number("WORKERS", 2, least=1, most=64)
WORKER_THREADS = _number("WORKER_THREADS", 4, least=1, most=64)
# PUBLIC_URL: the address under which people reach the platform. Links in letters, mail and QR codes are
# made from it, never from the Host header; https makes the cookies secure.
PUBLIC_URL = _one_of("PUBLIC_URL", f"http://{HOST}:{PORT}", ("https://", "http://"), beginning=True).rstrip(
    "/"
)
# ALLOWED_HOSTS: further names under which people reach it, separated by spaces or commas. Where PUBLIC_URL or
# this is set, requests to other hosts are refused; those to this machine (127.0.0.1) and to /healthz are not.
ALLOWED_HOSTS = (
    *filter(None, (urlsplit(PUBLIC_URL).hostname if os.environ.get("PUBLIC_URL", "").strip() else None,)),
    *os.environ.get("ALLOWED_HOSTS", "").replace(",", " ").split(),
)
# TRUSTED_PROXIES: how many reverse proxies in front set X-Forwarded-For and X-Forwarded-Proto.
TRUSTED_PROXIES = _number("TRUSTED_PROXIES", 0, most=5)
# DEMO: on (1) brings demo data and demo accounts; never on a site with real people.
DEMO = os.environ.get("DEMO") == "1"
# DEMO_PLUGINS: which plugins a demo installs, as far as they lie in the plugin folders.
DEMO_PLUGINS = _words("DEMO_PLUGINS") or ("pack_jilin", "demo_jilin")
# LOG_LEVEL: DEBUG, INFO, WARNING or ERROR.
LOG_LEVEL = _one_of("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))

# --- mail -------------------------------------------------------------------------------------------

# SMTP_HOST: the server that takes our mail; while it is empty no mail is sent.
SMTP_HOST = os.environ.get("SMTP_HOST", "").strip()
# SMTP_SECURITY: tls, starttls, or none for a server on this machine; SMTP_PORT: usually 465, 587 or 25.
SMTP_SECURITY = _one_of("SMTP_SECURITY", "starttls", ("tls", "starttls", "none"))
SMTP_PORT = _number(
    "SMTP_PORT", {"tls": 465, "starttls": 587, "none": 25}[SMTP_SECURITY], least=1, most=65_535
)
# SMTP_USER, SMTP_PASSWORD: as whom we sign in there; empty where it is not asked.
SMTP_USER = os.environ.get("SMTP_USER", "")
SMTP_PASSWORD = os.environ.get("SMTP_PASSWORD", "")
# MAIL_FROM: the address that mail comes from.
MAIL_FROM = os.environ.get("MAIL_FROM", "").strip() or "no-reply@localhost"

# --- sessions -----------------------------------------------------------------------------------------

# How long a browser keeps the cookie; how long sessions last is a setting of the administrators.
PERMANENT_SESSION_LIFETIME = timedelta(hours=24)

# --- requests ---------------------------------------------------------------------------------------

MAX_CONTENT_LENGTH = 32 * 1024 * 1024
MAX_FORM_MEMORY_SIZE = 2 * 1024 * 1024
MAX_FORM_PARTS = 2000
WTF_CSRF_TIME_LIMIT = None  # a token lives as long as its session

# --- language and time ------------------------------------------------------------------------------

LANGUAGES = {
    "zh_Hans_CN": {"flag": "cn", "name": "中文"},
    "en": {"flag": "gb", "name": "English"},
}
BABEL_DEFAULT_LOCALE = "zh_Hans_CN"
BABEL_DEFAULT_TIMEZONE = "Asia/Shanghai"
BABEL_TRANSLATION_DIRECTORIES = str(ROOT / "app" / "translations")

# --- Flask-AppBuilder -------------------------------------------------------------------------------

APP_NAME = "通办"
AUTH_TYPE = 1  # accounts in our own database
AUTH_ROLE_ADMIN = "Admin"
AUTH_ROLE_PUBLIC = "Public"
AUTH_USER_REGISTRATION = False
FAB_BASE_TEMPLATE = "base.html"
# The schema belongs to the migrations; permissions are rows the installer writes. Workers never sync.
FAB_CREATE_DB = False
FAB_UPDATE_PERMS = False
