"""A docx as a stranger hands it in: opened within limits, and refused where it could act on its reader."""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from lxml import etree

from kernel.errors import Invalid
from kernel.text import Text

LARGEST = 5 * 1024 * 1024
"""Bytes of a template as it is uploaded."""
LARGEST_OPENED = 40 * 1024 * 1024
MOST_PARTS = 400
DEEPEST = 200
DOCUMENT = "word/document.xml"
TYPES = "[Content_Types].xml"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
ACTIVE = ("vbaproject", "activex", "oleobject", "/embeddings/", "attachedtoolbars", "afchunk")
"""What in a content type, a relationship or a name means a part that runs or brings foreign content."""
LINK = "/hyperlink"
ENCODING = re.compile(rb"""\A(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["'](?!utf-8["'])""", re.I)
UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, OverflowError),
    *(NotImplementedError, RuntimeError, LookupError, ValueError),
)
"""In how many ways a damaged file can fail."""
WIDE = (b"\xff\xfe", b"\xfe\xff", b"\0")


def opened(content: bytes) -> dict[str, bytes]:
    """The parts of the document by name, in its order."""
    if len(content) > LARGEST:
        raise unfit(
            Text(
                f"模板超过 {LARGEST // 1024**2} MB。", f"The template is larger than {LARGEST // 1024**2} MB."
            ),
            Text("请压缩其中的图片。", "Make the pictures in it smaller."),
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = dict(_read(archive))
    except UNREADABLE as error:
        raise _no_document() from error
    if DOCUMENT not in parts or TYPES not in parts:
        raise _no_document()
    for name, part in parts.items():
        _examine(name, part)
    return parts


def parsed(part: bytes) -> etree._Element:
    """The tree of a part; no entity of its own is followed and nothing is fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise unfit(
            Text("模板里有读不懂的 XML。", "The template holds XML that cannot be read."),
            Text("请用 Word 打开并另存为 docx 后再上传。", "Open it in Word, save it as docx, upload again."),
        ) from error


def refuse_deep(part: bytes) -> None:
    """Nothing, when the part is XML without a document type, not nested beyond measure."""
    depth = 0

    def start(_name: str, _attributes: Mapping[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise ValueError

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_declared: object) -> None:
        raise ValueError

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = doctype
    _parse(parser, part)


def refuse_ill_formed(part: bytes) -> None:
    """Nothing, when the part is XML."""
    _parse(expat.ParserCreate(), part)


def unfit(what: Text, remedy: Text, place: str = "docx") -> Invalid:
    """The refusal of a template."""
    return Invalid(what, remedy=remedy, place=place)


def _parse(parser: expat.XMLParserType, part: bytes) -> None:
    if part.startswith(WIDE) or ENCODING.match(part):
        raise _ill_formed()
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError) as error:
        raise _ill_formed() from error


def _read(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    parts = [part for part in archive.infolist() if not part.is_dir()]
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or len({name.lower() for name in names}) != len(names):
        raise ValueError
    left = LARGEST_OPENED
    for part in parts:
        if not _is_inside(part.filename) or part.flag_bits & 1:
            raise ValueError
        # the size in the directory is a claim: what is really there is read, up to the limit
        with archive.open(part) as stream:
            content = stream.read(left + 1)
        left -= len(content)
        if left < 0:
            raise unfit(
                Text("模板解开后太大。", "The template is too large when unpacked."),
                Text("请压缩其中的图片。", "Make the pictures in it smaller."),
            )
        yield part.filename, content


def _is_inside(name: str) -> bool:
    plain = posixpath.normpath(name)
    return plain == name and not name.startswith(("/", "..")) and "\\" not in name and ":" not in name


def _examine(name: str, part: bytes) -> None:
    lower = f"/{name.lower()}"
    if any(word in lower for word in ACTIVE):
        raise _active(name)
    if lower.endswith((".xml", ".rels")):
        refuse_deep(part)
    if lower.endswith(".rels"):
        for relationship in parsed(part).iter(RELATIONSHIPS):
            _examine_relationship(name, relationship)
    if name == TYPES and any(word in part.decode("utf-8", "replace").lower() for word in ACTIVE):
        raise _active(name)


def _examine_relationship(name: str, relationship: etree._Element) -> None:
    kind = str(relationship.get("Type", "")).lower()
    if any(word in kind for word in ACTIVE):
        raise _active(name)
    if str(relationship.get("TargetMode", "")).lower() == "external" and not kind.endswith(LINK):
        raise unfit(
            Text(
                f"模板引用了外部内容（{relationship.get('Target')}）。",
                f"The template refers to something outside ({relationship.get('Target')}).",
            ),
            Text(
                "请把图片嵌入文档，并在 Word 的“模板和加载项”里改用 Normal 模板。",
                "Embed the pictures, and choose the Normal template under “Templates and Add-ins”.",
            ),
            name,
        )


def _ill_formed() -> Invalid:
    return unfit(
        Text(
            "文书的 XML 不完整、嵌套过深、不是 UTF-8 或带有文档类型声明。",
            "The XML of the document is broken, nested too deep, not UTF-8, or declares a document type.",
        ),
        Text(
            "请检查成对的语句是否跨越了段落或表格边界，或用 Word 另存后再上传。",
            "See whether paired statements cross paragraphs or tables, or save it again with Word.",
        ),
    )


def _active(name: str) -> Invalid:
    return unfit(
        Text("模板里有宏、控件或嵌入对象。", "The template holds macros, controls or embedded objects."),
        Text("请另存为不含宏的 docx，并删去嵌入对象。", "Save it without macros and embedded objects."),
        name,
    )


def _no_document() -> Invalid:
    return unfit(
        Text("这不是能用的 docx 文件。", "This is not a docx file that can be used."),
        Text("请用 Word 或 WPS 另存为 docx 后再上传。", "Save it as docx with Word or WPS, upload again."),
    )
