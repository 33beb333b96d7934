"""addons.parties.pages.registers: numbers shown with a reason, bindings ended, masks everywhere else."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.addons.spine import Spine
from tests.app.offices import submit

NUMBER = "220000198503120002"
MOBILE = "19900000001"
ZHANG = "/admin/persons/{pk}/reveal"


def zhang(site: Spine) -> int:
    return int(site.row("SELECT id FROM parties_person WHERE name = '张小山'")["id"])


def asked(site: Spine, who: str, reason: str) -> TestResponse:
    path = ZHANG.format(pk=zhang(site))
    return submit(site.client(who), path, {"reason": reason}, page="/admin/persons/list/")


def revealed(site: Spine) -> list[dict[str, Any]]:
    return site.rows("SELECT actor, thing FROM audit_entry WHERE action = 'person.revealed' ORDER BY id")


@pytest.mark.parametrize("who", ["province", "clerk", "window"])
def test_a_number_is_shown_in_full_with_a_reason_and_on_record(shared: Spine, who: str):
    before = len(revealed(shared))
    page = shared.client(who).get(ZHANG.format(pk=zhang(shared)))
    assert NUMBER not in page.text
    for reason in ("", " 看看 "):
        refused = asked(shared, who, reason)
        assert (refused.status_code, NUMBER in refused.text) == (422, False)
    shown = asked(shared, who, "核对办件 JL-0001")
    assert (NUMBER in shown.text, MOBILE in shown.text) == (True, True)
    assert "no-store" in shown.headers["Cache-Control"]
    assert revealed(shared)[before:] == [{"actor": who, "thing": f"person:{zhang(shared)}"}]


@pytest.mark.parametrize(
    ("who", "status"), [("jilin", 404), ("zhang", 403), ("hengji", 403), ("secadmin", 403)]
)
def test_nobody_else_sees_it_and_nothing_is_on_record(shared: Spine, who: str, status: int):
    before = len(revealed(shared))
    path = ZHANG.format(pk=zhang(shared))
    assert shared.client(who).get(path).status_code == status
    answer = submit(shared.client(who), path, {"reason": "核对办件 JL-0001"}, page="/profile")
    assert (answer.status_code, NUMBER in answer.text) == (status, False)
    assert len(revealed(shared)) == before


def test_lists_and_pages_of_people_show_masks_and_no_number_in_any_address(shared: Spine):
    client = shared.client("province")
    found = submit(
        client, "/admin/persons/find", {"q": NUMBER}, page="/admin/persons/list/", follow_redirects=True
    )
    assert "张小山" in found.text
    assert "李安娜" not in found.text
    assert "220***********0002" in found.text
    assert NUMBER not in found.request.full_path
    shown = client.get(f"/admin/persons/show/{zhang(shared)}")
    assert ("长春恒基示范建筑有限公司" in shown.text, NUMBER in shown.text, MOBILE in shown.text) == (
        True,
        False,
        False,
    )


def test_an_enterprise_shows_what_became_of_it(shared: Spine):
    client = shared.client("province")
    pk = shared.row("SELECT id FROM parties_enterprise WHERE name LIKE '四平%'")["id"]
    told = {
        "name": "四平伊通示范市政有限公司",
        "office": "220300",
        "status": "suspended",
        "since": "2026-03-01",
    }
    path = f"/admin/enterprises/edit/{pk}"
    assert submit(client, path, told | {"source": ""}, page=path).status_code == 302
    page = client.get(f"/admin/enterprises/show/{pk}").text
    assert ("停业" in page, "2026-03-01" in page, "沈厅" in page) == (True, True, True)


def test_an_ended_binding_takes_the_rows_away_at_once(shared: Spine):
    assert shared.client("jilin").get("/admin/enterprises/list/").text.count("松花") == 1
    pk = shared.row(
        "SELECT m.id FROM parties_membership m JOIN ab_user u ON u.id = m.user_id WHERE u.username = 'jilin'"
    )["id"]
    path = f"/admin/memberships/{pk}/end"
    assert shared.client("province").get(path).status_code == 403
    security = shared.client("secadmin")
    assert "吉林市住房和城乡建设局" in security.get(path).text
    assert submit(security, path, {}, page=path).status_code == 302
    assert security.get(path).status_code == 404
    assert "松花" not in shared.client("jilin").get("/admin/enterprises/list/").text


def test_the_super_administrator_gives_no_offices(shared: Spine):
    admin = shared.client("admin")
    assert admin.get("/admin/memberships/list/").status_code == 200
    assert admin.get("/admin/memberships/add").status_code == 403


def test_window_clerks_find_who_comes_and_change_nothing(shared: Spine):
    window = shared.client("window")
    people = window.get("/admin/persons/list/").text
    assert ("张小山" in people, "王建国" in people) == (True, False)
    for path in ("persons/add", f"persons/edit/{zhang(shared)}", "employments/add", "enterprises/add"):
        assert window.get(f"/admin/{path}").status_code == 403
