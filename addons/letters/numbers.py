"""The numbers that letters bear, 吉建许准延〔2026〕第1号, and the identifiers of e-certificates; pure."""

import re
import unicodedata

from stdnum.iso7064 import mod_37_36

from kernel.errors import Invalid
from kernel.text import Text

ROOT = "1.2.156.3005.2"
"""The object identifier of e-certificates in China."""
TYPE = re.compile(r"[0-9A-Z]{21}")
ISSUER = re.compile(r"[0-9A-Z]{18}")
SERIAL = re.compile(r"[0-9A-Z]{1,30}")
LAST_EDITION = 999
WRITTEN = re.compile(r"(?P<head>.+)〔(?P<year>\d{4})〕第(?P<serial>[1-9]\d*)号")
BRACKETS = str.maketrans("[](){}【】（）", "〔〕" * 5)


def letter_number(organ: str, word: str, year: int, serial: int) -> str:
    """The number as it is printed, with full-width brackets and without leading zeros."""
    return f"{organ}{word}〔{year}〕第{serial}号"


def typed_number(typed: str) -> str:
    """The number somebody typed, as it is printed; empty when it cannot be one."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", typed)).translate(BRACKETS)
    found = WRITTEN.fullmatch(text if "第" in text else re.sub(r"〕0*(\d+号)", r"〕第\1", text))
    return f"{found['head']}〔{found['year']}〕第{found['serial']}号" if found else ""


def identifier(*, licence_type: str, issuer: str, serial: str, edition: int) -> str:
    """证照标识: the national identifier of one edition, closed by a check character of ISO 7064 MOD 37,36."""
    for value, pattern, name in (
        (licence_type, TYPE, Text("证照类型代码", "code of the kind of certificate")),
        (issuer, ISSUER, Text("发证机关代码", "credit code of the issuer")),
        (serial, SERIAL, Text("流水号", "serial")),
    ):
        if not pattern.fullmatch(value):
            raise _unfit(name, value)
    if not 1 <= edition <= LAST_EDITION:
        raise _unfit(Text("版本号", "edition"), str(edition))
    version = f"{edition:03}"
    check = mod_37_36.calc_check_digit(f"{licence_type}{issuer}{serial}{version}")
    return f"{ROOT}.{licence_type}.{issuer}.{serial}.{version}.{check}"


def is_identifier(text: str) -> bool:
    """Whether the text is an identifier whose check character is right."""
    parts = text.removeprefix(f"{ROOT}.").split(".")
    if not text.startswith(f"{ROOT}.") or len(parts) != 5:
        return False
    return bool(mod_37_36.is_valid("".join(parts)))


def _unfit(name: Text, value: str) -> Invalid:
    return Invalid(
        Text(f"证照标识的{name.zh}不能是“{value}”。", f"“{value}” cannot be the {name.en} of an identifier."),
        remedy=Text(
            "请在证书类型和发证机关设置中核对代码。",
            "See the codes of the certificate type and of its issuer.",
        ),
        place="identifier",
    )
