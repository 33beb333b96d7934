"""The documents that people prove themselves with, and the form of their numbers; pure."""

import re
from collections.abc import Callable
from enum import StrEnum

from forms.identity import is_resident_id
from kernel.text import Text

CODE = re.compile(r"[0-9X]{18}")


class Document(StrEnum):
    """A kind of document."""

    RESIDENT_ID = "resident_id"
    RESIDENCE_PERMIT = "residence_permit"
    HK_MACAO_PERMIT = "hk_macao_permit"
    TAIWAN_PERMIT = "taiwan_permit"
    FOREIGNER_ID = "foreigner_id"
    PASSPORT = "passport"
    OTHER = "other"

    @property
    def called(self) -> Text:
        """What people call it."""
        return TITLES[self]


TITLES = {
    Document.RESIDENT_ID: Text("居民身份证", "Resident identity card"),
    Document.RESIDENCE_PERMIT: Text("港澳台居民居住证", "Residence permit for Hong Kong, Macao and Taiwan"),
    Document.HK_MACAO_PERMIT: Text(
        "港澳居民来往内地通行证", "Mainland travel permit for Hong Kong and Macao"
    ),
    Document.TAIWAN_PERMIT: Text("台湾居民来往大陆通行证", "Mainland travel permit for Taiwan"),
    Document.FOREIGNER_ID: Text("外国人永久居留身份证", "Foreign permanent resident card"),
    Document.PASSPORT: Text("护照", "Passport"),
    Document.OTHER: Text("其他证件", "Other document"),
}
PATTERNS = {
    Document.HK_MACAO_PERMIT: r"[HM][0-9]{8}(?:[0-9]{2})?",
    Document.TAIWAN_PERMIT: r"[0-9]{8}(?:[0-9]{2})?|[A-Z][0-9]{8,10}",
    Document.PASSPORT: r"[A-Z0-9]{5,17}",
    Document.OTHER: r"[A-Z0-9\u4e00-\u9fff()-]{3,30}",
}
EXAMPLES = {
    Document.RESIDENT_ID: "220000199001010000",
    Document.RESIDENCE_PERMIT: "810000199001010000",
    Document.HK_MACAO_PERMIT: "H00000000",
    Document.TAIWAN_PERMIT: "00000000",
    Document.FOREIGNER_ID: "911000199001010005",
    Document.PASSPORT: "E00000000",
    Document.OTHER: "X0000000",
}
"""Numbers that are never issued."""
SHOWN = 4
LONG = 8


def is_number_of(document: Document, number: str) -> bool:
    """Whether the document can have the number."""
    if pattern := PATTERNS.get(document):
        return re.fullmatch(pattern, number) is not None
    return _CHECKED[document](number)


def masked_number(number: str) -> str:
    """The number with its middle hidden; of a short one only the last two characters stand."""
    if len(number) <= LONG:
        return "*" * max(0, len(number) - 2) + number[-2:]
    return f"{number[:3]}{'*' * (len(number) - 3 - SHOWN)}{number[-SHOWN:]}"


def _is_residence_permit(number: str) -> bool:
    return number[:2] in {"81", "82", "83"} and is_resident_id(number)


def _is_foreigner_id(number: str) -> bool:
    if re.fullmatch(r"[A-Z]{3}[0-9]{12}", number):
        return True
    return number.startswith("9") and is_resident_id(number)


_CHECKED: dict[Document, Callable[[str], bool]] = {
    Document.RESIDENT_ID: is_resident_id,
    Document.RESIDENCE_PERMIT: _is_residence_permit,
    Document.FOREIGNER_ID: _is_foreigner_id,
}
