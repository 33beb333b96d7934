"""Cases as JSON: the lists, one case, the acts; the same rows, rights and refusals as on the pages."""

import json
from collections.abc import Iterator

import pytest

from approvals.words import Verb
from kernel import definitions
from kernel.clock import FixedClock
from kernel.db import transaction
from tests.app.offices import entered, token
from tests.approvals.pages.test_verbs import VERBS
from tests.approvals.samples import make_chain, make_fill, make_step
from tests.approvals.workbench_office import CHAIN, Office, workbench_office
from tests.conftest import TODAY

API = "/api/v1/cases"
STEPS = (
    make_step("acceptance", role="city_clerk", clock={"days": 5}, verbs=VERBS),
    make_step("decision", role="city_clerk"),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Office]:
    """One office for every claim; nobody looks at another's cases."""
    clock = FixedClock(TODAY)
    with workbench_office(tmp_path_factory.mktemp("api"), clock) as office:
        body = make_chain(make_fill("filing", files=True), *STEPS)
        draft = definitions.Draft(CHAIN, "chain", "toy", body)
        with transaction(office.engine) as session:
            definitions.publish(session, [draft], actor="test", reason="", at=clock.now())
        yield office


class Caller:
    """Somebody who is signed in and speaks JSON."""

    def __init__(self, office: Office, username: str) -> None:
        self.client = entered(office.app, username)
        self.header = {"X-CSRFToken": token(self.client, "/work")}

    def get(self, path: str, status: int = 200):
        """What the address answers, with this status."""
        answer = self.client.get(f"{API}{path}")
        assert answer.status_code == status, answer.text
        return answer.json

    def post(self, path: str, status: int = 200, **given):
        """What the address answers to the object."""
        answer = self.client.post(f"{API}{path}", json=given, headers=self.header)
        assert answer.status_code == status, answer.text
        return answer.json

    def act(self, case: int, verb: str, status: int = 200, *, seen: int = 2, **given):
        """What the act comes to."""
        return self.post(
            f"/{case}/acts", status, **{"verb": verb, "step": "acceptance", "seen": seen, **given}
        )


@pytest.fixture(scope="module")
def callers(site: Office) -> dict[str, Caller]:
    """Everybody, each signed in once."""
    return {name: Caller(site, name) for name in ("li", "wang", "sun", "zhao")}


@pytest.fixture
def li(callers) -> Caller:
    return callers["li"]


@pytest.fixture
def wang(callers) -> Caller:
    return callers["wang"]


@pytest.fixture
def far(callers) -> Caller:
    """A clerk of another office."""
    return callers["sun"]


def ids(answer) -> list[int]:
    return [row["id"] for row in answer["result"]]


def test_a_list_comes_page_by_page_without_gap_or_repeat(site, li):
    begun = [site.begin(f"第{number}人").id for number in range(5)]
    found: list[int] = []
    after: str | None = ""
    while after is not None:
        page = li.get(f"/?size=2&order=old&after={after}")
        assert len(page["result"]) <= 2
        found += ids(page)
        after = page["after"]
    assert [one for one in found if one in begun] == begun
    assert len(found) == len(set(found))


def test_a_row_says_what_a_list_shows_and_what_an_act_has_to_send(site, li):
    case = site.begin("张建国").id
    row = next(one for one in li.get("/?size=200")["result"] if one["id"] == case)
    assert row["title"] == {"zh": "张建国", "en": "张建国"}
    assert (row["step"], row["seen"], row["due_on"]) == ("acceptance", 2, "2026-03-17")
    assert row["left"]["words"]["zh"] == "剩 5 天"


def test_filters_narrow_a_list_and_what_makes_no_sense_is_refused(site, li):
    case = site.begin("欧阳一").id
    assert case in ids(li.get(f"/?matter={CHAIN}&step=acceptance&size=200"))
    assert ids(li.get("/?step=decision&limit=overdue")) == []
    for asked in (
        *("view=all", "limit=never", "order=x", "office=x", "after=x", "size=0", "for=zhao", "colour=red"),
        *("q=x", "person=x", "enterprise=x"),
    ):
        refused = li.get(f"/?{asked}", 422)
        assert (refused["code"], refused["place"]) == ("invalid", asked.split("=")[0])
        assert refused["message"]["zh"]
        assert refused["message"]["en"]


def test_names_are_looked_for_in_a_body_and_only_among_ones_own(site, li, far):
    case = site.begin("司马光").id
    assert ids(li.post("/search", q="司马光")) == [case]
    assert ids(far.post("/search", q="司马光")) == []
    li.post("/search", 422, q="长" * 81)
    li.post("/search", 422, q=["司马光"])


