"""Uploaded files, by reference."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from forms.fieldtype import AnswerError, FieldType, Posted, narrowed
from forms.media import Media
from forms.seams import field_type
from forms.sheet import Entry, Group, Property, Tab
from kernel.reading import Reader
from kernel.text import Text

MANY = 20
MEGABYTE = 1024 * 1024
LARGEST = 50
DIGITS = 15
NO_COLUMN = (
    Text("表格的一行里不能传文件。", "A row of a table takes no files."),
    Text(
        "请在表格之外加“文件”或“材料清单”，一次收齐各行的文件。",
        "Add a file field or a list of materials beside the table.",
    ),
)
MEDIA = {media: Text(media.upper(), media.upper()) for media in Media}
LAST = 2**31 - 1
"""The greatest id that a database holds; asked for more, PostgreSQL fails."""


@field_type("file")
@dataclass(frozen=True, slots=True)
class FileField(FieldType):
    """Uploads by their ids; properties `accepts` (pdf, jpg, png), `max_megabytes`, `max_files`."""

    title: ClassVar = Text("文件", "file")
    group: ClassVar = Group.FILE
    icon: ClassVar = "paperclip"
    foreign: ClassVar = {"xlsform": "file", "formio": "file"}
    widget: ClassVar = "widgets/file.html"
    givable: ClassVar = False
    many: ClassVar = True
    replaces: ClassVar = False
    """Whether a new file takes the place of the one before."""
    sheet: ClassVar[tuple[Property, ...]] = (
        Property(
            "accepts",
            Text("接受的类型", "Types accepted"),
            Entry.WORDS,
            words=tuple(Media),
            named=MEDIA,
            tab=Tab.CHECK,
        ),
        Property(
            "max_megabytes",
            Text("单个文件上限（MB）", "Largest file (MB)"),
            Entry.WHOLE,
            default=5,
            least=1,
            most=LARGEST,
            tab=Tab.CHECK,
        ),
        Property(
            "max_files",
            Text("最多几个", "Most files"),
            Entry.WHOLE,
            default=1,
            least=1,
            most=MANY,
            tab=Tab.CHECK,
        ),
    )
    accepts: tuple[Media, ...] = tuple(Media)
    max_megabytes: int = 5
    max_files: int = 1

    @classmethod
    def not_a_column(cls) -> tuple[Text, Text]:
        """A file belongs to one question, which says who may open it."""
        return NO_COLUMN

    @classmethod
    def read(cls, node: Reader) -> Self:
        """Which files are taken, how large and how many."""
        return cls(
            node.members("accepts", Media) or tuple(Media),
            node.whole("max_megabytes", default=5, least=1, most=LARGEST) or 5,
            node.whole("max_files", default=1, least=1, most=MANY) or 1,
        )

    def normalised(self, raw: object) -> list[int] | None:
        """The ids of the uploads, each once; whose they are the service knows."""
        given = raw if isinstance(raw, list | tuple) else [raw]
        ids = list(dict.fromkeys(_id(item) for item in given if item not in (None, "")))
        found = [number for number in ids if number]
        self.refuse_more(len(found) - 1)
        return found or None

    def display(self, answer: Any, locale: str) -> str:
        """How many files; their names the page knows."""
        count = len(answer or ())
        if not count:
            return ""
        return Text(f"{count} 个文件", f"{count} file{'s' if count > 1 else ''}").of(locale)

    @property
    def profile(self) -> str:
        """What a file has to be made to fit before it is kept; empty for nothing. Other files are not taken."""
        return ""

    def wanted(self, locale: str) -> str:
        """Which files are taken, in words."""
        kinds = [media.value.upper() for media in self.accepts]
        return Text(
            f"{'、'.join(kinds)}，单个不超过 {self.max_megabytes} MB",
            f"{', '.join(kinds)}, at most {self.max_megabytes} MB each",
        ).of(locale)

    def fitted(self, content: bytes, media: Media) -> tuple[bytes, Media]:
        """The file as it is kept; a type that makes something of it returns that, or refuses it."""
        return content, media

    def attributes(self) -> dict[str, str]:
        """The kinds of files that the browser offers."""
        return {"accept": ",".join(media.mime for media in self.accepts)}

    def gathered(self, posted: Posted, name: str) -> list[Any]:
        """Every reference that stands on the page."""
        return posted.getlist(name)

    def refuse_more(self, held: int) -> None:
        """Nothing, unless with one more than these there are too many."""
        if held >= self.max_files:
            raise AnswerError(
                Text(f"最多 {self.max_files} 个文件。", f"At most {self.max_files} files."),
                remedy=Text("请移除多余的文件。", "Remove some."),
            )

    def refuse_upload(self, media: Media, size: int) -> None:
        """Nothing, unless a file of this kind and size is not wanted here."""
        if media not in self.accepts:
            wanted = "、".join(media.value.upper() for media in self.accepts)
            raise AnswerError(
                Text(
                    f"这里不收 {media.value.upper()} 文件。",
                    f"{media.value.upper()} files are not taken here.",
                ),
                remedy=Text(f"请改传 {wanted}。", f"Upload {wanted.replace('、', ', ')} instead."),
            )
        if size > self.max_megabytes * MEGABYTE:
            raise AnswerError(
                Text(
                    f"文件超过 {self.max_megabytes} MB。", f"The file is larger than {self.max_megabytes} MB."
                ),
                remedy=Text("请压缩或降低清晰度后再传。", "Compress it and try again."),
            )

    def json_schema(self) -> dict[str, Any]:
        """A list of ids."""
        return {
            "type": "array",
            "items": {"type": "integer", "minimum": 1},
            "minItems": 1,
            "maxItems": self.max_files,
            "uniqueItems": True,
        }


def numbers_in(answer: Any) -> list[int]:
    """The ids of the uploads that an answer, or what was posted for one, names."""
    texts = map(str, answer) if isinstance(answer, list) else ()
    # int() refuses thousands of digits with an error of its own
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) <= DIGITS]


def _id(item: object) -> int:
    if isinstance(item, int) and not isinstance(item, bool) and item > 0:
        return item
    typed = narrowed(item)
    if not typed:
        return 0
    if typed.isascii() and typed.isdigit() and len(typed) <= DIGITS and int(typed):
        return int(typed)
    raise AnswerError(
        Text("这不是已上传的文件。", "This is not an uploaded file."),
        remedy=Text("请重新上传。", "Upload it again."),
    )
