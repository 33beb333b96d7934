"""Files that strangers hand in: opened within limits or refused, never followed anywhere."""

import io
import struct
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addons.letters.rendering import archive
from addons.letters.rendering.archive import opened
from addons.letters.rendering.trial import document
from kernel.errors import Invalid
from tests.addons.letters.rendering.files import WORDS, changed, linked, with_body

GOOD = document("{{ a }}")
DEEP = "<w:p>" * 5000 + "</w:p>" * 5000


def test_a_plain_document_opens():
    assert list(opened(GOOD)) == ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]


def entity(kind: str) -> str:
    return f'<!DOCTYPE w [<!ENTITY x {kind}>]><w:document xmlns:w="{WORDS}">&x;</w:document>'


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("word/document.xml", entity('"lol"')),
        ("word/document.xml", entity('SYSTEM "file:///etc/passwd"')),
        ("word/settings.xml", entity('SYSTEM "http://10.0.0.1/"')),
        ("word/document.xml", "<w:document"),
        ("word/document.xml", '<?xml version="1.0" encoding="GB2312"?><a/>'),
        ("word/document.xml", '<a xmlns="b"/>'.encode("utf-16")),
        ("word/vbaProject.bin", b"macro"),
        ("word/activeX/activeX1.xml", "<a/>"),
        ("word/embeddings/oleObject1.bin", b"ole"),
        ("../../etc/cron.d/x", b"x"),
        ("/etc/passwd", b"x"),
        ("word\\..\\x.xml", b"x"),
        ("C:/x.xml", b"x"),
        ("WORD/document.xml", b"x"),
        ("word/document.xml", None),
        ("[Content_Types].xml", None),
    ],
)
def test_what_does_not_belong_in_a_letter_is_refused(name, part):
    with pytest.raises(Invalid):
        opened(changed(GOOD, {name: part}))


def test_elements_nested_without_end_are_refused():
    with pytest.raises(Invalid):
        opened(with_body(DEEP))


@pytest.mark.parametrize("kind", ["image", "attachedTemplate", "oleObject", "frame", "subDocument"])
def test_nothing_outside_is_referred_to(kind):
    with pytest.raises(Invalid):
        opened(linked(kind, "http://169.254.169.254/latest/"))


@pytest.mark.parametrize("kind", ["aFChunk", "vbaProject"])
def test_foreign_content_inside_is_refused(kind):
    with pytest.raises(Invalid):
        opened(linked(kind, "x.html", outside=False))


def test_a_link_that_the_reader_may_click_is_left():
    assert opened(linked("hyperlink", "https://www.gov.cn/"))


def test_a_file_that_swells_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "LARGEST_OPENED", 100_000)
    with pytest.raises(Invalid):
        opened(changed(GOOD, {"word/media/a.bin": bytes(200_000)}))


def test_a_size_that_lies_is_found_out(monkeypatch):
    monkeypatch.setattr(archive, "LARGEST_OPENED", 100_000)
    bomb = bytearray(changed(GOOD, {"word/media/a.bin": bytes(300_000)}))
    bomb = bomb.replace(struct.pack("<I", 300_000), struct.pack("<I", 10))
    with pytest.raises(Invalid):
        opened(bytes(bomb))


def test_too_many_parts_are_refused():
    with pytest.raises(Invalid):
        opened(changed(GOOD, {f"word/media/{number}.bin": b"" for number in range(archive.MOST_PARTS)}))


def test_a_file_too_large_is_not_even_opened():
    with pytest.raises(Invalid):
        opened(bytes(archive.LARGEST + 1))


def test_two_parts_of_one_name_are_refused():
    made = io.BytesIO(GOOD)
    with zipfile.ZipFile(made, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("word/document.xml", "<a/>")
    with pytest.raises(Invalid):
        opened(made.getvalue())


@given(st.binary(max_size=300))
def test_anything_else_is_refused(content):
    with pytest.raises(Invalid):
        opened(content)


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
def test_a_damaged_file_is_opened_or_refused(place, byte):
    damaged = bytearray(GOOD)
    damaged[place] = byte
    with suppress(Invalid):
        opened(bytes(damaged))
