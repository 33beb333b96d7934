"""What a case asks somebody to choose: once, for good, in time or while a public notice stands."""

from copy import deepcopy

import pytest

from kernel import definitions
from kernel.datafiles.writing import value_in
from tests.addons.spine import Spine
from tests.app.processes import ROOT
from tests.stories.renewal import Renewal
from tests.stories.visitor import Visitor

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
CHAIN = "pack_jilin.renewal_chain"
CHOOSE = {
    "name": "pick",
    "kind": "choose",
    "title": "选择注销哪一本",
    "party": "holder",
    "options": [{"value": "ours", "title": "本省证书"}, {"value": "theirs", "title": "外省证书"}],
    "clock": {"days": 5, "on_overdue": "go_to"},
    "on": {"overdue": "published"},
}
NOTICE = {
    "name": "published",
    "kind": "notice",
    "title": "公告",
    "party": "holder",
    "choice": "pick",
    "lasts": {"days": 5},
}
MISSED = {
    "name": "missed",
    "kind": "branch",
    "cases": [{"name": "unanswered", "when": "chosen_pick == ''", "steps": [NOTICE]}],
    "else": [],
}


def with_a_choice(office: Spine) -> None:
    """The holder chooses after the employer, and a notice follows when they do not."""
    text = (ROOT / "addons/pack_jilin/chains/renewal.yaml").read_text(encoding="utf-8")
    body = deepcopy(value_in(text, place="renewal"))
    for key in ("model", "id"):
        del body[key]
    body["steps"][2:2] = [CHOOSE, MISSED]
    with office.platform.database.transaction() as session:
        draft = definitions.Draft(CHAIN, "chain", "pack_jilin", body)
        definitions.publish(session, [draft], actor="test", reason="", at=office.clock.now())


def state(office: Spine) -> str:
    """The open step."""
    return str(office.row("SELECT step FROM approvals_task WHERE state = 'open'")["step"])


def test_the_holder_chooses_once_in_time_or_while_the_notice_stands(office: Spine) -> None:
    with_a_choice(office)
    renewal = Renewal(office)
    renewal.hand_in()
    renewal.confirm()
    assert state(office) == "pick"
    person = Visitor(office.client("zhang")).open("/my/applications/1").follow("去选择")
    assert person.shows("只能选一次")
    assert "没有这个选项" in person.press("选定", status=422).refusal()
    Visitor(office.client("li")).open("/my/applications/1/choose", status=404)

    office.be("2026-03-18")
    office.work()
    assert state(office) == "published"
    person = Visitor(office.client("zhang")).open("/my/applications/1/choose")
    assert person.shows("公告")
    late = Visitor(office.client("zhang")).open("/my/applications/1/choose")
    person.press("选定", value="theirs")
    assert state(office) == "acceptance"
    assert late.press("选定", value="ours").shows("最新的页面")
    Visitor(office.client("zhang")).open("/my/applications/1/choose", status=404)
    chosen = office.row("SELECT state FROM approvals_case")["state"]
    assert '"chosen":{"pick":"theirs"}' in str(chosen).replace(" ", "")
