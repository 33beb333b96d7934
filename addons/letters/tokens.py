"""What a QR code carries: a word that nobody guesses, and the short code that people compare by eye."""

import hashlib
import re
import secrets

BYTES = 18
"""144 bits of chance."""
TOKEN = re.compile(r"[A-Za-z0-9_-]{24}")
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no letter that looks like a digit."""
SIGNS, GROUP = 8, 4


def new_token() -> str:
    """A new word of 24 signs that are safe in an address."""
    return secrets.token_urlsafe(BYTES)


def check_code(token: str) -> str:
    """Eight signs in two groups that follow from the token and do not lead back to it."""
    number = int.from_bytes(hashlib.sha256(f"letters.check|{token}".encode()).digest()[:5], "big")
    signs = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(SIGNS)))
    return f"{signs[:GROUP]}-{signs[GROUP:]}"
