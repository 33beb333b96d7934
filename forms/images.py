"""Pictures made anew from their pixels: upright, of a size that is needed, without what a camera wrote into them."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps

from forms.fieldtype import AnswerError
from forms.media import Media
from kernel.text import Text

LONGEST = 4_096
"""Pixels along the longer side that are kept: A4 at 350 dots an inch."""
MOST_DECODED = 30_000_000
"""Pixels that are ever decoded at once."""
MOST_PIXELS = 120_000_000
"""Of a baseline JPEG, which is decoded at a half or a quarter of its size where it is larger."""
QUALITIES = (88, 80, 70)
MILLION = 1_000_000
FORMATS = {Media.JPG: "JPEG", Media.PNG: "PNG"}
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    EOFError,
    LookupError,
    ArithmeticError,
    struct.error,
    zlib.error,
)
"""How Pillow's decoders tell that a file is damaged."""

# Pillow warns of twice the pixels we take and opens no file of four times as many
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def remade(content: bytes, media: Media) -> bytes:
    """The picture from its pixels alone, upright; one that does not open whole or has too many is refused."""
    try:
        with Image.open(BytesIO(content), formats=[FORMATS[media]]) as picture:
            _refuse_vast(picture)
            picture.load()
            _turn_upright(picture)
            return _written(picture, media, len(content))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except AnswerError:
        raise
    except BROKEN:
        raise _damaged() from None


def refuse_small(content: bytes, least: int) -> None:
    """Nothing, unless the shorter side of the picture has fewer pixels than this."""
    with Image.open(BytesIO(content)) as picture:
        width, height = picture.size
    if min(width, height) < least:
        raise AnswerError(
            Text(
                f"图片只有 {width}×{height} 像素，短边至少要 {least} 像素。",
                f"The picture has only {width}×{height} pixels; the shorter side needs {least} at least.",
            ),
            remedy=Text("请换清晰的原图，不要用缩略图。", "Use the original picture, not a thumbnail."),
        )


def shrunk(content: bytes, media: Media, longest: int) -> bytes:
    """The picture, made smaller where its longer side has more pixels than this."""
    with Image.open(BytesIO(content)) as picture:
        if max(picture.size) <= longest:
            return content
        picture.load()
        picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        return _written(picture, media, len(content))


def _refuse_vast(picture: Image.Image) -> None:
    pixels = picture.width * picture.height
    # a progressive JPEG is held whole in memory before it can be made smaller
    baseline = picture.format in ("JPEG", "MPO")
    if pixels > MOST_DECODED and baseline and not picture.info.get("progressive"):
        scale = 2
        while pixels > MOST_DECODED * scale * scale:
            scale *= 2
        if pixels <= MOST_PIXELS:
            picture.draft(None, (picture.width // scale, picture.height // scale))
    if picture.width * picture.height > MOST_DECODED:
        raise _too_many_pixels()


def _turn_upright(picture: Image.Image) -> None:
    try:
        ImageOps.exif_transpose(picture, in_place=True)
    except BROKEN:
        # what tells the turn is damaged: the pixels are not
        return


def _written(picture: Image.Image, media: Media, size: int) -> bytes:
    plain = _plain(picture, with_alpha=media is Media.PNG)
    if max(plain.size) > LONGEST:
        plain.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    # comments, colour profiles and whatever else the file said besides
    plain.info = {}
    if media is Media.PNG:
        return _saved(plain, "PNG")
    written = b""
    for quality in QUALITIES:
        written = _saved(plain, "JPEG", quality=quality, optimize=True)
        if len(written) <= size:
            break
    return written


def _plain(picture: Image.Image, *, with_alpha: bool) -> Image.Image:
    """In one of the few modes that every reader knows."""
    if picture.mode.startswith("I"):
        # sixteen bits of grey
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if with_alpha and (picture.mode in ("LA", "PA", "RGBA") or "transparency" in picture.info):
        return picture.convert("RGBA")
    return picture.convert("L" if picture.mode in ("1", "L", "LA") else "RGB")


def _saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    into = BytesIO()
    picture.save(into, kind, **options)
    return into.getvalue()


def _too_many_pixels() -> AnswerError:
    return AnswerError(
        Text("图片的像素太多，无法处理。", "The picture has too many pixels."),
        remedy=Text(
            f"请用普通的拍照模式重拍，或缩小到 {MOST_DECODED // MILLION * 100} 万像素以内后再传。",
            f"Take it again in the ordinary mode, or make it smaller than {MOST_DECODED // MILLION} megapixels.",
        ),
    )


def _damaged() -> AnswerError:
    return AnswerError(
        Text("图片打不开，可能没有传完或已损坏。", "The picture does not open; it is cut off or damaged."),
        remedy=Text(
            "请在手机或电脑上确认能打开，再重新拍照或上传。",
            "See that it opens on your device and upload it again.",
        ),
    )
