"""Numbers of people at rest: encrypted with the key in use, found by a keyed digest; keys can be rotated."""

import base64
import binascii
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kernel.errors import Invalid
from kernel.keys import Key, KeyRing, Purpose
from kernel.text import Text

FORM = "1"
"""The first part of a token: how the rest was made."""

NONCE = 12
BYTES = 32
SEPARATOR = ":"


class UnreadableToken(Invalid):
    """A token was changed, cut, or belongs elsewhere."""

    code = "token"


def encrypted(keys: KeyRing, plain: str, *, context: str) -> str:
    """A token that opens only with its key and for its context, such as `person.document`."""
    key = keys.current(Purpose.ENCRYPTION)
    nonce = secrets.token_bytes(NONCE)
    sealed = AESGCM(_secret(key, context)).encrypt(nonce, plain.encode(), _bound(key.id, context))
    return SEPARATOR.join((FORM, key.id, base64.urlsafe_b64encode(nonce + sealed).decode()))


def decrypted(keys: KeyRing, token: str, *, context: str) -> str:
    """What the token holds; any key of the ring may have closed it."""
    form, key_id, body = _parted(token)
    if form != FORM:
        raise _unreadable(context)
    key = keys.key(Purpose.ENCRYPTION, key_id)
    try:
        raw = base64.b64decode(body, altchars=b"-_", validate=True)
        if base64.urlsafe_b64encode(raw).decode() != body:
            raise _unreadable(context)
        plain = AESGCM(_secret(key, context)).decrypt(raw[:NONCE], raw[NONCE:], _bound(key.id, context))
    except (binascii.Error, ValueError, InvalidTag):
        raise _unreadable(context) from None
    return plain.decode()


def blind_index(keys: KeyRing, plain: str, *, context: str) -> str:
    """The digest under which the text is filed, by the key in use."""
    return _digest(keys.current(Purpose.BLIND_INDEX), plain, context)


def blind_indexes(keys: KeyRing, plain: str, *, context: str) -> tuple[str, ...]:
    """Every digest under which the text may be filed: the key in use first, then the older ones."""
    return tuple(_digest(key, plain, context) for key in keys.all(Purpose.BLIND_INDEX))


def key_id_of(token: str) -> str:
    """The id of the key that closed the token."""
    return _parted(token)[1]


def _digest(key: Key, plain: str, context: str) -> str:
    mac = hmac.digest(key.secret, f"{context}\0{plain}".encode(), "sha256").hex()
    return f"{key.id}{SEPARATOR}{mac}"


def _secret(key: Key, context: str) -> bytes:
    """A key of exactly 256 bits, whatever the length of the secret, different for each context."""
    return HKDF(SHA256(), length=BYTES, salt=None, info=f"parties:{context}".encode()).derive(key.secret)


def _bound(key_id: str, context: str) -> bytes:
    return SEPARATOR.join((FORM, key_id, context)).encode()


def _parted(token: str) -> tuple[str, str, str]:
    parts = token.split(SEPARATOR)
    if len(parts) != 3:
        raise _unreadable("token")
    return parts[0], parts[1], parts[2]


def _unreadable(context: str) -> UnreadableToken:
    return UnreadableToken(
        Text("加密的内容打不开。", "The encrypted content cannot be opened."),
        remedy=Text(
            "它可能被改动过；请从备份恢复这一行，并核对密钥。",
            "It may have been changed; restore the row from a backup and check the keys.",
        ),
        place=context,
    )
