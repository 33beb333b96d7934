"""Files: told by their bytes, kept once, opened by their reader for a while."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from forms.fields.file import FileField
from forms.fieldtype import AnswerError
from forms.links import LASTING, opened, signed
from forms.media import Media, sniffed
from forms.storage import LocalFiles
from forms.uploads import fit_name, keep, upload_of
from kernel.clock import FixedClock
from kernel.db import transaction
from kernel.errors import NotFound
from kernel.keys import Key, KeyRing, Purpose
from tests.conftest import TODAY
from tests.forms.pictures import SECRET, jpg

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20 + b"\0\0\0\0IEND\xae\x42\x60\x82"
JPG = b"\xff\xd8\xff\xe0" + b"\0" * 20 + b"\xff\xd9"
KEYS = KeyRing({Purpose.SIGNING: (Key("new.1", b"n" * 32), Key("old", b"o" * 32))})


@pytest.mark.parametrize(("content", "media"), [(PDF, Media.PDF), (PNG, Media.PNG), (JPG, Media.JPG)])
def test_a_file_is_what_its_bytes_say(content: bytes, media: Media):
    assert sniffed(content) is media


@pytest.mark.parametrize(
    "content", [b"", b"<svg/>", b"MZ", PDF[:-8], PNG[:-12], JPG[:-2], b"GIF89a", b"PK\x03\x04"]
)
def test_every_other_kind_and_what_is_cut_is_refused(content: bytes):
    assert sniffed(content) is None


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_an_upload_is_kept_under_its_digest_with_a_fit_name(
    forms_engine: Engine, clock: FixedClock, tmp_path: Path
):
    storage = LocalFiles(tmp_path / "files")
    with transaction(forms_engine) as session:
        put = partial(keep, session, owner="person:1", field=FileField(), storage=storage, now=clock.now())
        first, second = put(PDF, name="../证明\r\n.exe"), put(PDF, name="b.pdf")

        assert (first.name, first.media, first.size) == ("证明.pdf", "pdf", len(PDF))
        assert first.digest == second.digest
        assert upload_of(session, first.id) is first
        with pytest.raises(AnswerError):
            put(b"<html>", name="x.pdf")
        with pytest.raises(NotFound):
            upload_of(session, 99)

    [path] = [found for found in storage.folder.rglob("*") if found.is_file()]
    assert path.stat().st_mode & 0o777 == 0o600
    assert storage.get(first.digest) == PDF


def test_a_damaged_content_is_not_handed_out(tmp_path: Path):
    storage = LocalFiles(tmp_path)
    digest = storage.put(PDF)
    (tmp_path / digest[:2] / digest[2:]).write_bytes(b"other")

    for wrong in (digest, "0" * 64):
        with pytest.raises(NotFound):
            storage.get(wrong)


@given(st.text())
def test_every_name_becomes_fit(name: str):
    fit = fit_name(name, Media.PNG)

    assert fit.endswith(".png")
    assert 5 <= len(fit) <= 104
    assert not set(fit) & set('/\\\r\n\0"<>:*?|')
    fit.encode()


def test_a_link_opens_for_its_reader_until_its_time():
    token = signed(7, "user:1", keys=KEYS, now=TODAY)

    assert opened(token, "user:1", keys=KEYS, now=TODAY + LASTING) == 7
    for reader, later in (("user:2", timedelta()), ("user:1", LASTING + timedelta(seconds=1))):
        with pytest.raises(NotFound):
            opened(token, reader, keys=KEYS, now=TODAY + later)


def test_a_retired_key_still_opens_and_a_removed_one_does_not():
    old = KeyRing({Purpose.SIGNING: (Key("old", b"o" * 32),)})
    token = signed(7, "user:1", keys=old, now=TODAY)

    assert opened(token, "user:1", keys=KEYS, now=TODAY) == 7
    with pytest.raises(NotFound):
        opened(token, "user:1", keys=KeyRing({Purpose.SIGNING: (Key("new.1", b"n" * 32),)}), now=TODAY)


@given(st.text() | st.from_regex(r"[0-9]{1,30}\.[0-9]{1,30}\.[\w-]{0,50}\.(new\.1|old)", fullmatch=True))
def test_no_other_token_opens_anything(token: str):
    with pytest.raises(NotFound):
        opened(token, "user:1", keys=KEYS, now=TODAY)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_picture_is_kept_bare_and_its_size_is_that_of_what_is_kept(
    forms_engine: Engine, clock: FixedClock, tmp_path: Path
):
    storage = LocalFiles(tmp_path)
    with transaction(forms_engine) as session:
        put = partial(keep, session, owner="person:1", field=FileField(), storage=storage, now=clock.now())
        upload = put(jpg(turn=6), name="照片.JPEG")

    kept = storage.get(upload.digest)
    assert (upload.name, upload.media, upload.size) == ("照片.jpg", "jpg", len(kept))
    assert SECRET not in kept


@pytest.mark.parametrize(
    ("content", "what", "remedy"),
    [
        (b"", "文件是空的", "请上传 PDF、JPG、PNG。"),
        (b"\0\0\0\x18ftypheic....", "HEIC 照片", "兼容性最佳"),
        (b"PK\x03\x04", "Office 文档或压缩包", "另存为 PDF"),
        (b"<html>", "网页或文本", "请上传"),
        (b"????", "不是可收的类型", "请上传"),
    ],
)
def test_a_file_that_is_not_taken_is_told_what_it_is_and_what_to_do(content: bytes, what: str, remedy: str):
    with pytest.raises(AnswerError) as told:
        keep(None, content, name="x", owner="o", field=FileField(), storage=None, now=TODAY)  # type: ignore[arg-type]

    assert what in told.value.what.zh
    assert remedy in told.value.remedy.zh
    assert told.value.remedy.en
