"""Words searched for, closed in the address: names and numbers of people stay out of logs and histories."""

import base64
import binascii
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kernel.errors import Invalid
from kernel.keys import KeyRing, Purpose
from kernel.text import Text

NONCE, BYTES = 12, 32


def sealed(keys: KeyRing, words: str, *, place: str) -> str:
    """The words as a token of an address, good at this place only; empty for no words."""
    if not words:
        return ""
    nonce = secrets.token_bytes(NONCE)
    closed = _cipher(keys.current(Purpose.SESSION).secret).encrypt(nonce, words.encode(), place.encode())
    return base64.urlsafe_b64encode(nonce + closed).decode().rstrip("=")


def opened(keys: KeyRing, token: str, *, place: str) -> str:
    """The words of a token; any key of the ring may have closed it."""
    if not token:
        return ""
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise _unreadable() from None
    for key in keys.all(Purpose.SESSION):
        try:
            return _cipher(key.secret).decrypt(raw[:NONCE], raw[NONCE:], place.encode()).decode()
        except (InvalidTag, ValueError):
            continue
    raise _unreadable()


@lru_cache(maxsize=8)
def _cipher(secret: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), length=BYTES, salt=None, info=b"registers:words").derive(secret))


def _unreadable() -> Invalid:
    return Invalid(
        Text("这个搜索地址已失效。", "This address of a search no longer opens."),
        remedy=Text("请在搜索框里重新输入。", "Type it into the search box again."),
        place="s",
    )
