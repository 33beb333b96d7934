"""The pages of a PDF that somebody handed in: counted, and drawn one at a time."""

import io
import zlib

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from addons.letters.rendering.leaves import LARGEST, leaf, leaves_in
from kernel.errors import Invalid


def sheets(count: int) -> PdfWriter:
    writer = PdfWriter()
    for number in range(count):
        writer.add_blank_page(width=595, height=842 - number)
    return writer


def written(writer: PdfWriter) -> bytes:
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize("count", [1, 7])
def test_pages_are_counted(count):
    content = written(sheets(count))
    assert leaves_in(content) == len(PdfReader(io.BytesIO(content)).pages) == count


def test_pages_are_counted_whatever_else_counts():
    writer = sheets(2)
    for number in range(5):
        writer.add_outline_item(title=str(number), page_number=0)
    assert leaves_in(written(writer)) == 2


def test_pages_of_a_tree_that_is_packed_are_counted():
    packed = zlib.compress(b"1 0 2 40 << /Kids [3 0 R] /Type /Pages /Count 9 >> << /Type /Catalog >>")
    content = b"%PDF-1.7\n5 0 obj << /Type /ObjStm /N 2 /First 9 /Length 99 >> stream\r\n" + packed
    assert leaves_in(content + b"\nendstream endobj") == 9


def test_what_is_locked_or_large_is_not_drawn_here():
    locked = sheets(1)
    locked.encrypt("secret")
    assert leaves_in(written(locked)) is None
    assert leaves_in(b"%PDF-1.7" + b" " * LARGEST) is None


def test_a_page_is_drawn_as_wide_as_every_other():
    picture = Image.open(io.BytesIO(leaf(written(sheets(2)), 2)))
    assert picture.format == "PNG"
    assert picture.size == (992, 1402)


@pytest.mark.parametrize(
    ("content", "page"), [(written(sheets(1)), 2), (b"%PDF-1.7 broken", 1)], ids=["beyond", "broken"]
)
def test_a_page_that_there_is_not_is_refused(content, page):
    with pytest.raises(Invalid, match="画不出来"):
        leaf(content, page)
