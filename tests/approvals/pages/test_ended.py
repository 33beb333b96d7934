"""A clerk's session ends while an opinion is being written: it is back after signing in, and gone once it was used."""

from tests.app.offices import sign_in
from tests.approvals.workbench_office import posted

HERE = {"Origin": "http://localhost"}


def act(client, case: int, **more: str):
    return posted(client, f"/work/{case}", {"step": "acceptance", "seen": "2", **more}, headers=HERE)


def test_opinion_written_before_the_session_ended_is_put_back_and_forgotten_with_the_act(office, li):
    case = office.begin("张建国").id
    li.get(f"/work/{case}")
    held = li.get(f"/work/{case}").text.split('name="csrf_token" value="')[1].split('"')[0]
    office.clock.advance(minutes=31)
    fields = {"step": "acceptance", "seen": "2", "verb": "accept", "opinion": "材料齐全", "csrf_token": held}
    ended = li.post(f"/work/{case}", data=fields, headers=HERE)
    assert ended.location == f"/login?next=/work/{case}?typed%3D1"
    assert sign_in(li, "li").status_code == 302
    back = li.get(f"/work/{case}?typed=1").text
    assert ">材料齐全</textarea>" in back
    assert "还没有提交" in back
    assert "材料齐全</textarea>" not in li.get(f"/work/{case}").text, "only who is led back sees it"
    assert act(li, case, verb="accept", opinion="材料齐全", restored="1").status_code == 302
    assert "材料齐全</textarea>" not in li.get(f"/work/{case}?typed=1").text


def test_second_thoughts_keep_what_was_written(office, li):
    case = office.begin("张建国").id
    asked = act(li, case, verb="not_accept", opinion="不属于本事项").text
    assert "再想想" in asked
    again = act(li, case, _find="1", opinion="不属于本事项")
    assert (again.status_code, "不属于本事项</textarea>" in again.text) == (200, True)
    assert "确认“" not in again.text
