"""Where a number of an identity card was given out; whether we know the place is a warning at most; pure."""

from addons.parties.words import DocumentType
from forms.identity import is_resident_id

OVERSEAS = ("81", "82", "83")
"""Residents of Hong Kong, Macau and Taiwan: their codes are no places of GB/T 2260."""


def area_of(kind: DocumentType, number: str) -> str | None:
    """The code of the place that a resident's number begins with; none where it names no place."""
    if kind is not DocumentType.RESIDENT_ID or not is_resident_id(number) or number.startswith(OVERSEAS):
        return None
    return number[:6]
