"""The key ring: for each purpose the key in use and the older ones that still open what they closed."""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kernel.errors import Invalid, NotFound
from kernel.text import Text

MINIMUM = 32
"""Bytes of a secret."""

KEY_ID = re.compile(r"[A-Za-z0-9._-]{1,40}")


class Purpose(StrEnum):
    """What a key is for; no key serves two purposes."""

    ENCRYPTION = "encryption"
    BLIND_INDEX = "blind_index"
    SIGNING = "signing"
    SESSION = "session"
    AUDIT = "audit"


PURPOSE_NAMES = {
    Purpose.ENCRYPTION: Text("加密", "encryption"),
    Purpose.BLIND_INDEX: Text("盲索引", "blind index"),
    Purpose.SIGNING: Text("签名", "signing"),
    Purpose.SESSION: Text("会话", "session"),
    Purpose.AUDIT: Text("审计封存", "audit"),
}


@dataclass(frozen=True, slots=True)
class Key:
    """A secret and the id by which what it closed remembers it; the secret never shows."""

    id: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys of an installation; those of a purpose with the one in use first."""

    keys: Mapping[Purpose, tuple[Key, ...]]

    def current(self, purpose: Purpose) -> Key:
        """The key in use."""
        if not self.keys.get(purpose):
            raise _no_key(purpose)
        return self.keys[purpose][0]

    def key(self, purpose: Purpose, key_id: str) -> Key:
        """The key under this id, in use or retired."""
        for key in self.all(purpose):
            if key.id == key_id:
                return key
        raise _no_key(purpose, key_id)

    def all(self, purpose: Purpose) -> tuple[Key, ...]:
        """The key in use, then the older ones; empty when the purpose has none."""
        return self.keys.get(purpose, ())

    def __repr__(self) -> str:
        held = ", ".join(f"{purpose}: {len(keys)}" for purpose, keys in self.keys.items())
        return f"KeyRing({held})"


def ring_of(file: KeyRing, values: KeyRing) -> KeyRing:
    """One ring of both; where the values have a purpose, its keys in the file only open what is old."""
    keys: dict[Purpose, tuple[Key, ...]] = {}
    for purpose in Purpose:
        first = values.all(purpose)
        taken = {key.id for key in first}
        found = (*first, *(key for key in file.all(purpose) if key.id not in taken))
        if found:
            keys[purpose] = found
    return KeyRing(keys)


def given(values: Mapping[str, str]) -> KeyRing:
    """The ring written as `{purpose: "id:base64 …"}`, the key in use first; empty values are left out."""
    keys: dict[Purpose, tuple[Key, ...]] = {}
    for name, written in values.items():
        words = written.replace(",", " ").split()
        if words:
            purpose = purpose_of(name, place=name)
            keys[purpose] = tuple(key_of(*_divided(word, name), place=name) for word in words)
    return KeyRing(keys)


def missing(ring: KeyRing) -> tuple[Purpose, ...]:
    """The purposes that have no key."""
    return tuple(purpose for purpose in Purpose if not ring.all(purpose))


def purpose_of(name: str, *, place: str) -> Purpose:
    """The purpose of that name."""
    try:
        return Purpose(name)
    except ValueError:
        known = "、".join(Purpose)
        raise Invalid(
            Text(f"没有用途为“{name}”的密钥。", f"There is no key purpose “{name}”."),
            remedy=Text(f"可用的用途：{known}。", f"The purposes are {known}."),
            place=place,
        ) from None


def key_of(key_id: str, written: str, *, place: str) -> Key:
    """The key of an id and a secret in base64."""
    if not KEY_ID.fullmatch(key_id):
        raise Invalid(
            Text(f"密钥编号“{key_id}”不可用。", f"The key id “{key_id}” cannot be used."),
            remedy=Text(
                "编号用 1 至 40 个字母、数字、点、横线或下划线。",
                "Use 1 to 40 letters, digits, dots, dashes or underscores.",
            ),
            place=place,
        )
    try:
        secret = base64.b64decode(written, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    if len(secret) < MINIMUM:
        raise Invalid(
            Text(
                f"密钥 {key_id} 不是 {MINIMUM} 字节以上的 base64。",
                f"The key {key_id} is no base64 of {MINIMUM} bytes.",
            ),
            remedy=Text(
                f"请用 {MINIMUM} 个随机字节的 base64，如 openssl rand -base64 {MINIMUM}。",
                f"Use {MINIMUM} random bytes, as from openssl rand -base64 {MINIMUM}.",
            ),
            place=place,
        )
    return Key(key_id, secret)


def _divided(word: str, place: str) -> tuple[str, str]:
    key_id, colon, secret = word.partition(":")
    if colon:
        return key_id, secret
    raise Invalid(
        Text("密钥没有写成“编号:base64”。", "A key is not written as id:base64."),
        remedy=Text("请写成“编号:base64”，多个用空格分开。", "Write id:base64, several with spaces between."),
        place=place,
    )


def _no_key(purpose: Purpose, key_id: str = "") -> NotFound:
    name = PURPOSE_NAMES[purpose]
    return NotFound(
        Text(
            f"没有{name.zh}密钥 {key_id}".rstrip() + "。",
            f"There is no {name.en} key {key_id}".rstrip() + ".",
        ),
        remedy=Text(
            "请在密钥文件或环境变量中补上；doctor 会列出缺少的密钥。",
            "Add it to the key file or the environment; doctor lists the missing ones.",
        ),
        place=str(purpose),
    )
