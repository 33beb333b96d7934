"""A row written: whole or not at all, within reach before and after, and on record."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from kernel.errors import Conflict, NotAllowed, NotFound
from kernel.models import AuditEntry
from kernel.web.registers.written import Act, WrongFields, ground_of, standing, written
from tests import cluster, databases
from tests.kernel.web.registers.tools import CURSED, Tool, Tools
from tests.kernel.web.registers.toolshed import THEIRS, Toolshed, toolshed, user_id

GIVEN = {"code": "t1", "name": "锤", "kind": "hand", "works": True, "phone": "13900005678"}


@pytest.fixture(scope="module", params=databases.BACKENDS)
def shed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Toolshed]:
    """The office, on both kinds of database; what a writer writes is rolled back."""
    if request.param == "postgresql" and cluster.binaries() is None:
        databases.absent("PostgreSQL")
    with toolshed(request.param, tmp_path_factory.mktemp("shed")) as found:
        yield found


def test_rows_are_written_by_those_in_whose_reach_they_are(shed: Toolshed) -> None:
    with shed.writer("keeper") as writer:
        session = writer.session
        done = written(Tools, writer, None, GIVEN)
        row = session.get_one(Tool, done.pk)
        assert (row.code, row.works, row.owner_id) == ("T1", True, writer.actor.user_id)

        assert written(Tools, writer, done.pk, {"name": "大锤"}).act is Act.EDITED
        assert (row.name, row.phone) == ("大锤", "13900005678")
        assert written(Tools, writer, done.pk, {"name": "大锤", "phone": ""}).act is Act.SAME

        entries = session.execute(
            select(AuditEntry.action, AuditEntry.detail)
            .where(AuditEntry.thing == f"toolshed_tool:{done.pk}")
            .order_by(AuditEntry.id)
        ).all()
        assert [entry.action for entry in entries] == ["register.added", "register.edited"]
        assert entries[1].detail == {"fields": ["name"]}

        theirs = session.scalar(select(Tool.id).where(Tool.code == THEIRS)) or 0
        for pk in (theirs, 4_000):
            with pytest.raises(NotFound) as refused:
                written(Tools, writer, pk, {"name": "我的"})
            assert refused.value.place == "tools"
        boss = str(user_id(session, "boss"))
        away: list[tuple[int | None, dict[str, Any]]] = [
            (done.pk, {"owner": boss}),
            (None, GIVEN | {"code": "t2", "owner": boss}),
        ]
        for row_id, given in away:
            with pytest.raises(NotAllowed), session.begin_nested():
                written(Tools, writer, row_id, given)
        assert row.owner_id == writer.actor.user_id
        assert session.scalar(select(func.count()).select_from(Tool)) == 2


def test_what_cannot_be_taken_leaves_nothing(shed: Toolshed) -> None:
    wrong: list[tuple[dict[str, Any], set[str]]] = [
        ({}, {"code", "name"}),
        (GIVEN | {"kind": "x", "seats": 100}, {"kind", "seats"}),
        (GIVEN | {"owner_id": 3}, {"owner_id"}),
        (GIVEN | {"name": ["a"], "seats": 1.5}, {"name", "seats"}),
        (GIVEN | {"name": None}, {"name"}),
    ]
    with shed.writer("keeper") as writer:
        for given, fields in wrong:
            with pytest.raises(WrongFields) as refused:
                written(Tools, writer, None, given)
            assert set(refused.value.fields) == fields
            assert {one.place for one in refused.value.problems} == fields
        with pytest.raises(Conflict, match="这个名称不能用"):
            written(Tools, writer, None, GIVEN | {"name": CURSED})
        written(Tools, writer, None, GIVEN)
        with pytest.raises(Conflict, match="与已有的记录冲突"), writer.session.begin_nested():
            written(Tools, writer, None, GIVEN)
        assert writer.session.scalar(select(func.count()).select_from(Tool)) == 2


def test_a_row_that_changed_meanwhile_is_not_overwritten_unseen(shed: Toolshed) -> None:
    with shed.writer("boss") as writer:
        pk = writer.session.scalar(select(Tool.id).where(Tool.code == THEIRS)) or 0
        ground = ground_of(standing(Tools, writer, pk))
        written(Tools, writer, pk, {"seats": 3}, ground=ground)
        with pytest.raises(Conflict, match="别人改了这条记录"):
            written(Tools, writer, pk, {"seats": 4}, ground=ground)


def test_those_without_the_permission_reach_no_row(shed: Toolshed) -> None:
    with shed.writer("onlooker") as writer:
        pk = writer.session.scalar(select(Tool.id).where(Tool.code == THEIRS)) or 0
        with pytest.raises(NotFound):
            written(Tools, writer, pk, {"seats": 3})
        with pytest.raises(NotAllowed):
            written(Tools, writer, None, GIVEN)
