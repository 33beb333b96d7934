"""The whole file of a case to take away: what the archive holds, who may have it, what is on record."""

import csv
import io
import zipfile

from sqlalchemy import select

from approvals.pages import packing
from kernel.db import transaction
from kernel.models import AuditEntry
from tests.approvals.workbench_office import posted


def taken(client, case: int, purpose: str = "归档"):
    return posted(client, f"/work/record/{case}/pack", {"purpose": purpose})


def test_the_archive_holds_the_record_every_material_and_a_list_of_them(office, li):
    case = office.begin("张建国").id
    assert "2 份材料原件" in li.get(f"/work/record/{case}/pack").text
    answer = taken(li, case)
    assert answer.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    files = ["材料/01-延续申请单-申请单.jpg", "材料/02-延续申请单-任职文件.pdf"]
    assert list(held) == ["案卷.pdf", *files, "材料清单.csv"]
    assert held["案卷.pdf"].startswith(b"%PDF")
    assert held[files[0]] == "the file 申请单.jpg".encode()
    rows = list(csv.reader(io.StringIO(held["材料清单.csv"].decode("utf-8-sig"))))
    assert [row[2] for row in rows[1:]] == [name.removeprefix("材料/") for name in files]
    assert rows[1][5] == "a1b2c3d4e5f6a7"
    with transaction(office.engine) as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "case.packed")).one()
        assert (entry.actor, entry.thing) == ("li", f"case:{case}")
        assert entry.detail == {"purpose": "归档", "files": 2}


def test_the_page_that_asks_reads_nothing_of_the_log(office, li, monkeypatch):
    case = office.begin("张建国").id

    def read(*_: object) -> None:
        raise AssertionError("the whole file is read")

    monkeypatch.setattr(packing, "file_of", read)
    asked = li.get(f"/work/record/{case}/pack").text
    assert "案卷 PDF、2 份材料原件（共 4 KB）" in asked


def test_without_a_purpose_nothing_is_taken_and_nothing_on_record(office, li):
    case = office.begin().id
    answer = taken(li, case, purpose="  ")
    assert (answer.status_code, "请写明导出的用途" in answer.text) == (422, True)
    with transaction(office.engine) as session:
        assert session.scalar(select(AuditEntry.id).where(AuditEntry.action == "case.packed")) is None


def test_the_file_is_for_whose_case_it_is(office, li):
    case = office.begin().id
    for client in (office.clerk("sun"), office.clerk("zhao")):
        assert client.get(f"/work/record/{case}/pack").status_code == 404
        assert taken(client, case).status_code == 404


def test_too_much_for_one_archive_is_refused_with_what_to_do(office, li, monkeypatch):
    case = office.begin().id
    monkeypatch.setattr(packing, "LARGEST", 4095)
    answer = taken(li, case, purpose="归档备查")
    assert (answer.status_code, "请在材料页逐份下载" in answer.text) == (409, True)
    assert 'value="归档备查"' in answer.text
