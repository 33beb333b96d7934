"""The secrets of an installation, one set for each purpose, each with an id."""

from kernel.keys.file import ensure_keys, read_keys, refuse_inside, rotated
from kernel.keys.ring import PURPOSE_NAMES, Key, KeyRing, Purpose, given, missing, ring_of

__all__ = [
    "PURPOSE_NAMES",
    "Key",
    "KeyRing",
    "Purpose",
    "ensure_keys",
    "given",
    "missing",
    "read_keys",
    "refuse_inside",
    "ring_of",
    "rotated",
]