def test_counts_are_those_of_the_lists(site, wang):
    before = {row["view"]: row["count"] for row in wang.get("/counts")["result"]}
    site.begin("数一")
    after = {row["view"]: row["count"] for row in wang.get("/counts")["result"]}
    assert after["mine"] == before["mine"] + 1


def test_a_case_says_where_it_stands_what_may_be_done_and_nothing_unmasked(site, li):
    case = site.begin("张建国").id
    said = li.get(f"/{case}")["result"]
    [step] = said["steps"]
    assert (step["name"], step["due"]["on"], step["claimable"]) == ("acceptance", "2026-03-17", True)
    may = {(one["step"], one["verb"]): one["needs"] for one in said["may"]}
    assert may["acceptance", "approve"] == []
    assert may["acceptance", "reject"] == ["opinion"]
    assert may["acceptance", "transfer"] == ["people"]
    assert said["answers"][0]["words"] == "138****0001"
    assert "13800000001" not in json.dumps(said)
    assert [point["state"] for point in said["course"]] == ["done", "done", "now"]
    assert said["unbroken"] is True
    assert [one["name"] for one in said["materials"]] == ["申请单.jpg", "任职文件.pdf"]


def test_somebody_elses_case_is_like_one_that_is_not_there(site, far):
    case = site.begin("张建国").id
    for number in (case, 99_999):
        refused = far.get(f"/{number}", 404)
        assert refused["code"] == "not_found"
        assert far.act(number, "approve", 404)["message"] == refused["message"]
        for word in ("claim", "release", "assign"):
            more = {"seen": 2, "to": "sun"} if word == "assign" else {}
            assert far.post(f"/{number}/{word}", 404, step="acceptance", **more)["code"] == "not_found"
    assert case not in ids(far.get("/?size=200"))
    assert site.case(case).state.seq == 2


def test_an_act_is_done_as_on_the_page_and_on_record(site, li):
    case = site.begin("张建国").id
    done = li.act(case, "approve", opinion="材料齐全")
    assert done == {"id": case, "seen": 3, "outcome": None, "open": ["decision"], "opened": ["decision"]}
    assert ("li", "case.approve", f"case:{case}") in site.audited()
    assert li.get(f"/{case}")["result"]["course"][-2]["opinion"] == "材料齐全"


