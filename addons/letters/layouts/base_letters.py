"""Makes the base letters, docx files to begin from: python -m addons.letters.layouts.base_letters writes them anew."""

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from addons.letters.rendering.archive import TYPES
from addons.letters.rendering.zipping import THOROUGH, packed, zipped

FOLDER = Path(__file__).resolve().parents[3] / "templates" / "letters"
RED = RGBColor(0xC4, 0x16, 0x1C)
GREY = RGBColor(0x33, 0x33, 0x33)
BODY, TITLE, SMALL = "仿宋", "方正小标宋简体", "微软雅黑"
LATIN = "Times New Roman"
LINE = Pt(28)
UNUSED = re.compile(rb"thumbnail|stylesWithEffects|customXml|numbering|webSettings")
INSIDE = Mm(156)
"""Between the margins of GB/T 9704: 28 mm at the left, 26 at the right."""

ROWS = (
    ("证书编号", "{{ certificate_number }}"),
    ("证书类别", "{{ category }}"),
    ("聘用企业", "{{ enterprise_name }}"),
    ("原有效期", "{{ valid_from|day }}至{{ valid_to_before|day }}"),
    ("延续后有效期至", "{{ valid_to|day }}"),
)
DECISION = (
    "你于{{ applied_on|day }}提出的{{ certificate_title }}延续申请（办件编号{{ case_number }}），经{{ office }}审查，"
    "符合《中华人民共和国行政许可法》第五十条{% if basis %}、{{ basis }}{% endif %}规定的延续条件，决定准予延续。"
)
AFTERWARDS = "电子证照已自动生成，可在“通办—我的证书”下载，与纸质证书具有同等效力。"


def renewal_granted() -> Docx:
    """准予延续决定书: the decision that grants a renewal."""
    letter = _paper("{{ title }} {{ number }}")
    _head(letter, "{{ issuer }}")
    _said(letter, "{{ title }}", size=22, font=TITLE, centred=True, line=Pt(34)).runs[0].font.bold = True
    _said(letter, "{{ number }}", centred=True, after=Pt(18))
    _said(letter, "{{ holder_name }}：", line=LINE)
    _said(letter, DECISION, indent=True)
    _facts(letter, ROWS)
    _said(letter, AFTERWARDS, indent=True, after=Pt(30))
    _foot(letter)
    return letter


def _paper(title: str) -> Docx:
    """A4 with the margins of GB/T 9704 and its body type."""
    letter = Document()
    section = letter.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(26), Mm(25)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    style = letter.styles["Normal"]
    style.font.name, style.font.size = LATIN, Pt(16)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    properties = letter.core_properties
    properties.title, properties.author, properties.comments = title, "{{ issuer }}", ""
    properties.language = "zh-CN"
    _name_fallbacks(letter)
    return letter


