"""A step that starts from registrations: the enterprise takes up who has registered, or leaves them on the list."""

from copy import deepcopy
from typing import Any

import pytest

from kernel import definitions
from kernel.datafiles.writing import value_in
from tests.addons.spine import Spine
from tests.app.processes import ROOT
from tests.stories.renewal import CONFIRMED, Renewal
from tests.stories.visitor import Visitor

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
CHAIN = "pack_jilin.renewal_chain"


def starting_from_registrations(office: Spine) -> None:
    """The enterprise's step is one that it takes up from its list."""
    text = (ROOT / "addons/pack_jilin/chains/renewal.yaml").read_text(encoding="utf-8")
    body = deepcopy(value_in(text, place="renewal"))
    for key in ("model", "id"):
        del body[key]
    employer = body["steps"][1]
    employer |= {"kind": "fill", "verbs": ["submit"], "picks": {"from": "registrations"}}
    with office.platform.database.transaction() as session:
        draft = definitions.Draft(CHAIN, "chain", "pack_jilin", body)
        definitions.publish(session, [draft], actor="test", reason="", at=office.clock.now())


def test_who_has_registered_is_taken_up_once_put_back_and_gone_on_with(office: Spine) -> None:
    starting_from_registrations(office)
    Renewal(office).hand_in()
    firm = Visitor(office.client("hengji")).open("/enterprise")
    assert firm.shows("登记待接办")
    assert not firm.shows("核对并提交")
    number = firm.tree.xpath("//input[@name='pick']/@value")[0]
    assert firm.press("接办所选").shows("请先勾选要接办的人")

    seen = Visitor(office.client("hengji")).open(f"/enterprise/applications/{number}")
    assert seen.shows("登记待接办")
    assert not seen.has_button("确认并提交窗口")
    late = Visitor(office.client("hengji")).open("/enterprise")
    taken = firm.press("接办所选", pick=number)
    assert taken.has_button("确认并提交窗口")
    assert late.press("接办所选", pick=number).shows("已由同事接办")
    Visitor(office.client("songhua")).open(f"/enterprise/applications/{number}", status=404)

    listed = taken.press("不由我办，放回登记名单")
    assert listed.shows("已放回登记名单")
    assert listed.shows("登记待接办")
    confirmed: dict[str, Any] = dict(CONFIRMED)
    again = listed.press("接办所选", pick=number)
    again.press("确认并提交窗口", **confirmed)
    assert office.row("SELECT step FROM approvals_task WHERE state = 'open'")["step"] == "acceptance"
    said = "SELECT count(*) AS n FROM audit_entry WHERE action IN ('case.claim', 'case.release')"
    assert office.row(said)["n"] == 3