def test_who_comes_too_late_is_told_by_whom_and_nothing_is_done_twice(site, li, wang):
    case = site.begin("张建国").id
    li.act(case, "approve")
    refused = wang.act(case, "reject", 409, opinion="不合格")
    assert refused["code"] == "conflict"
    assert "李明 已于" in refused["message"]["zh"]
    assert "approve" in refused["message"]["en"]
    assert "您已于" in li.act(case, "approve", 409)["message"]["zh"]
    assert site.case(case).state.seq == 3


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"verb": "withdraw"}, "verb"),
        ({"verb": ""}, "verb"),
        ({"verb": "fly"}, "verb"),
        ({"step": ""}, "step"),
        ({"people": ["x"] * 2 + [f"x{n}" for n in range(50)]}, "people"),
        ({"people": ["x" * 129]}, "people"),
        *(({"seen": bad}, "seen") for bad in (None, "2", True, -1)),
        ({"people": "wang"}, "people"),
        ({"opinion": 3}, "opinion"),
        ({"opinion": "长" * 2_001}, "opinion"),
        ({"opinion": "\0"}, "body"),
        ({"opinion": "\ud800"}, "body"),
        ({"answers": []}, ""),
        ({"answers": ["x"]}, "answers"),
        ({"answers": {"x": 1}}, "answers.x"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place_and_nothing_is_done(site, li, given, place):
    case = site.begin("张建国").id
    if not place:
        li.act(case, "approve", **given)
        return
    refused = li.post(f"/{case}/acts", 422, **{"verb": "approve", "step": "acceptance", "seen": 2, **given})
    assert refused["place"] == place
    assert site.case(case).state.seq == 2


def test_an_act_without_its_reason_or_its_person_is_refused(site, li):
    case = site.begin("张建国").id
    li.act(case, "reject", 422)
    li.act(case, "transfer", 422, people=["sun"])
    assert li.client.post(f"{API}/{case}/acts", json={"verb": "approve"}).status_code == 400
    assert site.case(case).state.seq == 2


def test_verbs_that_name_people_are_done(site, li, wang):
    case = site.begin("张建国").id
    li.act(case, "cc", people=["wang"])
    li.act(case, "transfer", seen=3, people=["wang"])
    [step] = wang.get(f"/{case}")["result"]["steps"]
    assert step["held_by"] == {"account": "wang", "name": "王海涛"}
    assert case in ids(wang.get("/?view=copy"))
    refused = li.act(case, "approve", 403, seen=4)
    assert refused["message"]["zh"]


def test_a_task_is_claimed_by_one_and_released_again(site, li, wang):
    case = site.begin("张建国").id
    li.post(f"/{case}/claim", step="acceptance")
    li.post(f"/{case}/claim", step="acceptance")
    refused = wang.post(f"/{case}/claim", 409, step="acceptance")
    assert "李明" in refused["message"]["zh"]
    assert "李明" in wang.act(case, "approve", 409)["message"]["zh"]
    assert li.get(f"/{case}")["result"]["steps"][0]["claimed_by"]["account"] == "li"
    li.post(f"/{case}/release", step="acceptance")
    wang.post(f"/{case}/claim", step="acceptance")
    assert [act for _, act, thing in site.audited() if thing == f"case:{case}"] == [
        *("case.claim", "case.release", "case.claim")
    ]


def test_a_clerk_assigns_a_task_of_theirs_and_a_stale_one_is_refused(site, li, wang):
    case = site.begin("张建国").id
    li.post(f"/{case}/assign", step="acceptance", seen=2, to="wang")
    assert wang.get(f"/{case}")["result"]["steps"][0]["held_by"]["account"] == "wang"
    wang.act(case, "approve", seen=3)
    assert li.post(f"/{case}/assign", 409, step="acceptance", seen=3, to="wang")["code"] == "conflict"


def test_a_return_is_complete_pinned_and_says_why_it_asks_late(site, li):
    case = site.begin("张建国").id
    lines = [{"at": "applicant.phone", "what": "号码不对"}]
    back = {"to": "filing", "complete": True}
    assert li.act(case, "return", 422, defects=lines, to="filing")["place"] == "complete"
    wrong = [{"at": "nowhere", "what": "x"}]
    assert li.act(case, "return", 422, defects=wrong, **back)["place"] == "defects.0.at"
    assert li.act(case, "return", 422, defects=[{"at": "", "what": " "}], **back)["place"] == "defects.0.what"
    assert li.act(case, "return", 422, defects=[], **back)["code"] == "invalid"
    done = li.act(case, "return", defects=lines, **back)
    assert done["open"] == ["filing"]
    told = li.get(f"/{case}")["result"]["defects"]
    assert told == [
        {"at": {"zh": "联系电话", "en": "Telephone"}, "what": "号码不对", "late": False, "pin": None}
    ]
    site.decide(case, Verb.RESUBMIT, "filing", who="zhang", facts={"phone": "13900000002"})
    late = {"defects": [{"at": "applicant.post", "what": "职务不对"}], "seen": 4, **back}
    assert li.act(case, "return", 422, **late)["place"] == "opinion"
    li.act(case, "return", **late, opinion="上次漏看")
    assert li.get(f"/{case}")["result"]["course"][-2]["defects"][0]["late"] is True


def test_the_document_describes_it_to_those_who_may(site, li):
    document = json.loads(li.client.get("/api/v1/openapi.json").text)
    assert f"{API}/{{pk}}/acts" in document["paths"]
    assert "409" in document["paths"][f"{API}/{{pk}}/acts"]["post"]["responses"]
    named = {part.split('"')[0] for part in json.dumps(document).split("#/components/schemas/")[1:]}
    assert {"Case", "CaseAct", "CaseRow", "CaseCount"} <= named <= set(document["components"]["schemas"])
    row = next(iter(li.get("/?size=1")["result"]))
    assert set(document["components"]["schemas"]["CaseRow"]["properties"]) <= set(row)
    page = li.client.get("/swagger/v1").text
    assert f"{API}/{{pk}}/acts" in page
    assert "cases" in {entry.name for entry in site.registry.entries("api")}


def test_who_may_not_work_here_is_told_so_in_json(site):
    applicant = entered(site.app, "zhang")
    assert applicant.get(f"{API}/").status_code == 403
    assert json.loads(applicant.get(f"{API}/").text)["code"] == "not_allowed"
    assert site.app.test_client().get(f"{API}/1").status_code == 401
    assert f"{API}/" not in json.loads(applicant.get("/api/v1/openapi.json").text)["paths"]