def _head(letter: Docx, issuer: str) -> None:
    """The red head with its double line."""
    head = _said(letter, issuer, size=32, font=TITLE, centred=True, line=Pt(44), after=Pt(14))
    run = head.runs[0]
    run.font.bold = True
    run.font.color.rgb = RED
    run._element.get_or_add_rPr().append(parse_xml(f'<w:spacing {nsdecls("w")} w:val="30"/>'))
    line = _said(letter, "", size=2, line=Pt(6), after=Pt(26))
    border = f'<w:pBdr {nsdecls("w")}><w:top w:val="thickThinSmallGap" w:sz="24" w:space="1" w:color="C4161C"/></w:pBdr>'
    properties = line._p.get_or_add_pPr()
    properties.insert_element_before(parse_xml(border), "w:shd", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _facts(letter: Docx, rows: Sequence[tuple[str, str]]) -> None:
    """What was decided, as a table."""
    _said(letter, "", size=6, line=Pt(8))
    table = letter.add_table(rows=0, cols=2)
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for name, value in rows:
        row = table.add_row()
        row.height = Cm(1.05)
        for cell, words, width in zip(row.cells, (name, value), (Mm(46), INSIDE - Mm(46)), strict=True):
            cell.width, cell.vertical_alignment = width, WD_ALIGN_VERTICAL.CENTER
            _in_cell(cell, words, size=14)
    _widths(table, (Mm(46), INSIDE - Mm(46)))
    _said(letter, "", size=6, line=Pt(10))


def _foot(letter: Docx) -> None:
    """The code at the left, organ and date at the right, where the seal goes over them."""
    widths = (Mm(29), Mm(44), INSIDE - Mm(73))
    table = letter.add_table(rows=1, cols=3)
    table.autofit = False
    code, hint, signed = table.rows[0].cells
    _in_cell(code, "{{ qr }}", size=10)
    _in_cell(hint, "扫码查验本文书", size=9, font=SMALL, colour=GREY)
    _in_cell(hint, "查验码 {{ code }}", size=9, font=SMALL, colour=GREY)
    _in_cell(hint, "不收取任何费用", size=9, font=SMALL, colour=GREY)
    for words in ("{{ issuer }}", "{{ decided_on|day }}"):
        _in_cell(signed, words, size=16, right=True, line=LINE)
    for cell, width, place in zip(
        (code, hint, signed),
        widths,
        (WD_ALIGN_VERTICAL.BOTTOM, WD_ALIGN_VERTICAL.BOTTOM, WD_ALIGN_VERTICAL.TOP),
        strict=True,
    ):
        cell.width, cell.vertical_alignment = width, place
    _widths(table, widths)


def _widths(table: Any, widths: Sequence[int]) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width


def _in_cell(
    cell: _Cell,
    words: str,
    *,
    size: float,
    font: str = BODY,
    right: bool = False,
    line: int | None = None,
    colour: RGBColor | None = None,
) -> None:
    first = cell.paragraphs[0]
    paragraph = first if not first.text and not first.runs else cell.add_paragraph()
    _write(paragraph, words, size=size, font=font)
    if colour is not None:
        paragraph.runs[0].font.color.rgb = colour
    paragraph.paragraph_format.space_after = Pt(0)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if line is not None:
        _lined(paragraph, line)


def _said(
    letter: Docx,
    words: str,
    *,
    size: float = 16,
    font: str = BODY,
    centred: bool = False,
    indent: bool = False,
    line: int = LINE,
    after: int | None = None,
) -> Paragraph:
    paragraph = letter.add_paragraph()
    _write(paragraph, words, size=size, font=font)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.space_after = Pt(0) if after is None else after
    _lined(paragraph, line)
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)
    return paragraph


def _write(paragraph: Paragraph, words: str, *, size: float, font: str) -> None:
    run = paragraph.add_run(words)
    run.font.size, run.font.name = Pt(size), LATIN
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _lined(paragraph: Paragraph, height: int) -> None:
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = height


def _name_fallbacks(letter: Docx) -> None:
    """A machine without the font of titles takes 宋体, and not whatever comes first."""
    part = next(one for one in letter.part.package.iter_parts() if one.partname == "/word/fontTable.xml")
    known = f'<w:font w:name="{TITLE}"><w:altName w:val="宋体"/><w:charset w:val="86"/></w:font></w:fonts>'
    part._blob = part.blob.replace(b"</w:fonts>", known.encode())


def _written(letter: Docx) -> bytes:
    """The file without the clock and the unused parts that python-docx leaves in it."""
    made = io.BytesIO()
    letter.save(made)
    with zipfile.ZipFile(made) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if not UNUSED.search(name.encode())}
    for name in (TYPES, "_rels/.rels", "word/_rels/document.xml.rels"):
        parts[name] = re.sub(
            rb"<(?:Relationship|Override) [^>]*?/>",
            lambda found: b"" if UNUSED.search(found[0]) else found[0],
            parts[name],
        )
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = re.sub(rb"<dcterms:(created|modified)[^>]*>.*?</dcterms:\1>", b"", core)
    return zipped(packed(name, content, level=THOROUGH) for name, content in parts.items())


LETTERS = {"renewal_granted.docx": renewal_granted}

if __name__ == "__main__":
    for name, letter in LETTERS.items():
        (FOLDER / name).write_bytes(_written(letter()))
