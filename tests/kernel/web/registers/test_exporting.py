"""A large export is made by the scheduler, for whoever asked, and forgotten after a week."""

import csv
import io
from pathlib import Path

import pytest
from sqlalchemy import select

from kernel.clock import FixedClock
from kernel.jobs import Slot
from kernel.models import AccessRule, AuditEntry, RegisterExport
from kernel.outbox import drain
from kernel.surroundings import Surroundings, surround
from kernel.versions import bump
from kernel.web.registers import exporting
from tests.app.offices import token
from tests.kernel.web.registers.office import Shelf

EXPORT = "/admin/days/export"


@pytest.fixture
def folder(office: Shelf) -> Path:
    """Where exports lie."""
    return office.platform.site.folder / exporting.FOLDER


def around(office: Shelf) -> Surroundings:
    here = office.platform
    return Surroundings(here.registry, here.clock, here.keys, here.site.folder)


def work(office: Shelf) -> int:
    here = office.platform
    return drain(
        here.database.engine, here.registry, clock=here.clock, worker="tests", surroundings=around(office)
    ).done


def ask(office: Shelf, monkeypatch: pytest.MonkeyPatch, query: str = "") -> str:
    """The address of an export that is too large to be made at once."""
    monkeypatch.setattr(exporting, "AT_ONCE", 10)
    client = office.client("reader")
    there = client.post(
        f"{EXPORT}{query}",
        data={"format": "csv", "purpose": "核对", "csrf_token": token(client, "/admin/days/list/")},
    ).location
    assert there.startswith("/admin/exports/")
    return there


def test_it_is_made_later_and_fetched_by_its_owner(
    office: Shelf, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = office.client("reader")
    search = client.post(
        "/admin/days/find", data={"q": "第", "csrf_token": token(client, "/admin/days/list/")}
    ).location
    there = ask(office, monkeypatch, "?" + search.partition("?")[2])
    assert "正在生成" in client.get(there).text
    assert client.get(f"{there}/file").status_code == 404
    assert work(office) == 1
    assert "已生成" in client.get(there).text
    with client.get(f"{there}/file") as answer:
        rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert {row[1] for row in rows[1:]} == {"放假"}
    assert all("第" in row[2] for row in rows[1:])
    assert [path.suffix for path in folder.iterdir()] == [".csv"]
    for other in ("narrow", "admin"):
        assert office.client(other).get(there).status_code == 404
        assert office.client(other).get(f"{there}/file").status_code == 404


def test_who_may_no_longer_export_gets_neither_rows_nor_file(
    office: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = ask(office, monkeypatch)
    here = office.platform
    with here.database.transaction() as session:
        rule = session.scalars(
            select(AccessRule).where(AccessRule.role == "reader", AccessRule.permission == "can_export")
        ).one()
        rule.scope = "none"
        bump(session, role=True)
    assert work(office) == 1
    with here.database.transaction() as session:
        number = int(there.rpartition("/")[2])
        made = session.get(RegisterExport, number)
        assert made is not None
        assert made.rows == 0
        rule = session.merge(rule)
        rule.scope = "days_off"
        bump(session, role=True)


def test_what_was_looked_for_by_name_is_not_kept(office: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    there = ask(office, monkeypatch, "?kind=off&name.has=%E7%AC%AC")
    assert work(office) == 1
    with office.platform.database.transaction() as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
        assert entry.action == "export"
        assert entry.detail["conditions"] == ["kind=off", "name.has=…"]
        made = session.get_one(RegisterExport, int(there.rpartition("/")[2]))
        assert (made.state, bool(made.rows)) == ("done", True)


def test_what_fails_says_so_and_leaves_no_file(
    office: Shelf, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = ask(office, monkeypatch)
    before = set(folder.iterdir()) if folder.exists() else set()

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("no room")

    with monkeypatch.context() as context:
        context.setattr(exporting, "sheet", broken)
        assert work(office) == 1
    assert "没有生成" in office.client("reader").get(there).text
    assert "no room" not in office.client("reader").get(there).text
    assert set(folder.iterdir()) == before


def test_files_are_forgotten_after_a_week(
    office: Shelf, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = ask(office, monkeypatch)
    work(office)
    here = office.platform
    assert isinstance(here.clock, FixedClock)
    before = here.clock.moment
    here.clock.advance(days=8)
    with here.database.transaction() as session:
        surround(session, around(office))
        assert exporting.clean(session, Slot("today", here.clock.now()))["exports"] > 0
        gone = session.get_one(RegisterExport, int(there.rpartition("/")[2]))
        assert (gone.asked, gone.file) == ({}, None)
    here.clock.moment = before
    assert list(folder.iterdir()) == []
    assert "文件已清理" in office.client("reader").get(there).text
