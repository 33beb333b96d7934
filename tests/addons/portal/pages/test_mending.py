"""An enterprise corrects an answer on file with its confirmation, where the chain says so."""

import copy
from typing import Any

import pytest

from kernel.definitions import Draft, current, publish
from tests.addons.spine import Spine
from tests.stories.renewal import CONFIRMED, Renewal
from tests.stories.visitor import Visitor

pytestmark = pytest.mark.slow
CHAIN = "pack_jilin.renewal_chain"
OTHER = "19900000002"
SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def task(office: Spine) -> Visitor:
    """The page of an employer who may correct the telephone number and the appointment."""
    with office.platform.database.transaction() as session:
        now = current(session, CHAIN)
        assert now is not None
        body = copy.deepcopy(dict(now.body))
        body["steps"][1]["edits"] = ["phone", "appointment"]
        draft = Draft(CHAIN, "chain", "pack_jilin", body)
        publish(session, [draft], actor="test", reason="test", at=office.clock.now())
    Renewal(office).hand_in()
    return Visitor(office.client("hengji")).open("/enterprise").follow("核对并提交")


@SQLITE
def test_what_the_step_may_change_is_asked_without_showing_it_and_is_on_record(
    office: Spine, task: Visitor
) -> None:
    assert task.shows("更正本人填写的内容")
    assert task.shows("；不改就留空。")
    assert "".join(task.tree.xpath("//input[@name='phone']/@value")) == ""
    values: dict[str, Any] = {**CONFIRMED, "phone": OTHER}
    task.press("确认并提交窗口", **values)
    kept = office.row("SELECT answers FROM forms_submission")["answers"]
    assert OTHER in str(kept)
    entry = office.row("SELECT entry FROM approvals_decision WHERE verb = 'approve'")["entry"]
    assert '"edits":[["phone",' in entry.replace(" ", "")


@SQLITE
def test_a_correction_that_is_no_answer_is_told_at_its_place_and_stays(office: Spine, task: Visitor) -> None:
    values: dict[str, Any] = {**CONFIRMED, "phone": "12"}
    page = task.press("确认并提交窗口", status=422, **values)
    assert page.tree.xpath("//input[@name='phone']/@value") == ["12"]
    assert page.tree.xpath("//details[@open]//input[@name='phone']")
    [link] = page.tree.xpath("//*[@class='errs']//a/@href")
    assert page.tree.xpath(f"//*[@id='{link[1:]}']")
    assert page.tree.xpath("//input[@name='employer_contact']/@value") == ["何经办"]
    assert office.row("SELECT step FROM approvals_task WHERE state = 'open'")["step"] == "employer"


@SQLITE
def test_what_the_step_may_not_change_is_refused(office: Spine, task: Visitor) -> None:
    fields = dict(
        next(one for one in task.tree.iter("form") if one.get("data-fill") is not None).form_values()
    )
    answer = task.client.post(f"{task.path}/confirm", data={**fields, **CONFIRMED, "supplement": "别的"})
    assert answer.status_code in (403, 422)
    assert "别的" not in str(office.row("SELECT answers FROM forms_submission")["answers"])
