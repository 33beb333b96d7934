"""Numbers of people and enterprises in their normal form: documents, credit codes, mobiles; pure."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from addons.parties.words import DOCUMENT_TYPES, DocumentType
from forms.credit import is_credit_code
from forms.identity import birth_date_of, is_resident_id
from kernel.errors import Invalid
from kernel.text import Text

BLANKS = re.compile(r"[\s\-\u2010-\u2015]")
OLD_RESIDENT_ID = re.compile(r"[0-9]{15}")
FOREIGNER = "9"
"""The first digit of the eighteen on the permanent residence card of 2023."""

SHAPES: Final = {
    DocumentType.HK_MACAU_PERMIT: re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?"),
    DocumentType.TAIWAN_PERMIT: re.compile(r"[0-9]{8}(?:[0-9]{2}[A-Z]?)?"),
    DocumentType.PASSPORT: re.compile(r"[A-Z0-9]{5,17}"),
    DocumentType.PERMANENT_RESIDENCE: re.compile(r"[A-Z]{3}[0-9]{12}"),
}
MOBILE = re.compile(r"1[3-9][0-9]{9}")
COUNTRY = re.compile(r"(?:\+|00)86(?=1[0-9]{10}$)")


class NumberError(Invalid):
    """What was given is no number of its kind."""

    code = "number"


@dataclass(frozen=True, slots=True)
class Document:
    """An identity document; its number does not show by accident."""

    type: DocumentType
    number: str = field(repr=False)


def document(kind: DocumentType, typed: str, *, on: date) -> Document:
    """The document with its number in normal form; eighteen digits beginning 9 are a foreigner's card."""
    number = narrowed(typed)
    if kind in (DocumentType.RESIDENT_ID, DocumentType.PERMANENT_RESIDENCE) and is_resident_id(number):
        return _carded(kind, number, on)
    shape = SHAPES.get(kind)
    if shape is None or not shape.fullmatch(number):
        raise _no_number(kind, number)
    return Document(kind, number)


def credit_code(typed: str) -> str:
    """The unified social credit code in normal form."""
    code = narrowed(typed)
    if not is_credit_code(code):
        raise NumberError(
            Text("统一社会信用代码不正确。", "This is not a unified social credit code."),
            remedy=Text("请对照营业执照核对 18 位代码。", "Compare all 18 characters with the licence."),
            place="credit_code",
        )
    return code


def mobile(typed: str) -> str:
    """The mobile number of the mainland in normal form, without +86."""
    number = COUNTRY.sub("", narrowed(typed))
    if not MOBILE.fullmatch(number):
        raise NumberError(
            Text("手机号不正确。", "This is not a mobile number."),
            remedy=Text("请填 11 位手机号，如 139 开头的号码。", "Fill in 11 digits beginning 13 to 19."),
            place="mobile",
        )
    return number


def narrowed(typed: str) -> str:
    """Half-width capitals without blanks and dashes."""
    return BLANKS.sub("", unicodedata.normalize("NFKC", typed)).upper()


def _carded(kind: DocumentType, number: str, on: date) -> Document:
    foreign = number.startswith(FOREIGNER)
    if kind is DocumentType.PERMANENT_RESIDENCE and not foreign:
        raise _no_number(kind, number)
    born = birth_date_of(number)
    if born is None or born > on:
        raise NumberError(
            Text("证件号里的出生日期晚于今天。", "The day of birth in the number is after today."),
            remedy=Text("请逐位核对证件号码。", "Compare the number with the card."),
            place=kind,
        )
    return Document(DocumentType.PERMANENT_RESIDENCE if foreign else DocumentType.RESIDENT_ID, number)


def _no_number(kind: DocumentType, number: str) -> NumberError:
    """Names the kind and never repeats the number: refusals are logged and shown."""
    name = DOCUMENT_TYPES[kind]
    what = Text(f"{name.zh}号码不正确。", f"This is not the number of a {name.en}.")
    if kind is DocumentType.RESIDENT_ID and OLD_RESIDENT_ID.fullmatch(number):
        what = Text("15 位身份证号已停用。", "Identity numbers of 15 digits are no longer valid.")
    return NumberError(
        what,
        remedy=Text("请逐位核对证件号码和证件类型。", "Compare the number and the kind of document."),
        place=kind,
    )
