"""QR codes, read back by the decoder that comes with the encoder, and measured against the standard."""

import io

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from addons.letters import qr

ADDRESS = "https://tongban.example.gov.cn/verify/abcdefghijklmnopqrstuvwx"


def read(picture: bytes) -> list[str]:
    image = Image.open(io.BytesIO(picture)).convert("L")
    return [found.text for found in zxingcpp.read_barcodes(image)]


@settings(max_examples=30)
@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789/-_.:?=", min_size=1, max_size=200))
def test_what_was_written_is_read(text):
    assert read(qr.png(text)) == [text]


def test_the_code_has_a_quiet_zone_of_four_modules():
    rows = qr.matrix(ADDRESS)
    assert all(set(row) == {qr.WHITE} for row in (*rows[:4], *rows[-4:]))
    assert all(set(row[:4] + row[-4:]) == {qr.WHITE} for row in rows)
    assert rows[4][4:11] == bytes(7)
    assert {len(row) for row in rows} == {len(rows)}


def test_the_drawing_says_what_the_matrix_says():
    rows, drawing = qr.matrix(ADDRESS), qr.svg(ADDRESS)
    dark = sum(row.count(0) for row in rows)
    runs = [int(part.split("v1")[0]) for part in drawing.split("h") if "v1" in part]
    assert sum(runs) == dark


def test_the_same_text_makes_the_same_bytes():
    assert qr.png(ADDRESS) == qr.png(ADDRESS)


def test_an_address_fits_a_small_code():
    assert len(qr.matrix(ADDRESS)) <= 45


def test_more_than_a_code_holds_is_refused():
    with pytest.raises(ValueError, match=r"."):
        qr.png("x" * 8000)
