"""Addresses: what a redirect may follow, and what people outside are told."""

import re
from urllib.parse import urlsplit

from kernel.web.request import platform

CONTROL = re.compile(r"[\x00-\x20\x7f\\]")


def local_path(target: str | None) -> str:
    """The target when it is a path on this site, empty otherwise; what a redirect may follow."""
    if not target or not target.startswith("/") or target.startswith("//") or CONTROL.search(target):
        return ""
    parts = urlsplit(target)
    return "" if parts.scheme or parts.netloc else target


def public_url(path: str) -> str:
    """The address of a path as people outside reach it; from the settings, never from the Host header."""
    return f"{platform().settings['PUBLIC_URL']}/{path.lstrip('/')}"
