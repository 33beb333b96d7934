"""Drawn portraits of people who do not exist, for demo certificates."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from addons.certificates.definition import Photo

SKINS = ("#f1c9a5", "#e6b58f", "#d9a47c", "#f4d3b5")
HAIR = ("#1c1917", "#292524", "#3b2f2a", "#44403c")
CLOTHES = ("#1e3a5f", "#374151", "#4b2e39", "#1f4d3a")
COLLAR, EYES, LIPS = "#f8fafc", "#1c1917", "#9a5b4f"
GROUNDS = {"white": "#ffffff", "blue": "#438edb", "red": "#c8102e"}
DENSITY = (300, 300)
USUAL = Photo(width=295, height=413, most_kb=50, formats=("jpeg",), background="white")


def portrait(of: str, wanted: Photo = USUAL) -> bytes:
    """A JPEG of the wanted size, always the same for the same text."""
    turn = hashlib.sha256(of.encode()).digest()
    image = Image.new("RGB", (wanted.width, wanted.height), GROUNDS.get(wanted.background, GROUNDS["white"]))
    sheet = _Sheet(ImageDraw.Draw(image), wanted.width, wanted.height)
    _draw(sheet, skin=_one(SKINS, turn[0]), hair=_one(HAIR, turn[1]), clothes=_one(CLOTHES, turn[2]))
    made = BytesIO()
    image.save(made, "JPEG", quality=88, dpi=DENSITY)
    return made.getvalue()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Draws in parts of its width and height."""

    pen: ImageDraw.ImageDraw
    width: int
    height: int

    def oval(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        self.pen.ellipse(self.box(left, top, right, bottom), fill=colour)

    def box(self, left: float, top: float, right: float, bottom: float) -> tuple[int, int, int, int]:
        return (
            int(left * self.width),
            int(top * self.height),
            int(right * self.width),
            int(bottom * self.height),
        )


def _draw(sheet: _Sheet, *, skin: str, hair: str, clothes: str) -> None:
    sheet.oval(0.23, 0.13, 0.77, 0.60, hair)
    sheet.oval(0.04, 0.73, 0.96, 1.45, clothes)
    sheet.oval(0.36, 0.68, 0.64, 0.86, COLLAR)
    sheet.pen.rectangle(sheet.box(0.41, 0.58, 0.59, 0.78), fill=skin)
    sheet.oval(0.27, 0.20, 0.73, 0.66, skin)
    sheet.pen.pieslice(sheet.box(0.25, 0.14, 0.75, 0.50), 180, 360, fill=hair)
    sheet.oval(0.385, 0.41, 0.435, 0.435, EYES)
    sheet.oval(0.565, 0.41, 0.615, 0.435, EYES)
    sheet.pen.arc(sheet.box(0.42, 0.48, 0.58, 0.57), 20, 160, fill=LIPS, width=max(sheet.width // 90, 1))


def _one(colours: Sequence[str], byte: int) -> str:
    return colours[byte % len(colours)]
