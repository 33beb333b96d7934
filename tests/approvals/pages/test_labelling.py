"""Labels in the browser and as JSON: on a case, in lists and sheets, and the page on which an office keeps them."""

import re

from sqlalchemy import select

from approvals.casefile.labels import LONGEST
from approvals.pages.cases_api_labels_document import BODIES, labels_described
from approvals.words import Verb
from kernel.db import transaction
from kernel.models import AuditEntry
from tests.app.offices import token
from tests.approvals.pages.test_batch import picks
from tests.approvals.pages.test_listing import names
from tests.approvals.workbench_office import posted

API = "/api/v1/cases"
PLACED = (("张建国", 220100), ("李秀兰", 220100), ("远", 220200))


def add(client, name: str, look: str = "bad"):
    return posted(client, "/work/labels", {"do": "add", "name": name, "look": look})


def numbers(page: str) -> dict[str, str]:
    """The labels that a page offers, by their names."""
    found = re.findall(r'name="label" value="(\d+)"[^>]*><span class="lbl \w+">([^<]+)</span>', page)
    return {name: number for number, name in found}


def sent(client, path: str, given, status: int = 200):
    answer = client.post(f"{API}{path}", json=given, headers={"X-CSRFToken": token(client, "/work")})
    assert answer.status_code == status, answer.text
    return answer.json


def test_a_label_is_made_where_it_is_needed_and_seen_by_the_whole_office(office, li):
    case = office.begin("张建国").id
    asked = li.get(f"/work/{case}/labels").text
    assert "本机构还没有标签" in asked
    answer = posted(li, f"/work/{case}/labels", {"name": "加急", "look": "bad"})
    assert answer.location == f"/work/{case}"
    for client in (li, office.clerk("wang")):
        assert '<span class="lbl bad">加急</span>' in client.get(f"/work/{case}").text
        assert '<span class="lbl bad">加急</span>' in client.get("/work").text
    assert (
        "li",
        "case.labels",
        f"case:{case}",
    ) in office.audited()


def test_what_is_ticked_is_on_the_case_and_what_is_not_is_off_it(office, li):
    case = office.begin().id
    add(li, "加急"), add(li, "待核实", "warn")
    offered = numbers(li.get(f"/work/{case}/labels").text)
    posted(li, f"/work/{case}/labels", {"label": list(offered.values())})
    assert numbers(li.get(f"/work/{case}/labels").text).keys() == {"加急", "待核实"}
    posted(li, f"/work/{case}/labels", {"had": list(offered.values()), "label": offered["待核实"]})
    page = li.get(f"/work/{case}").text
    assert ("lbl bad" in page, '<span class="lbl warn">待核实</span>' in page) == (False, True)


def test_a_list_is_narrowed_to_a_label(office, li):
    first, second = office.begin("张建国"), office.begin("李秀兰")
    add(li, "加急")
    label = numbers(li.get(f"/work/{first.id}/labels").text)["加急"]
    posted(li, f"/work/{second.id}/labels", {"label": label})
    narrowed = posted(li, "/work/narrow", {"fb": label, "view": "mine"}).location
    page = li.get(narrowed).text
    assert names(page) == ["李秀兰"]
    assert "去掉条件 加急" in page
    posted(li, "/work/views", {"fb": label, "view": "mine", "name": "急件"})
    assert re.search(r'急件</span> <span class="cnt[^"]*">1</span>', li.get("/work").text)
    done = f"/work?view=done&fb={label}"
    assert names(li.get(done).text) == []
    office.decide(second.id, Verb.ACCEPT)
    assert names(li.get(done).text) == ["李秀兰"]


