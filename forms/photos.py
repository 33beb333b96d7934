"""Photos for documents: made to fit a profile of size and background, or refused with what was measured."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from math import gcd
from statistics import median

from PIL import Image

from forms.fieldtype import AnswerError
from kernel.text import Text

DENSITY = (300, 300)
QUALITIES = (95, 90, 85, 80, 75, 70, 62, 54, 46)
KILOBYTE = 1024
ASKEW = 0.03
"""So far the proportions may be off: three in a hundred."""
SIDES, TOP, DOWN = 0.06, 0.06, 0.45
"""Of the picture: the strips at the sides and at the top that show what is behind a head, and how far they go down."""
SAMPLED = (100, 140)
ENOUGH = 80
"""Per cent of what is behind that have to be of the colour."""


class Ground(StrEnum):
    """The colour behind the head."""

    ANY = "any"
    WHITE = "white"
    BLUE = "blue"
    RED = "red"


GROUNDS = {
    Ground.ANY: Text("不限", "any"),
    Ground.WHITE: Text("白色", "white"),
    Ground.BLUE: Text("蓝色", "blue"),
    Ground.RED: Text("红色", "red"),
}
OTHERS = {"grey": Text("灰色", "grey"), "dark": Text("深色", "dark"), "mixed": Text("杂色", "mixed")}
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Profile:
    """What a photo has to be: pixels, what is behind the head, and how heavy it may be."""

    width: int = 295
    height: int = 413
    ground: Ground = Ground.ANY
    kilobytes: int = 50

    @property
    def mark(self) -> str:
        """The profile in one word; what fits another does not fit this one."""
        return f"photo:{self.width}x{self.height}:{self.ground}:{self.kilobytes}"

    def words(self, locale: str) -> str:
        """What is wanted."""
        size = f"{self.width}×{self.height}"
        across, down = _proportion(self.width, self.height)
        ground = "" if self.ground is Ground.ANY else GROUNDS[self.ground].of(locale)
        return Text(
            f"{size} 像素（宽高比约 {across}:{down}）{f'，{ground}背景' if ground else ''}；"
            f"大的会自动缩到 {self.kilobytes} KB 以内",
            f"{size} pixels (about {across}:{down}){f', {ground} background' if ground else ''}; "
            f"larger ones are made to fit {self.kilobytes} KB",
        ).of(locale)


PROFILES = {
    "one_inch": (Text("一寸照", "One inch"), Profile()),
    "one_inch_white": (Text("一寸白底", "One inch, white"), Profile(ground=Ground.WHITE)),
    "one_inch_blue": (Text("一寸蓝底（安徽）", "One inch, blue (Anhui)"), Profile(ground=Ground.BLUE)),
    "beijing": (Text("北京 110×140 白底", "Beijing, 110×140, white"), Profile(110, 140, Ground.WHITE)),
    "id_card": (
        Text("身份证照 358×441 白底", "Identity card, 358×441, white"),
        Profile(358, 441, Ground.WHITE),
    ),
}
"""The profiles in use, by the word that a form gives them."""


def fitted(content: bytes, profile: Profile) -> bytes:
    """A JPEG of exactly the profile's size and weight, made of the picture; a refusal says what was measured."""
    with Image.open(BytesIO(content)) as opened:
        picture = opened.convert("RGBA")
    # what is transparent is white on every page
    flat = Image.new("RGB", picture.size, (255, 255, 255))
    flat.paste(picture, mask=picture.getchannel("A"))
    _refuse_size(flat.size, profile)
    made = flat.resize((profile.width, profile.height), Image.Resampling.LANCZOS)
    _refuse_ground(made, profile)
    for quality in QUALITIES:
        into = BytesIO()
        made.save(into, "JPEG", quality=quality, optimize=True, dpi=DENSITY)
        if into.tell() <= profile.kilobytes * KILOBYTE:
            return into.getvalue()
    raise _too_heavy(into.tell(), profile)


def behind(picture: Image.Image) -> list[Colour]:
    """The colours at the top and at both sides above the shoulders."""
    small = picture.convert("RGB").resize(SAMPLED, Image.Resampling.BOX)
    across, down = SAMPLED
    side, top, low = round(across * SIDES), round(down * TOP), round(down * DOWN)
    strips = [(0, 0, across, top), (0, top, side, low), (across - side, top, across, low)]
    return [pixel for strip in strips for pixel in _pixels(small.crop(strip))]


