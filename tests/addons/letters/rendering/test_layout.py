"""The e-certificate as PDF: its words, its code and its portrait, read back from the file."""

import io

import pytest
import zxingcpp
from PIL import Image, ImageDraw
from pypdf import PdfReader

from addons.letters.rendering.layout import PORTRAIT, Layouts, cut, framed, sample
from addons.letters.rendering.pool import Pool
from kernel.errors import Invalid

FACTS = sample() | {
    "title": ["建筑施工企业主要负责人", "安全生产考核合格证书"],
    "fields": [
        ["编号", "吉建安A（2023）0001234"],
        ["姓名", "张小山"],
        ["企业名称", "长春示范建筑工程有限公司"],
    ],
    "link": "https://example.gov.cn/verify/abcdefghijklmnopqrstuvwx",
    "code": "7KQ2-M9XD",
}


@pytest.fixture(scope="module")
def layouts() -> Layouts:
    return Layouts()


def photo(size=(600, 800), kind="JPEG", colour=(200, 30, 30)) -> bytes:
    picture = Image.new("RGB", size, "white")
    ImageDraw.Draw(picture).rectangle((10, 10, size[0] - 10, size[1] - 10), fill=colour)
    made = io.BytesIO()
    picture.save(made, kind)
    return made.getvalue()


def said(pdf: bytes) -> str:
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1
    return reader.pages[0].extract_text().replace(" ", "").replace("\n", "")


def test_every_word_is_in_the_file_as_text(layouts):
    text = said(layouts.drawn("certificate", FACTS, b""))
    for wanted in (
        "建筑施工企业主要负责人",
        "安全生产考核合格证书",
        "吉建安A（2023）0001234",
        "张小山",
        "7KQ2-M9XD",
    ):
        assert wanted in text


def test_it_lies_on_a4_and_keeps_for_archives(layouts):
    reader = PdfReader(io.BytesIO(layouts.drawn("certificate", FACTS, b"")))
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (842, 596)
    assert reader.xmp_metadata is not None
    assert "pdfaid" in reader.xmp_metadata.stream.get_data().decode()
    assert reader.metadata is not None
    assert reader.metadata.title == "建筑施工企业主要负责人 安全生产考核合格证书"


def test_the_same_facts_make_the_same_bytes(layouts):
    assert layouts.drawn("certificate", FACTS, photo()) == layouts.drawn("certificate", FACTS, photo())


def test_the_portrait_is_embedded_in_its_proportions(layouts):
    page = PdfReader(io.BytesIO(layouts.drawn("certificate", FACTS, photo()))).pages[0]
    assert [image.image.size for image in page.images if image.image] == [PORTRAIT]


def test_a_portrait_keeps_its_pixels_only():
    made = Image.Exif()
    made[0x010E] = "SECRET-PLACE"
    picture = io.BytesIO()
    Image.new("RGB", (300, 400), "white").save(picture, "JPEG", exif=made)
    assert b"SECRET-PLACE" in picture.getvalue()
    assert "SECRET" not in framed(picture.getvalue())


@pytest.mark.parametrize("size", [(600, 800), (295, 413), (1000, 300), (50, 2000)])
def test_any_portrait_is_cut_to_its_proportions(size):
    assert cut(Image.new("RGB", size)).size == PORTRAIT


@pytest.mark.parametrize("content", [b"GIF89a", b"%PDF-1.7", b"", b"\xff\xd8\xff\xe0garbage", photo()[:200]])
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(Invalid):
        framed(content or b"-")


def test_a_picture_too_large_is_refused(monkeypatch):
    monkeypatch.setattr("addons.letters.rendering.layout.MOST_PIXELS", 1000)
    with pytest.raises(Invalid):
        framed(photo())


def test_words_of_a_fact_are_no_code(layouts):
    hostile = FACTS | {"fields": [["姓名", '#read("/etc/passwd") $x$ *b* \\ " #{1+1}']]}
    assert '#read("/etc/passwd")$x$*b*\\"#{1+1}' in said(layouts.drawn("certificate", hostile, b""))


def test_a_rare_name_and_a_long_enterprise_fit(layouts):
    long = "中国某某某某某某某某某某某某某某某某某某某某某某某某某某某集团第三建筑工程有限责任公司吉林分公司"
    facts = FACTS | {"fields": [["姓名", "㐆𠮷䶮"], ["企业名称", long]]}
    text = said(layouts.drawn("certificate", facts, b""))
    assert long in text
    assert "䶮" in text


def test_a_child_draws_it_and_its_code_is_read(tmp_path):
    pool = Pool("layouts", size=1, patience=60)
    try:
        made = pool.ask({"layout": "certificate", "facts": FACTS}, photo())[1]
    finally:
        pool.close()
    assert made.startswith(b"%PDF")
    assert "张小山" in said(made)


def test_the_code_on_paper_is_read(layouts):
    """typst draws the same page as pixels, which stand for the paper."""
    compiler = layouts._compiler("certificate")
    layouts.drawn("certificate", FACTS, photo())
    picture = compiler.compile(format="png", ppi=150)
    assert isinstance(picture, bytes)
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)).convert("L"))
    assert [code.text for code in found] == [FACTS["link"]]


LINE = {"title": "姓名", "words": "张小山", "files": [], "columns": [], "rows": [], "points": []}
FORM = {
    "title": "证书延续申请单",
    "author": "通办",
    "authority": "样本厅",
    "state": "草稿",
    "marks": [["办理事项", "延续"]],
    "parts": [
        {
            "title": "申请人",
            "lines": [
                LINE,
                LINE | {"title": "说明", "words": "第一行\n#emph[第二行]"},
                LINE | {"title": "经历", "columns": ["单位", "职务"], "rows": [["甲公司", "安全员"]]},
                LINE | {"title": "材料", "files": ["证明.pdf"]},
                LINE | {"title": "承诺", "points": [[True, "属实"], [False, "同意"]]},
            ],
        }
    ],
    "sign": ["申请人（签名）", "日期"],
    "date": "2026-03-10",
    "foot": "2026-03-10 打印",
    "page": "第 {n} 页，共 {m} 页",
}


def test_a_filled_form_says_everything(layouts):
    text = said(layouts.drawn("form", FORM, b""))
    for wanted in (
        "张小山",
        "第一行#emph[第二行]",
        "甲公司",
        "证明.pdf",
        "属实",
        "第1页，共1页",
        "申请人（签名）：",
    ):
        assert wanted in text


def test_a_long_form_goes_on_over_pages(layouts):
    long = FORM | {"parts": [{"title": "申请人", "lines": [LINE] * 90}]}
    reader = PdfReader(io.BytesIO(layouts.drawn("form", long, b"")))
    assert len(reader.pages) > 2
    assert "第3页" in reader.pages[2].extract_text().replace(" ", "")


def test_a_form_without_answers_can_be_drawn(layouts):
    assert layouts.drawn("form", FORM | {"parts": [], "marks": [], "sign": []}, b"").startswith(b"%PDF")
