"""Photos for documents: of the size, background and weight that the profile of a province wants."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from forms.fields.file import LARGEST, FileField
from forms.fields.image import PICTURES
from forms.media import Media
from forms.photos import GROUNDS, PROFILES, Ground, Profile, fitted
from forms.seams import field_type
from forms.sheet import Entry, Property, Tab
from kernel.reading import Reader
from kernel.text import Text

PLAIN = "one_inch"
SMALLEST, GREATEST = 50, 2_000


@field_type("id_photo")
@dataclass(frozen=True, slots=True)
class IdPhotoField(FileField):
    """One photo made to fit; properties `profile`, and `width`, `height`, `background`, `max_kilobytes` over it."""

    title: ClassVar = Text("证件照", "ID photo")
    icon: ClassVar = "square-user"
    foreign: ClassVar = {"xlsform": "image", "formio": "file"}
    widget: ClassVar = "widgets/id_photo.html"
    replaces: ClassVar = True
    sheet: ClassVar = (
        Property(
            "profile",
            Text("规格", "Profile"),
            Entry.WORD,
            words=tuple(PROFILES),
            named={word: title for word, (title, _) in PROFILES.items()},
            default=PLAIN,
            tab=Tab.CHECK,
        ),
        Property(
            "width",
            Text("宽（像素）", "Width (pixels)"),
            Entry.WHOLE,
            least=SMALLEST,
            most=GREATEST,
            hint=Text("留空按规格；以下同。", "Left empty, as the profile has it; so below."),
            tab=Tab.CHECK,
        ),
        Property(
            "height",
            Text("高（像素）", "Height (pixels)"),
            Entry.WHOLE,
            least=SMALLEST,
            most=GREATEST,
            tab=Tab.CHECK,
        ),
        Property(
            "background",
            Text("背景", "Background"),
            Entry.WORD,
            words=tuple(Ground),
            named=GROUNDS,
            tab=Tab.CHECK,
        ),
        Property(
            "max_kilobytes",
            Text("不超过（KB）", "At most (KB)"),
            Entry.WHOLE,
            least=10,
            most=2_000,
            tab=Tab.CHECK,
        ),
        FileField.sheet[1],
    )
    accepts: tuple[Media, ...] = PICTURES
    photo: Profile = PROFILES[PLAIN][1]

    @classmethod
    def read(cls, node: Reader) -> Self:
        """The profile, and what the form wants otherwise."""
        word = node.text("profile", default=PLAIN)
        if word not in PROFILES:
            node.refuse(
                "profile",
                Text(f"没有名为“{word}”的证件照规格。", f"There is no photo profile “{word}”."),
                Text(f"可用：{'、'.join(PROFILES)}。", f"Known: {', '.join(PROFILES)}."),
            )
        usual = PROFILES.get(word, PROFILES[PLAIN])[1]
        photo = replace(
            usual,
            width=node.whole("width", default=usual.width, least=SMALLEST, most=GREATEST) or usual.width,
            height=node.whole("height", default=usual.height, least=SMALLEST, most=GREATEST) or usual.height,
            ground=node.member("background", Ground, default=usual.ground) or usual.ground,
            kilobytes=node.whole("max_kilobytes", default=usual.kilobytes, least=10, most=2_000)
            or usual.kilobytes,
        )
        megabytes = node.whole("max_megabytes", default=5, least=1, most=LARGEST) or 5
        return cls(PICTURES, megabytes, 1, photo)

    @property
    def profile(self) -> str:
        """The size, the background and the weight: a photo that was made to fit others is not taken."""
        return self.photo.mark

    def wanted(self, locale: str) -> str:
        """What photo is taken, in words."""
        kinds = [media.value.upper() for media in self.accepts]
        return Text(f"{'、'.join(kinds)}；", f"{', '.join(kinds)}; ").of(locale) + self.photo.words(locale)

    def fitted(self, content: bytes, media: Media) -> tuple[bytes, Media]:  # noqa: ARG002 see FileField
        """A JPEG that fits the profile; one that cannot is refused with what was measured."""
        return fitted(content, self.photo), Media.JPG

    def display(self, answer: Any, locale: str) -> str:
        """That there is one."""
        return Text("已上传", "uploaded").of(locale) if answer else ""
