"""Bytes at rest that only the keys of this installation open; what was closed with an older key still opens."""

import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kernel.errors import Invalid
from kernel.keys.ring import Key, KeyRing, Purpose
from kernel.text import Text

NONCE, BYTES = 12, 32
DIVIDER = b":"


def closed(keys: KeyRing, plain: bytes, *, context: str) -> bytes:
    """The bytes, to be opened with the same keys for the same context only."""
    key = keys.current(Purpose.ENCRYPTION)
    nonce = secrets.token_bytes(NONCE)
    return key.id.encode() + DIVIDER + nonce + _cipher(key, context).encrypt(nonce, plain, context.encode())


def opened(keys: KeyRing, sealed: bytes, *, context: str) -> bytes:
    """The bytes that were closed; any key of the ring may have closed them."""
    key_id, _, body = sealed.partition(DIVIDER)
    key = keys.key(Purpose.ENCRYPTION, key_id.decode("ascii", "replace"))
    try:
        return _cipher(key, context).decrypt(body[:NONCE], body[NONCE:], context.encode())
    except (InvalidTag, ValueError):
        raise Invalid(
            Text("加密的内容打不开。", "The encrypted content cannot be opened."),
            remedy=Text("它可能被改动过，或属于别处。", "It may have been changed, or it belongs elsewhere."),
            place=context,
        ) from None


def mark_of(keys: KeyRing, words: str, *, context: str) -> str:
    """By what two places with the same words are known to have them, without keeping the words."""
    secret = keys.current(Purpose.BLIND_INDEX).secret
    return hmac.digest(secret, f"{context}\0{words}".encode(), "sha256").hex()[:32]


def _cipher(key: Key, context: str) -> AESGCM:
    info = f"kernel:{context}".encode()
    return AESGCM(HKDF(SHA256(), length=BYTES, salt=None, info=info).derive(key.secret))
