"""The pages on which a row is added and edited: nothing typed is lost, nobody reaches what is not theirs."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kernel.web.registers.toolshed import THEIRS, Toolshed, toolshed

ADD = "/admin/tools/add"
GIVEN = {"code": "t1", "name": "锤子", "kind": "hand", "phone": "13900005678", "works": "是"}
GROUND = re.compile(r'name="_ground" value="([0-9a-f]+)"')


@pytest.fixture
def shed(tmp_path: Path) -> Iterator[Toolshed]:
    """The office."""
    with toolshed("sqlite", tmp_path) as found:
        yield found


def errors_in(html: str) -> list[str]:
    """What stands at fields as their errors."""
    return re.findall(r'<div class="err" id="field-(\w+)-error">', html)


def test_a_row_is_added_with_its_mistakes_told_at_their_fields(shed: Toolshed) -> None:
    wrong = shed.post("keeper", ADD, **GIVEN | {"code": "1", "bought": "2026-02-30", "name": "<锤>"})
    assert wrong.status_code == 422
    assert errors_in(wrong.text) == ["code", "bought"]
    assert 'href="#field-code"' in wrong.text
    assert 'value="&lt;锤&gt;"' in wrong.text
    assert 'value="13900005678"' in wrong.text
    assert re.search(r'name="works"[^>]*checked', wrong.text)
    assert shed.codes() == []

    refused = shed.post("keeper", ADD, **GIVEN | {"name": "不祥"})
    assert (refused.status_code, errors_in(refused.text)) == (422, ["name"])

    added = shed.post("keeper", ADD, **GIVEN)
    assert added.status_code == 302
    assert added.location.startswith("/admin/tools/show/")
    assert shed.codes() == ["T1"]

    again = shed.post("keeper", ADD, **GIVEN)
    assert again.status_code == 409
    assert "与已有的记录冲突" in again.text
    assert shed.codes() == ["T1"]


def test_a_row_is_edited_and_what_is_personal_or_fixed_stays(shed: Toolshed) -> None:
    pk = shed.post("keeper", ADD, **GIVEN).location.rpartition("/")[2]
    edit = f"/admin/tools/edit/{pk}"
    page = shed.client("keeper").get(edit).text
    assert "13900005678" not in page
    assert "现在是 ***5678" in page
    assert 'name="code"' not in page
    found = GROUND.search(page)
    assert found

    done = shed.post("keeper", edit, _ground=found[1], code="t9", name="大锤", kind="手工", phone="")
    assert done.location == f"/admin/tools/show/{pk}"
    [row] = shed.rows("SELECT * FROM toolshed_tool WHERE id = :pk", pk=pk)
    assert (row["code"], row["name"], row["phone"], row["works"]) == ("T1", "大锤", "13900005678", 0)

    late = shed.post("keeper", edit, _ground=found[1], name="小锤", kind="hand")
    assert late.status_code == 409
    assert 'value="小锤"' in late.text
    seen = GROUND.search(late.text)
    assert seen
    assert shed.post("keeper", edit, _ground=seen[1], name="小锤", kind="hand").status_code == 302


def test_nobody_writes_what_is_not_theirs(shed: Toolshed) -> None:
    theirs = shed.rows("SELECT id FROM toolshed_tool WHERE code = :code", code=THEIRS)[0]["id"]
    boss = shed.rows("SELECT id FROM ab_user WHERE username = 'boss'")[0]["id"]

    for pk in (theirs, 4_000, 2**40):
        assert shed.client("keeper").get(f"/admin/tools/edit/{pk}").status_code == 404
        assert shed.post("keeper", f"/admin/tools/edit/{pk}", name="x", kind="hand").status_code == 404
    away = shed.post("keeper", ADD, **GIVEN, owner=boss)
    assert (away.status_code, "不在您的管辖范围内" in away.text) == (403, True)
    for path in (ADD, f"/admin/tools/edit/{theirs}", "/admin/tools/import"):
        assert shed.client("onlooker").get(path).status_code == 403
        assert shed.post("onlooker", path, **GIVEN).status_code == 403
    assert shed.client("keeper").post(ADD, data=GIVEN).status_code == 400
    assert shed.codes() == []
    assert shed.rows("SELECT name FROM toolshed_tool")[0]["name"] == "起重机"


def test_the_forms_speak_english(shed: Toolshed) -> None:
    shed.post("boss", "/language", locale="en")
    page = shed.client("boss").get(ADD).text

    assert "As on the bill" in page
    assert not re.search(
        r"[\u4e00-\u9fff]", re.sub(r"(?s)<header.*?</header>|<nav.*?</nav>|<option.*?</option>", "", page)
    )
