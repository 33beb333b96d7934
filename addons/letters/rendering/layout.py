"""PDF from our own layouts, drawn by typst: the e-certificate, a filled form."""

import base64
import io
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

import typst
from PIL import Image

from addons.letters import qr
from kernel.errors import Invalid
from kernel.text import Text

CERTIFICATE = "certificate"
"""The layout that bears a code and a portrait."""
LAYOUTS = Path(__file__).resolve().parent.parent / "layouts"
PORTRAIT = (295, 413)
"""Pixels of a portrait of 25 by 35 mm at 300 dots an inch."""
MOST_PIXELS = 24_000_000
STANDARD: Literal["a-2b"] = "a-2b"
"""Of archives: the fonts are inside, and the file looks the same in thirty years."""


class Layouts:
    """The compilers of the layouts, each warm."""

    def __init__(self) -> None:
        self._compilers: dict[str, typst.Compiler] = {}

    def drawn(self, layout: str, facts: Mapping[str, Any], portrait: bytes) -> bytes:
        """The PDF of the facts; `date` is the day that the file bears."""
        day = date.fromisoformat(facts["date"])
        shown = dict(facts) | {"date": {"year": day.year, "month": day.month, "day": day.day}}
        if layout == CERTIFICATE:
            shown |= {"qr": qr.svg(facts["link"]), "photo": framed(portrait) if portrait else None}
        try:
            compiled = self._compiler(layout).compile(
                format="pdf",
                sys_inputs={"data": json.dumps(shown, ensure_ascii=False)},
                pdf_standards=STANDARD,
                # no clock in what is made: the same facts make the same bytes
                timestamp=int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()),
            )
        except typst.TypstError as error:
            raise _undrawable(error) from error
        return b"".join(compiled) if isinstance(compiled, list) else compiled or b""

    def _compiler(self, layout: str) -> typst.Compiler:
        if layout not in self._compilers:
            self._compilers[layout] = typst.Compiler(LAYOUTS / f"{layout}.typ", root=LAYOUTS)
        return self._compilers[layout]


def framed(portrait: bytes) -> str:
    """The portrait, cut to its proportions and without anything but its pixels, as a drawing that typst embeds."""
    try:
        with Image.open(io.BytesIO(portrait), formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise _unusable()
            picture = cut(opened.convert("RGB"))
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise _unusable() from error
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=90)
    width, height = PORTRAIT
    content = base64.b64encode(made.getvalue()).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="data:image/jpeg;base64,{content}"/></svg>'
    )


def cut(picture: Image.Image) -> Image.Image:
    """The middle of the picture in the proportions of a portrait."""
    width, height = PORTRAIT
    scale = max(width / picture.width, height / picture.height)
    large = picture.resize(
        (max(width, round(picture.width * scale)), max(height, round(picture.height * scale)))
    )
    left, top = (large.width - width) // 2, (large.height - height) // 2
    return large.crop((left, top, left + width, top + height))


def sample() -> dict[str, Any]:
    """Facts of an e-certificate that is nobody's: a child draws it to load the fonts."""
    return {
        "country": "中华人民共和国",
        "title": ["安全生产考核合格证书"],
        "author": "通办",
        "fields": [["编号", "样本A（2026）0000001"], ["姓名", "张小山"]],
        "portrait": "",
        "link": "https://example.invalid",
        "hint": "扫码查验",
        "code": "0000-0000",
        "issued": [["发证机关", "样本"]],
        "identifier": ["证照标识", "1.2.156.3005.2"],
        "date": "2026-03-10",
    }


def _unusable() -> Invalid:
    return Invalid(
        Text("证件照打不开或太大。", "The portrait cannot be opened or is too large."),
        remedy=Text("请换一张 JPG 或 PNG 照片。", "Use another photo, JPG or PNG."),
        place="photo",
    )


def _undrawable(error: typst.TypstError) -> Invalid:
    return Invalid(
        Text(f"PDF 画不出来（{error.message}）。", f"The PDF cannot be drawn ({error.message})."),
        remedy=Text(
            "请检查本机的中文字体（doctor），并把这条消息告诉维护人员。",
            "See the Chinese fonts of the machine (doctor), and pass this message on.",
        ),
        place="pdf",
    )
