"""Drawn papers for demos: nobody's documents, which open all the same."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from addons.certificates.portraits import portrait

PAPER, INK, RULE, SEAL = "#ffffff", "#1f2937", "#cbd5e1", "#c8102e"
WIDTH, HEIGHT = 620, 877
"""A page of A4 at 75 dots to the inch: small, and large enough to be read."""
DENSITY = 75.0
FONTS = ("NotoSansCJK-Regular.ttc", "NotoSerifCJK-Regular.ttc")
FORMATS = {"pdf": "PDF", "png": "PNG", "jpg": "JPEG", "jpeg": "JPEG"}
LINES = 14
FACES = "照片"


def paper(name: str) -> bytes:
    """A file of that name: its ending says what it is, its words stand on it; a portrait where it is a photograph."""
    stem, _, ending = name.rpartition(".")
    if FACES in stem:
        return portrait(name)
    made = BytesIO()
    sheet(stem).save(made, FORMATS.get(ending.lower(), "PDF"), resolution=DENSITY)
    return made.getvalue()


def sheet(title: str) -> Image.Image:
    """A page with a heading, lines of writing and a seal."""
    page = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(page)
    pen.text((WIDTH / 2, 110), title, fill=INK, font=font(30), anchor="mm")
    pen.text((WIDTH / 2, 155), "演示文件 SAMPLE", fill=SEAL, font=font(16), anchor="mm")
    for line in range(LINES):
        # the last line of a paragraph is shorter
        end = WIDTH - (240 if line % 5 == 4 else 80)
        pen.line((80, 220 + line * 34, end, 220 + line * 34), fill=RULE, width=9)
    pen.ellipse((WIDTH - 230, HEIGHT - 200, WIDTH - 110, HEIGHT - 80), outline=SEAL, width=5)
    pen.text((WIDTH - 170, HEIGHT - 140), "★", fill=SEAL, font=font(40), anchor="mm")
    return page


def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """One with Chinese characters, if the machine has it."""
    for name in FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)
