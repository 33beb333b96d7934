"""Following a case in the browser and over JSON."""

from tests.app.offices import token
from tests.approvals.pages.test_listing import names
from tests.approvals.workbench_office import posted

API = "/api/v1/cases"


def sent(client, case: int, status: int = 200, **given):
    header = {"X-CSRFToken": token(client, "/work")}
    answer = client.post(f"{API}/{case}/follow", json=given, headers=header)
    assert answer.status_code == status, answer.text
    return answer.json


def test_a_case_is_followed_and_followed_no_more(office, li):
    case = office.begin("张建国").id
    assert 'aria-pressed="false"' in li.get(f"/work/{case}").text
    assert posted(li, f"/work/{case}/follow", {"on": "1"}).location == f"/work/{case}"
    assert 'aria-pressed="true"' in li.get(f"/work/{case}").text
    assert names(li.get("/work?view=followed").text) == ["张建国"]
    assert names(office.clerk("wang").get("/work?view=followed").text) == []
    posted(li, f"/work/{case}/follow", {})
    assert names(li.get("/work?view=followed").text) == []
    assert [action for _, action, _ in office.audited()] == ["case.follow", "case.unfollow"]


def test_nobody_follows_a_case_that_is_not_theirs_to_see(office):
    case = office.begin().id
    assert posted(office.clerk("zhao"), f"/work/{case}/follow", {"on": "1"}).status_code == 404
    assert sent(office.clerk("sun"), case, 404, follow=True)


def test_following_over_json(office, li):
    case = office.begin().id
    assert sent(li, case, follow=True) == {"id": case, "followed": True}
    assert li.get(f"{API}/{case}").json["result"]["followed"] is True
    assert [row["id"] for row in li.get(f"{API}/?view=followed").json["result"]] == [case]
    assert sent(li, case, 422, follow="yes")["remedy"]
    assert sent(li, case, follow=False)["followed"] is False