def test_the_page_of_labels_renames_and_asks_before_it_removes_what_is_used(office, li):
    case = office.begin().id
    add(li, "加急")
    label = numbers(li.get(f"/work/{case}/labels").text)["加急"]
    posted(li, f"/work/{case}/labels", {"label": label})
    changed = {"do": "change", "label": label, "seen": "1", "name": "特急", "look": "warn"}
    assert posted(li, "/work/labels", changed).status_code == 302
    assert posted(li, "/work/labels", changed).status_code == 409
    gone = {"do": "remove", "label": label, "seen": "2", "name": "特急"}
    assert "1 个办件带着它" in posted(li, "/work/labels", gone).text
    assert '<span class="lbl warn">特急</span>' in li.get(f"/work/{case}").text
    assert posted(li, "/work/labels", gone | {"sure": "1"}).status_code == 302
    assert "特急" not in li.get(f"/work/{case}").text
    with transaction(office.engine) as session:
        kept = select(AuditEntry).where(AuditEntry.action.like("label.%")).order_by(AuditEntry.id)
        # what a label was called is told nowhere else once it is renamed or gone
        assert [(one.action, one.detail["name"]) for one in session.scalars(kept)] == [
            ("label.added", "加急"),
            ("label.changed", "特急"),
            ("label.removed", "特急"),
        ]


def test_what_is_wrong_is_told_and_what_was_typed_stays(office, li):
    case = office.begin().id
    long = "长" * (LONGEST + 1)
    answer = posted(li, f"/work/{case}/labels", {"name": long})
    assert (answer.status_code, f'value="{long}"' in answer.text) == (422, True)
    add(li, "加急")
    twice = add(li, "加急")
    assert (twice.status_code, "本机构已有标签“加急”" in twice.text) == (409, True)
    assert posted(li, f"/work/{case}/labels", {"label": "999"}).status_code == 404


def test_labels_stay_with_their_office(office, li):
    case = office.begin().id
    add(li, "加急")
    label = numbers(li.get(f"/work/{case}/labels").text)["加急"]
    posted(li, f"/work/{case}/labels", {"label": label})
    zhao = office.clerk("zhao")
    assert zhao.get(f"/work/{case}/labels").status_code == 404
    assert posted(zhao, f"/work/{case}/labels", {"had": label}).status_code == 404
    gone = {"do": "remove", "label": label, "seen": "1", "sure": "1"}
    assert posted(zhao, "/work/labels", gone).status_code == 404
    assert "加急" not in zhao.get("/work/labels").text
    assert "加急" in li.get(f"/work/{case}").text


def test_labels_as_json(office, li):
    case = office.begin("张建国").id
    made = sent(li, "/labels", {"name": "加急", "look": "bad"})
    label = made["id"]
    said = {"id": label, "name": "加急", "look": "bad"}
    assert sent(li, f"/{case}/labels", {"add": [label]}) == {"id": case, "labels": [said]}
    assert li.get(f"{API}/{case}").json["result"]["labels"] == [said]
    rows = li.get(f"{API}/?label={label}").json["result"]
    assert [(row["id"], row["labels"]) for row in rows] == [(case, [said])]
    assert li.get(f"{API}/?label={label + 1}").json["result"] == []
    listed = li.get(f"{API}/labels").json["result"]
    assert listed == [said | {"office": 220100, "seen": 1, "cases": 1}]
    assert sent(li, f"/labels/{label}", {"name": "特急", "seen": 1})["seen"] == 2
    assert sent(li, f"/labels/{label}/remove", {"seen": 1}, 409)
    assert sent(li, f"/labels/{label}/remove", {"seen": 2}) == {"id": label, "cases": 1}
    assert li.get(f"{API}/{case}").json["result"]["labels"] == []


def test_json_that_makes_no_sense_is_told_what_does(office, li):
    case = office.begin().id
    for given in ({"add": "1"}, {"add": [True]}, {"add": [10**12]}, {"put": [1]}):
        assert sent(li, f"/{case}/labels", given, 422)["remedy"]
    assert sent(li, f"/{case}/labels", {"add": [77]}, 404)
    assert sent(li, "/labels", {"name": "加急", "look": "pink"}, 422)["remedy"]
    assert sent(li, "/labels", {"name": "加急", "office": 220000}, 404)
    zhao = office.clerk("zhao")
    assert sent(zhao, f"/{case}/labels", {"add": []}, 404)


def test_a_sheet_has_a_column_of_labels(office, li):
    case = office.begin("张建国").id
    posted(li, f"/work/{case}/labels", {"name": "加急"})
    page = li.get("/work/export").text
    assert 'value="labels"' in page


