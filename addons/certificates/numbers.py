"""Numbers of certificates: how a type writes them, how people type them, how they are compared; pure."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from addons.parties.numbers import NumberError, narrowed
from kernel.text import Text

SIGNS = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔贵云滇藏陕秦甘陇青宁新兵"
"""The signs of the provinces as they stand at the head of a number."""

SAFETY = "{province}建安{category}（{year}）{serial:7}"
SAFETY_CATEGORIES = ("A", "B", "C1", "C2", "C3", "C")
"""C alone is a category of old, which is no longer issued."""

PLACE = re.compile(r"\{(province|category|year|serial)(?::([1-9]))?\}")
STRAY = re.compile(r"[{}]")
SERIAL_DIGITS = "7"
LONGEST = 60


@dataclass(frozen=True, slots=True)
class CertificateNumber:
    """A number as it is printed, as it is compared, and what it says."""

    printed: str
    key: str
    category: str
    year: int
    serial: str
    province: str = ""


def certificate_number(
    typed: str, *, pattern: str = SAFETY, categories: Sequence[str] = SAFETY_CATEGORIES
) -> CertificateNumber:
    """The number in its printed form, whatever brackets, blanks and width it was typed with."""
    key = number_key(typed)
    found = shape(pattern, tuple(categories)).fullmatch(key)
    if found is None:
        sample = written(pattern, category=categories[0] if categories else "")
        raise NumberError(
            Text("证书编号不正确。", "This is not the number of such a certificate."),
            remedy=Text(
                f"请对照证书逐字核对，如 {sample}。", f"Compare it with the certificate, such as {sample}."
            ),
            place="certificate_number",
        )
    parts = found.groupdict()
    return CertificateNumber(
        printed=PLACE.sub(lambda place: parts[place[1]], pattern),
        key=key,
        category=parts.get("category", ""),
        year=int(parts.get("year") or 0),
        serial=parts.get("serial", ""),
        province=parts.get("province", ""),
    )


def written(
    pattern: str, *, province: str = "吉", category: str = "A", year: int = 2026, serial: int = 1
) -> str:
    """A number of the pattern, as it is printed."""
    parts = {"province": province, "category": category, "year": f"{year:04}"}

    def filled(place: re.Match[str]) -> str:
        return f"{serial:0{place[2] or SERIAL_DIGITS}}" if place[1] == "serial" else parts[place[1]]

    return PLACE.sub(filled, pattern)


def number_key(typed: str) -> str:
    """By this two numbers are the same: half-width capitals without blanks and dashes."""
    return narrowed(typed)


def pattern_fault(pattern: str) -> tuple[Text, Text] | None:
    """Why the pattern cannot be used, and what to write; None when it can."""
    places = Counter(place[1] for place in PLACE.finditer(pattern))
    stray = STRAY.search(PLACE.sub("", pattern))
    usable = places["serial"] == 1 and max(places.values()) == 1 and not stray
    if usable and len(written(pattern)) <= LONGEST:
        return None
    return (
        Text("编号规则不能使用。", "This pattern of numbers cannot be used."),
        Text(
            "请用 {province}、{category}、{year}、{serial:7}，各至多一次，且须有 {serial}；"
            f"编号不超过 {LONGEST} 个字符。",
            "Use {province}, {category}, {year}, {serial:7}, each once at most, {serial} in any case, "
            f"for a number of {LONGEST} characters at most.",
        ),
    )


@lru_cache(maxsize=64)
def shape(pattern: str, categories: tuple[str, ...]) -> re.Pattern[str]:
    """What the key of a number of this pattern looks like, its parts as named groups."""
    found, end = "", 0
    for place in PLACE.finditer(pattern):
        found += re.escape(number_key(pattern[end : place.start()]))
        found += f"(?P<{place[1]}>{_part(place, categories)})"
        end = place.end()
    return re.compile(found + re.escape(number_key(pattern[end:])))


def printed_shape(pattern: str, categories: tuple[str, ...]) -> str:
    """The printed form of such a number, as a JSON Schema says it."""
    found, end = "", 0
    for place in PLACE.finditer(pattern):
        found += re.escape(pattern[end : place.start()]) + f"(?:{_part(place, categories)})"
        end = place.end()
    return f"^{found}{re.escape(pattern[end:])}$"


def _part(place: re.Match[str], categories: Sequence[str]) -> str:
    match place[1]:
        case "province":
            return f"[{SIGNS}]"
        case "category":
            # the longest first: C1 is not the category C with a 1 behind it
            return "|".join(re.escape(one) for one in sorted(categories, key=len, reverse=True))
        case "year":
            return "(?:19|20)[0-9]{2}"
        case _:
            return f"[0-9]{{{place[2] or SERIAL_DIGITS}}}"
