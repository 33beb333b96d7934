"""approvals.casefile.packing: an archive whose names lead nowhere and hold on every system."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.casefile.packing import LONGEST, TITLE, UNFIT, WIDEST, Part, packed, plain_name

AT = datetime(2026, 3, 1, 20, 30, 10, tzinfo=UTC)


@given(st.text(max_size=200), st.integers(min_value=8, max_value=LONGEST))
def test_a_name_is_short_and_leads_nowhere(name, most):
    plain = plain_name(name, most=most)
    assert 0 < len(plain) <= most
    assert len(plain.encode()) <= WIDEST * most
    assert not UNFIT & set(plain)
    assert plain not in (".", "..")
    assert not plain.startswith(".")
    assert plain.isprintable()


@pytest.mark.parametrize("one", ["长", "𠮷", "a"])
def test_what_a_file_is_and_its_name_fit_into_what_linux_takes_of_one(one):
    title, name = plain_name(one * 99, most=TITLE), plain_name(one * 99 + ".pdf")
    assert len(f"999-{title}-{name}".encode()) <= 255
    assert name.endswith(".pdf")
    assert name.startswith(one * 40)


def test_the_ending_stays():
    assert plain_name("../../etc/申请单.PDF") == "_.._etc_申请单.PDF"
    assert plain_name("长" * 100 + ".pdf") == "长" * (LONGEST - 4) + ".pdf"
    assert plain_name(".pdf") == "pdf"


def test_the_archive_holds_every_part_with_its_name_and_time():
    into = BytesIO()
    packed([Part("材料/01-证件.pdf", b"one", AT), Part("清单.csv", b"two", AT)], into)
    with zipfile.ZipFile(into) as archive:
        assert archive.testzip() is None
        assert {info.filename: archive.read(info) for info in archive.infolist()} == {
            "材料/01-证件.pdf": b"one",
            "清单.csv": b"two",
        }
        # as the office's clock said it
        assert archive.infolist()[0].date_time == (2026, 3, 2, 4, 30, 10)