def test_the_document_says_what_may_be_sent_and_is_answered():
    described = labels_described("zh")
    assert set(described.schemas) == set(BODIES)
    assert {path.removeprefix(API) for path in described.paths} == {
        "/labels",
        "/labels/{pk}",
        "/labels/{pk}/remove",
        "/{pk}/labels",
    }
    sent_there = described.paths[f"{API}/{{pk}}/labels"]["post"]["requestBody"]["content"]
    assert sent_there["application/json"]["schema"]["$ref"].endswith("/CaseLabels")


def test_several_cases_are_labelled_together(office, li):
    near, other, far = (office.begin(name, office=at).id for name, at in PLACED)
    add(li, "加急")
    label = numbers(li.get(f"/work/{near}/labels").text)["加急"]
    rows = picks(office, near, other, far)
    asked = posted(li, "/work/batch", {"do": "label", "pick": rows}, follow_redirects=True).text
    assert f'name="on" value="{label}"' in asked
    assert "选中 3 件，可以办理 2 件" in asked
    unclear = posted(li, "/work/batch/run", {"do": "label", "pick": rows})
    assert (unclear.status_code, "没有选择标签" in unclear.text) == (422, True)
    put = {"do": "label", "pick": rows, "on": label}
    done = posted(li, "/work/batch/run", put, follow_redirects=True).text
    assert "办成 2 件，没有办成 1 件" in done
    assert names(li.get(f"/work?fb={label}").text) == ["张建国", "李秀兰"]
    posted(li, "/work/batch/run", {"do": "label", "pick": rows[:1], "off": label})
    assert names(li.get(f"/work?fb={label}").text) == ["李秀兰"]
    strange = {"do": "label", "pick": rows[:1], "on": "999"}
    assert "没有这个标签" in posted(li, "/work/batch/run", strange, follow_redirects=True).text


def test_several_labels_are_put_on_together_and_one_that_is_new(office, li):
    first, second = (office.begin(name).id for name in ("张建国", "李秀兰"))
    for name in ("加急", "待核实", "旧的"):
        add(li, name)
    urgent, unsure, old = numbers(li.get(f"/work/{first}/labels").text).values()
    rows = picks(office, first, second)
    put = {"do": "label", "pick": rows, "on": [urgent, unsure], "name": "等回函", "look": "warn"}
    page = posted(li, "/work/batch/run", put, follow_redirects=True).text
    assert "办成 2 件" in page
    mine = [
        [one["name"] for one in li.get(f"{API}/{case}").json["result"]["labels"]] for case in (first, second)
    ]
    assert mine == [["加急", "待核实", "等回函"]] * 2
    with transaction(office.engine) as session:
        kept = select(AuditEntry.action).where(AuditEntry.action.like("%label%")).order_by(AuditEntry.id)
        assert list(session.scalars(kept)) == ["label.added"] * 4 + ["case.labels"] * 2
    both = {"do": "label", "pick": rows, "on": [old], "off": [urgent]}
    assert "已改标签" in posted(li, "/work/batch/run", both, follow_redirects=True).text
    twice = {"do": "label", "pick": rows, "on": [old], "off": [old]}
    refused = posted(li, "/work/batch/run", twice)
    assert (refused.status_code, "不能又打上又去掉" in refused.text) == (422, True)


def test_a_new_label_that_cannot_be_is_told_before_any_case_bears_another(office, li):
    case = office.begin("张建国").id
    add(li, "加急")
    add(li, "待核实")
    [label, other] = numbers(li.get(f"/work/{case}/labels").text).values()
    rows = picks(office, case)
    put = {"do": "label", "pick": rows, "on": [other], "off": [label], "name": "加急"}
    refused = posted(li, "/work/batch/run", put)
    assert (refused.status_code, "本机构已有标签“加急”" in refused.text) == (409, True)
    assert 'value="加急" aria-invalid="true"' in refused.text
    assert f'name="on" value="{other}" checked' in refused.text
    assert f'name="off" value="{label}" checked' in refused.text
    there = posted(li, "/work/batch/run", put | {"name": "长" * (LONGEST + 1)})
    assert there.status_code == 422
    assert posted(li, "/work/batch/run", put | {"name": "新的", "office": "220000"}).status_code == 404
    assert li.get(f"{API}/{case}").json["result"]["labels"] == []
