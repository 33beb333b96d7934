"""Claims on enterprises over HTTP: each desk sees its own, and decides nothing else."""

from typing import Any

import pytest

from tests.addons.parties.pages.newcomers import Newcomer, proof, unknown_code, unknown_number
from tests.addons.spine import Spine
from tests.app.offices import submit
from tests.stories.visitor import Visitor

OFFICE, FIRM = "/admin/claims", "/enterprise/claims"
HENGJI = "92999999000000001G"
DESKS = (
    ("clerk", OFFICE),
    ("window", OFFICE),
    ("province", OFFICE),
    ("jilin", OFFICE),
    ("hengji", FIRM),
    ("songhua", FIRM),
)


def claims(shared: Spine, name: str, *, code: str = "", verified: bool = False, **typed: Any) -> Newcomer:
    """Somebody new who claims an enterprise."""
    newcomer, number = Newcomer(shared), unknown_number()
    wanted = {"credit_code": code or unknown_code(), "enterprise_name": name, "office": "220100"} | typed
    newcomer.registers("enterprise", **wanted, **proof(number))
    if verified:
        page = Visitor(shared.client("clerk")).open("/admin/identities").press("查找", number=number)
        page.follow(newcomer.login).press("核验通过", number=number, reason="二代证读卡一致")
    return newcomer


def claim_of(shared: Spine, newcomer: Newcomer) -> dict[str, Any]:
    """Its row."""
    return shared.row("SELECT * FROM parties_claim WHERE user_id = :id", id=newcomer.row()["account"])


def test_the_office_approves_and_the_account_acts_for_the_enterprise(office: Spine):
    newcomer = claims(office, "新示范企业", verified=True)
    page = Visitor(office.client("clerk")).open(OFFICE).press("批准 新示范企业")
    assert "已批准" in page.everything
    page = newcomer.signs_in().open("/enterprise")
    assert page.shows("新示范企业")
    assert page.follow("审核经办人").path == FIRM
    office.work()
    assert page.open("/notices").shows("您可以代表新示范企业办事了")


def test_the_administrator_of_an_enterprise_admits_an_agent(shared: Spine):
    newcomer = claims(shared, "恒基", code=HENGJI, verified=True)
    page = Visitor(shared.client("hengji")).open(FIRM)
    assert page.shows("长春恒基示范建筑有限公司")
    assert page.press("批准 恒基").shows("已批准")
    assert claim_of(shared, newcomer)["state"] == "approved"
    # an agent admits nobody
    agent = newcomer.signs_in()
    other = claims(shared, "恒基二", code=HENGJI, verified=True)
    assert not agent.open(FIRM).shows("恒基二")
    number = claim_of(shared, other)["id"]
    assert submit(agent.client, f"{FIRM}/{number}/approve", {}, page=FIRM).status_code == 404
    assert claim_of(shared, other)["state"] == "pending"


def test_nobody_is_admitted_whom_nobody_knows(shared: Spine):
    newcomer = claims(shared, "未实名企业")
    number = claim_of(shared, newcomer)["id"]
    answer = submit(shared.client("clerk"), f"{OFFICE}/{number}/approve", {}, page=OFFICE)
    assert answer.status_code == 422
    assert "还没有实名认证" in answer.text
    assert claim_of(shared, newcomer)["state"] == "pending"


def test_who_is_refused_reads_why(shared: Spine):
    newcomer = claims(shared, "被退回企业")
    number = claim_of(shared, newcomer)["id"]
    client = shared.client("clerk")
    assert submit(client, f"{OFFICE}/{number}/refuse", {"reason": "不"}, page=OFFICE).status_code == 422
    submit(client, f"{OFFICE}/{number}/refuse", {"reason": "不是本企业人员"}, page=OFFICE)
    assert newcomer.signs_in().open("/my/identity").shows("原因：不是本企业人员")


def test_each_desk_sees_its_own_and_decides_nothing_else(shared: Spine):
    newcomer = claims(shared, "谁看得见", verified=True)
    number = claim_of(shared, newcomer)["id"]
    seen = {}
    for username, desk in DESKS:
        client = shared.client(username)
        seen[username] = Visitor(client).open(desk).shows("谁看得见")
        for act in () if seen[username] else ("approve", "refuse"):
            answer = submit(client, f"{desk}/{number}/{act}", {"reason": "不是本企业人员"}, page=desk)
            assert answer.status_code == 404, (username, act)
    assert [username for username in seen if seen[username]] == ["clerk", "province"]
    assert claim_of(shared, newcomer)["state"] == "pending"


@pytest.mark.parametrize(
    ("username", "path"), [("zhang", OFFICE), ("hengji", OFFICE), ("clerk", FIRM), ("admin", OFFICE)]
)
def test_who_has_no_such_desk_is_refused(shared: Spine, username: str, path: str):
    assert shared.client(username).get(path).status_code == 403