def colour_of(pixel: Colour) -> str:
    """What people call the colour: one of the grounds, or grey, dark, mixed."""
    red, green, blue = pixel
    low, high = min(pixel), max(pixel)
    if low >= 215 and high - low <= 30:
        return Ground.WHITE
    if blue >= 110 and blue - red >= 45 and blue + 10 >= green:
        return Ground.BLUE
    if red >= 120 and red - green >= 60 and red - blue >= 60:
        return Ground.RED
    if high <= 70:
        return "dark"
    return "grey" if high - low <= 30 else "mixed"


def _pixels(strip: Image.Image) -> list[Colour]:
    flat = strip.tobytes()
    return [(flat[at], flat[at + 1], flat[at + 2]) for at in range(0, len(flat), 3)]


def _refuse_size(size: tuple[int, int], profile: Profile) -> None:
    width, height = size
    if abs(width / height / (profile.width / profile.height) - 1) > ASKEW:
        across, down = _proportion(profile.width, profile.height)
        raise AnswerError(
            Text(
                f"照片是 {width}×{height} 像素，宽高比 {width / height:.2f}，"
                f"要求约 {across}:{down}（{profile.width / profile.height:.2f}）。",
                f"The photo has {width}×{height} pixels, a proportion of {width / height:.2f}; "
                f"about {across}:{down} is wanted ({profile.width / profile.height:.2f}).",
            ),
            remedy=Text(
                "请按证件照裁剪后再传，不要拉伸。", "Crop it as a document photo, without stretching it."
            ),
        )
    if width < profile.width * (1 - ASKEW) or height < profile.height * (1 - ASKEW):
        raise AnswerError(
            Text(
                f"照片只有 {width}×{height} 像素，至少要 {profile.width}×{profile.height} 像素。",
                f"The photo has only {width}×{height} pixels; {profile.width}×{profile.height} are needed.",
            ),
            remedy=Text(
                "请换清晰的原图，不要用截图或缩略图。",
                "Use the original photo, not a screenshot or thumbnail.",
            ),
        )


def _refuse_ground(picture: Image.Image, profile: Profile) -> None:
    if profile.ground is Ground.ANY:
        return
    found = behind(picture)
    names = Counter(colour_of(pixel) for pixel in found)
    share = 100 * names[profile.ground] // len(found)
    if share >= ENOUGH:
        return
    red, green, blue = (round(median(channel)) for channel in zip(*found, strict=True))
    most = names.most_common(1)[0][0]
    wanted = GROUNDS[profile.ground]
    seen = GROUNDS.get(most) or OTHERS[most]  # type: ignore[call-overload]
    raise AnswerError(
        Text(
            f"照片背景测得主要是{seen.zh}（RGB {red},{green},{blue}），只有 {share}% 是{wanted.zh}，要求{wanted.zh}背景。",
            f"The background was measured as mostly {seen.en} (RGB {red},{green},{blue}), "
            f"only {share}% of it {wanted.en}; a {wanted.en} background is wanted.",
        ),
        remedy=Text(
            f"请换一张{wanted.zh}背景的证件照。", f"Use a document photo with a {wanted.en} background."
        ),
    )


def _too_heavy(size: int, profile: Profile) -> AnswerError:
    return AnswerError(
        Text(
            f"照片压缩后仍有 {-(-size // KILOBYTE)} KB，超过 {profile.kilobytes} KB。",
            f"Even compressed the photo has {-(-size // KILOBYTE)} KB, more than {profile.kilobytes} KB.",
        ),
        remedy=Text("请换一张背景干净的照片。", "Use a photo with a plain background."),
    )


def _proportion(width: int, height: int) -> Sequence[int]:
    """The nearest proportion of small numbers, such as 5:7."""
    best = min(
        ((across, down) for down in range(1, 10) for across in range(1, 10)),
        key=lambda pair: (abs(pair[0] / pair[1] - width / height), pair),
    )
    shared = gcd(*best)
    return best[0] // shared, best[1] // shared
