"""Passwords are kept as scrypt hashes only, and tried against them."""

from dataclasses import dataclass, field
from functools import cache

from werkzeug.security import check_password_hash, generate_password_hash

from kernel.accounts.passwords import LONGEST

METHOD = "scrypt"
"""Of werkzeug, with its own cost: 32 MB and some fifty milliseconds for each try."""


@dataclass(frozen=True, slots=True)
class Hashed:
    """A password as it is kept; hashing is slow on purpose and best done outside of a transaction."""

    kept: str = field(repr=False)


def hashed(password: str) -> Hashed:
    """What is kept of a password."""
    return Hashed(generate_password_hash(password, method=METHOD))


def kept(password: str | Hashed) -> str:
    """The password as it lies in the table; an empty one opens nothing."""
    if isinstance(password, Hashed):
        return password.kept
    return hashed(password).kept if password else ""


def matches(found: str, password: str) -> bool:
    """Whether the password is the one that was kept; nobody types a novel."""
    return check_password_hash(found, password[:LONGEST]) and len(password) <= LONGEST


@cache
def decoy() -> str:
    """A hash that takes as long to try as anybody's."""
    return hashed("no account has this password").kept
