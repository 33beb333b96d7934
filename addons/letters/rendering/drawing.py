"""What the rest of the plugin asks for: a letter from a template, the names a template uses, an e-certificate."""

import hashlib
from collections.abc import Mapping
from typing import Any

from addons.letters.rendering import pool
from addons.letters.rendering.leaves import LEAF

QR = "qr"
SIZES: Mapping[str, float] = {QR: 2.6}
"""Pictures that every template may name, with their sides in centimetres."""


def letter(template: bytes, facts: Mapping[str, Any], *, link: str) -> bytes:
    """The docx that the facts make of the template; `qr` in it is the code of the link."""
    head = {"sizes": dict(SIZES), "facts": dict(facts), "codes": {QR: link}}
    return pool.templates().ask_of(_key(template), head, template)[1]


def names_in(template: bytes) -> frozenset[str]:
    """Everything that the template asks for; a refusal when it cannot be used at all."""
    head = {"sizes": dict(SIZES), "facts": None, "codes": {}}
    return frozenset(pool.templates().ask_of(_key(template), head, template)[0]["names"])


def certificate(facts: Mapping[str, Any], portrait: bytes) -> bytes:
    """The PDF of an e-certificate."""
    return pool.layouts().ask({"layout": "certificate", "facts": dict(facts)}, portrait)[1]


def form(facts: Mapping[str, Any]) -> bytes:
    """The PDF of a filled form."""
    return pool.layouts().ask({"layout": "form", "facts": dict(facts)})[1]


def page(content: bytes, number: int) -> bytes:
    """The PNG of a page of a PDF that somebody handed in."""
    return pool.layouts().ask({"layout": LEAF, "page": number}, content)[1]


def _key(template: bytes) -> str:
    return hashlib.sha256(template).hexdigest()
