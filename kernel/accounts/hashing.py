"""Passwords are kept as scrypt hashes only, and tried against them."""

from functools import cache

from werkzeug.security import check_password_hash, generate_password_hash

from kernel.accounts.passwords import LONGEST


def hashed(password: str) -> str:
    """What is kept of a password."""
    return generate_password_hash(password, method="scrypt")


def matches(kept: str, password: str) -> bool:
    """Whether the password is the one that was kept; nobody types a novel."""
    return check_password_hash(kept, password[:LONGEST]) and len(password) <= LONGEST


@cache
def decoy() -> str:
    """A hash that takes as long to try as anybody's."""
    return hashed("no account has this password")
