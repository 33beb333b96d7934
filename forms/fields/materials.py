"""The list of materials: each is defined in full, and is a question of its own right after the list."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Self

from forms.fields.file import LARGEST, MANY, FileField
from forms.fieldtype import AnswerError, FieldType, narrowed
from forms.media import Media
from forms.seams import field_type
from forms.shape import Necessity
from forms.sheet import Entry, Group, Property, Tab
from kernel.reading import Reader
from kernel.text import Text

LINK = re.compile(r"(?:https?://|/(?!/))[^\s\"'<>\\]{1,500}")
COPIES = 20


class Way(StrEnum):
    """How a material comes that is not uploaded."""

    WINDOW = "window"
    LATER = "later"


class Origin(StrEnum):
    """Where the applicant has it from."""

    OWN = "own"
    OFFICE = "office"
    OTHER = "other"


class Paper(StrEnum):
    """What is asked for."""

    ELECTRONIC = "electronic"
    ORIGINAL = "original"
    COPY = "copy"


WAYS = {
    Way.WINDOW: Text("到窗口交纸质件", "On paper, at the window"),
    Way.LATER: Text("容缺受理，在办结前补交", "Later, before the decision"),
}
ORIGINS = {
    Origin.OWN: Text("申请人自备", "Applicant's own"),
    Origin.OFFICE: Text("政府部门核发", "Issued by an authority"),
    Origin.OTHER: Text("其他单位出具", "Issued by somebody else"),
}
PAPERS = {
    Paper.ELECTRONIC: Text("电子件", "Electronic"),
    Paper.ORIGINAL: Text("原件", "Original"),
    Paper.COPY: Text("复印件", "Copy"),
}
NECESSITIES = {
    Necessity.REQUIRED: Text("必要", "Required"),
    Necessity.OPTIONAL: Text("非必要", "Optional"),
}
USUAL = {
    "items": [
        {
            "name": "proof",
            "title": {"zh": "材料名称", "en": "Material"},
            "source": Origin.OWN.value,
            "paper": Paper.ELECTRONIC.value,
        }
    ]
}


@dataclass(frozen=True, slots=True)
class MaterialField(FileField):
    """One material: uploaded, or where the form lets it, handed in at the window or later."""

    title: ClassVar = Text("材料", "material")
    widget: ClassVar = "widgets/material.html"
    sheet: ClassVar = (
        Property("name", Text("名称（规则用）", "Name (for rules)"), Entry.TEXT, required=True),
        Property("title", Text("材料名称", "Title"), Entry.PAIR, required=True),
        Property("help", Text("填报须知", "Help"), Entry.PAIR),
        Property(
            "necessity",
            Text("必要性", "Necessity"),
            Entry.WORD,
            words=tuple(Necessity),
            named=NECESSITIES,
            default=Necessity.REQUIRED.value,
        ),
        Property("required_when", Text("何时必交", "Required when"), Entry.RULE),
        Property("visible_when", Text("何时出现", "Shown when"), Entry.RULE),
        Property(
            "one_of",
            Text("任交其一的组名", "Group of which one is enough"),
            Entry.TEXT,
            hint=Text("组名相同的材料交一项即可。", "Of the materials of one group one is enough."),
        ),
        Property(
            "source",
            Text("来源渠道", "Source"),
            Entry.WORD,
            words=tuple(Origin),
            named=ORIGINS,
            default=Origin.OWN.value,
        ),
        Property("issuer", Text("出具单位", "Issued by"), Entry.PAIR),
        Property(
            "paper",
            Text("形式", "Form"),
            Entry.WORD,
            words=tuple(Paper),
            named=PAPERS,
            default=Paper.ELECTRONIC.value,
        ),
        Property("copies", Text("份数", "Copies"), Entry.WHOLE, default=1, least=1, most=COPIES),
        Property("blank", Text("空白表格的网址", "Address of the blank form"), Entry.TEXT),
        Property("example", Text("示例样表的网址", "Address of an example"), Entry.TEXT),
        Property("at_window", Text("可到窗口交", "May be handed in at the window"), Entry.FLAG),
        Property("later", Text("可容缺后补", "May come later"), Entry.FLAG),
        *FileField.sheet,
    )
    source: Origin = Origin.OWN
    issuer: Text | None = None
    paper: Paper = Paper.ELECTRONIC
    copies: int = 1
    blank: str = ""
    example: str = ""
    ways: tuple[Way, ...] = ()

    @classmethod
    def read(cls, node: Reader) -> Self:
        """What the material is, and how it may come."""
        ways = {Way.WINDOW: node.flag("at_window"), Way.LATER: node.flag("later")}
        return cls(
            node.members("accepts", Media) or tuple(Media),
            node.whole("max_megabytes", default=5, least=1, most=LARGEST) or 5,
            node.whole("max_files", default=5, least=1, most=MANY) or 5,
            node.member("source", Origin, default=Origin.OWN) or Origin.OWN,
            node.words("issuer"),
            node.member("paper", Paper, default=Paper.ELECTRONIC) or Paper.ELECTRONIC,
            node.whole("copies", default=1, least=1, most=COPIES) or 1,
            _link(node, "blank"),
            _link(node, "example"),
            tuple(way for way, open_to in ways.items() if open_to),
        )

    def normalised(self, raw: object) -> Any:
        """The ids of the uploads; without any, the way in which the material comes."""
        given = raw if isinstance(raw, list | tuple) else [raw]
        said = [word for item in given if isinstance(item, str) and (word := narrowed(item)) in tuple(Way)]
        ids = FileField.normalised(self, [item for item in given if item not in said])
        if ids or not said:
            return ids
        if said[0] not in self.ways:
            raise AnswerError(
                Text("这份材料不能这样交。", "This material cannot come that way."),
                remedy=Text("请在这里上传。", "Upload it here."),
            )
        return said[0]

    def display(self, answer: Any, locale: str) -> str:
        """How many files, or how it comes."""
        if isinstance(answer, str):
            return WAYS[Way(answer)].of(locale)
        return FileField.display(self, answer, locale)

    def chosen(self, answer: Any) -> tuple[str, ...]:
        """The way that is ticked."""
        given = answer if isinstance(answer, list) else [answer]
        return tuple(item for item in given if isinstance(item, str))

    def options_in(self, locale: str) -> tuple[tuple[str, str], ...]:
        """The ways that are open besides the upload."""
        return tuple((way.value, WAYS[way].of(locale)) for way in self.ways)

    def facts(self, locale: str) -> list[str]:
        """What is to be known of the material, in a few words each."""
        issued = self.issuer.of(locale) if self.issuer else ""
        count = Text(f"{self.copies} 份", f"{self.copies} copies" if self.copies > 1 else "1 copy").of(locale)
        return [
            part
            for part in (PAPERS[self.paper].of(locale), count, ORIGINS[self.source].of(locale), issued)
            if part
        ]

    def json_schema(self) -> dict[str, Any]:
        """A list of ids, or a way."""
        files = FileField.json_schema(self)
        return {"anyOf": [files, {"enum": [way.value for way in self.ways]}]} if self.ways else files


@field_type("materials")
@dataclass(frozen=True, slots=True)
class MaterialsField(FieldType):
    """A list of materials; property `items`, each with its name, and everything that is to be known of it."""

    title: ClassVar = Text("材料清单", "materials")
    group: ClassVar = Group.FILE
    icon: ClassVar = "files"
    foreign: ClassVar = {"xlsform": "note", "formio": "content"}
    widget: ClassVar = "widgets/heading.html"
    asks: ClassVar = False
    listed: ClassVar = MaterialField
    sheet: ClassVar = (
        Property(
            "items",
            Text("材料", "Materials"),
            Entry.ROWS,
            inner=MaterialField.sheet,
            required=True,
            tab=Tab.BASIC,
        ),
    )
    usual: ClassVar = USUAL

    @classmethod
    def read(cls, node: Reader) -> Self:  # noqa: ARG003 its items become fields of their own
        """There is nothing to set but the items."""
        return cls()

    def normalised(self, raw: object) -> None:  # noqa: ARG002 it asks nothing
        """It takes no answer."""
        return

    def json_schema(self) -> dict[str, Any]:
        """Nothing."""
        return {"type": "null"}


def _link(node: Reader, key: str) -> str:
    address = node.text(key, default="")
    if address and not LINK.fullmatch(address):
        node.refuse(
            key,
            Text("这不是可用的网址。", "This address cannot be used."),
            Text(
                "请填 https:// 开头的网址，或本站以 / 开头的地址。",
                "Use an address beginning https:// or, on this site, /.",
            ),
        )
        return ""
    return address
