"""Pictures: uploads of so many pixels, kept no larger than they are needed."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from forms.fields.file import LARGEST, MANY, MEDIA, FileField
from forms.images import refuse_small, shrunk
from forms.media import Media
from forms.seams import field_type
from forms.sheet import Entry, Property, Tab
from kernel.reading import Reader
from kernel.text import Text

PICTURES = tuple(media for media in Media if media.picture)
SHORTEST, LONGEST = 2_000, 4_096
USUAL = 2_000
"""Pixels along the longer side: a page of A4 that can be read."""


@field_type("image")
@dataclass(frozen=True, slots=True)
class ImageField(FileField):
    """Pictures; properties `accepts` (jpg, png), `least_pixels`, `most_pixels`, `max_megabytes`, `max_files`."""

    title: ClassVar = Text("图片", "image")
    icon: ClassVar = "image"
    foreign: ClassVar = {"xlsform": "image", "formio": "file"}
    sheet: ClassVar = (
        Property(
            "accepts",
            Text("接受的类型", "Types accepted"),
            Entry.WORDS,
            words=PICTURES,
            named=MEDIA,
            tab=Tab.CHECK,
        ),
        Property(
            "least_pixels",
            Text("短边至少（像素）", "Shorter side at least (pixels)"),
            Entry.WHOLE,
            default=0,
            most=SHORTEST,
            tab=Tab.CHECK,
        ),
        Property(
            "most_pixels",
            Text("长边缩到（像素）", "Longer side made to (pixels)"),
            Entry.WHOLE,
            default=USUAL,
            least=200,
            most=LONGEST,
            tab=Tab.CHECK,
        ),
        *FileField.sheet[1:],
    )
    accepts: tuple[Media, ...] = PICTURES
    least_pixels: int = 0
    most_pixels: int = USUAL

    @classmethod
    def read(cls, node: Reader) -> Self:
        """Which pictures are taken, and how large they are kept."""
        return cls(
            pictures_in(node),
            node.whole("max_megabytes", default=5, least=1, most=LARGEST) or 5,
            node.whole("max_files", default=1, least=1, most=MANY) or 1,
            node.whole("least_pixels", default=0, most=SHORTEST) or 0,
            node.whole("most_pixels", default=USUAL, least=200, most=LONGEST) or USUAL,
        )

    @property
    def profile(self) -> str:
        """How many pixels there have to be."""
        return f"image:{self.least_pixels}" if self.least_pixels else ""

    def wanted(self, locale: str) -> str:
        """Which pictures are taken, in words."""
        # a slotted dataclass is made twice, and super() without arguments knows only the first
        said = FileField.wanted(self, locale)
        if not self.least_pixels:
            return said
        least = self.least_pixels
        return said + Text(f"，短边至少 {least} 像素", f", the shorter side {least} pixels at least").of(
            locale
        )

    def fitted(self, content: bytes, media: Media) -> tuple[bytes, Media]:
        """The picture no larger than needed; one with too few pixels is refused."""
        refuse_small(content, self.least_pixels)
        return shrunk(content, media, self.most_pixels), media

    def sample(self) -> Any:
        """None: a picture has to be uploaded first."""
        return None


def pictures_in(node: Reader) -> tuple[Media, ...]:
    """The kinds of pictures that a node accepts; all of them when it names none."""
    accepts = node.members("accepts", Media)
    for other in [media for media in accepts if not media.picture]:
        node.refuse(
            "accepts",
            Text(f"{other.upper()} 不是图片。", f"{other.upper()} is no picture."),
            Text("请只列 jpg、png；要收 PDF 请用“文件”。", "List jpg and png; for PDF use a file field."),
        )
    return tuple(media for media in accepts if media.picture) or PICTURES
