"""addons.certificates.demonstration: synthetic certificates that end so many days from today, made once."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from addons.certificates.demonstration import TABLE, desk_of, load
from addons.certificates.history import stated
from addons.certificates.hooks import demo_certificates
from addons.certificates.models import Certificate
from addons.certificates.queries import history, replayed
from kernel.errors import DataFileError, TongbanError
from kernel.seams import DEMO
from kernel.surroundings import Surroundings, surround, surroundings_of

HEAD = "id,holder,enterprise,office,category,serial,days_left,appointment,state\n"


@pytest.fixture
def holder(ledger) -> str:
    """The document number of somebody registered."""
    number: str = ledger.number()
    ledger.register(number)
    return number


@pytest.fixture
def loaded(ledger, tmp_path: Path) -> Callable[..., int]:
    """Loads a table of these lines."""

    def loading(*lines: str) -> int:
        path = tmp_path / "pack" / TABLE
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
        desk = desk_of(ledger.session, keys=ledger.keys, now=ledger.now, folder=tmp_path / "files")
        return load(desk, {"pack": tmp_path / "pack", "empty": tmp_path})

    return loading


def rows(ledger):
    return ledger.session.scalars(select(Certificate).order_by(Certificate.id)).all()


def test_each_line_is_a_certificate_that_ends_so_many_days_from_today(ledger, loaded, holder, tmp_path):
    firm = ledger.enterprise()
    assert loaded(f"one,{holder},{firm.credit_code},220000,A,1234,82,05,valid") == 1
    (row,) = rows(ledger)
    assert row.number == "吉建安A（2023）0001234"
    assert (row.valid_from, row.valid_to) == (date(2023, 6, 1), date(2026, 5, 31))
    assert (row.enterprise_id, row.appointment, row.state) == (firm.id, "05", "valid")
    assert replayed(history(ledger.session, row.id)) == stated(row)
    digest = row.photo_digest or ""
    content = (tmp_path / "files" / digest[:2] / digest[2:]).read_bytes()
    with Image.open(BytesIO(content)) as photo:
        assert (photo.format, photo.size) == ("JPEG", (295, 413))
    assert len(content) < 50 * 1024


def test_what_lapsed_was_valid_before(ledger, loaded, holder):
    loaded(f"one,{holder},,220000,C3,1,-20,08,lapsed")
    (row,) = rows(ledger)
    assert (row.state, row.enterprise_id) == ("lapsed", None)
    assert [event.operation for event in history(ledger.session, row.id)] == ["issue", "lapse"]


def test_it_is_there_once_though_the_year_of_its_number_moves_on(ledger, loaded, holder):
    line = f"one,{holder},,220000,A,7,82,,"
    assert loaded(line) == 1
    ledger.now = ledger.now.replace(year=2027)
    assert loaded(line) == 0
    assert loaded(line, f"two,{holder},,220000,A,8,82,,") == 1
    assert len(rows(ledger)) == 2


@pytest.mark.parametrize(
    "line",
    [
        "one,220000199001010007,,220000,A,7,82,,",
        "one,{holder},92999999000000001G,220000,A,7,82,,",
        "one,{holder},,999999,A,7,82,,",
        "one,{holder},,220000,A,7,soon,,",
    ],
)
def test_what_refers_to_nothing_is_refused(loaded, holder, line):
    with pytest.raises(TongbanError) as refusal:
        loaded(line.format(holder=holder))
    assert refusal.value.remedy.zh


def test_a_missing_holder_is_told_with_the_line(loaded, ledger):
    with pytest.raises(DataFileError) as refusal:
        loaded(f"one,{ledger.number()},,220000,A,7,82,,")
    assert refusal.value.place == "pack/demo/certificates.csv:2"


def test_the_seam_leads_to_it(ledger, holder, tmp_path):
    around = surroundings_of(ledger.session)
    surround(ledger.session, Surroundings(around.registry, around.clock, keys=ledger.keys))
    path = tmp_path / TABLE
    path.parent.mkdir(parents=True)
    path.write_text(f"{HEAD}one,{holder},,220000,A,7,82,,\n", encoding="utf-8")
    assert around.registry.thing(DEMO, "certificates") is demo_certificates
    demo_certificates(ledger.session, {"pack": tmp_path})
    (row,) = rows(ledger)
    assert row.photo_digest is None
