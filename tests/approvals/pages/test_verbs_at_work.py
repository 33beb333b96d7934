"""Votes, signers, urging, jumps, ends, evidence and choices over HTTP: what their pages ask, refuse and bring about."""

from itertools import count
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from approvals.acts import service
from approvals.words import Verb
from kernel import definitions
from kernel.db import transaction
from tests.approvals.offices import APPLICANT, FACTS, PERSON
from tests.approvals.samples import make_chain, make_fill, make_step
from tests.approvals.workbench_office import Office, posted

NUMBERS = count(1)
DESK = {"role": "city_clerk"}


def begun(office: Office, *steps: dict[str, Any]) -> int:
    """A case on a chain of its own that waits at the first of the steps."""
    name = f"toy.at_work{next(NUMBERS)}"
    with transaction(office.engine) as session:
        draft = definitions.Draft(name, "chain", "toy", make_chain(make_fill("filing", files=True), *steps))
        definitions.publish(session, [draft], actor="test", reason="", at=office.clock.now())
        new = service.NewCase(name, PERSON, FACTS | {"name": "张建国", "unwilling": False})
        case = service.submit_case(
            session, new, actor=APPLICANT, now=office.clock.now(), registry=office.registry
        )
    return case.id


def do(
    office: Office, client: FlaskClient, case: int, verb: str, step: str = "", **more: Any
) -> TestResponse:
    """The form of the act's page is posted, from a page as the case stands now."""
    seen = str(office.case(case).state.seq)
    fields = {"step": step, "seen": seen, "verb": verb, "asked": verb, "opinion": "", **more}
    return posted(client, f"/work/{case}", fields)


def steps(office: Office, case: int) -> list[str]:
    """What is open."""
    return [one.step for one in office.case(case).state.open]


def form(client: FlaskClient, case: int, verb: str, step: str = "") -> str:
    """The page of an act that is offered on the page of the case."""
    address = f"/work/{case}/do/{verb}" + (f"?step={step}" if step else "")
    assert address in client.get(f"/work/{case}").text
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.text


def refused(answer: TestResponse, *words: str) -> None:
    """The page says why not, and what to do."""
    assert answer.status_code in (403, 404, 409, 422)
    for said in words:
        assert said in answer.text


def test_votes_are_cast_once_with_reasons_and_signers_are_let_go(office: Office, li: FlaskClient):
    verbs = ["countersign", "return", "add_signer", "remove_signer"]
    vote = make_step("vote", votes={"need": "all"}, verbs=verbs, **DESK)
    wang, case = office.clerk("wang"), begun(office, vote, make_step("after", **DESK))
    page = form(li, case, "countersign", "vote")
    assert 'value="agree"' in page
    assert 'value="disagree"' in page
    refused(do(office, li, case, "countersign", "vote", value="disagree"), "必须说明理由")
    refused(do(office, li, case, "countersign", "vote", value="maybe"), "没有这个会签", "可选")
    assert do(office, li, case, "countersign", "vote", value="agree").status_code == 302
    refused(do(office, li, case, "countersign", "vote", value="agree"))
    assert steps(office, case) == ["vote"]
    assert do(office, wang, case, "countersign", "vote", value="agree").status_code == 302
    assert steps(office, case) == ["after"]

    alone = begun(office, vote, make_step("after", **DESK))
    assert "王海涛" in form(li, alone, "remove_signer", "vote")
    refused(do(office, li, alone, "remove_signer", "vote", people=["li", "wang"]), "会签至少留一人")
    refused(do(office, li, alone, "remove_signer", "vote"), "要指明账号")
    assert do(office, li, alone, "remove_signer", "vote", people=["wang"]).status_code == 302
    assert do(office, li, alone, "countersign", "vote", value="agree").status_code == 302
    assert steps(office, alone) == ["after"]


def test_who_had_the_case_urges_once_a_day(office: Office, li: FlaskClient):
    above = {"office": {"level": "province", "routing": "by_region"}, "role": "province_clerk"}
    case = begun(office, make_step("first", **DESK), make_step("above", verbs=["approve", "urge"], **above))
    assert (
        posted(
            li, f"/work/{case}", {"step": "first", "seen": "2", "verb": "approve", "opinion": ""}
        ).status_code
        == 302
    )
    assert "一天一次" in form(li, case, "urge", "above")
    assert do(office, li, case, "urge", "above", opinion="申请人来电").location == f"/work/{case}"
    assert [name for name, _ in office.case(case).state.open[0].urged] == ["li"]
    refused(do(office, li, case, "urge", "above"), "今天已经催办过", "明天再催")
    assert f"/work/{case}/do/urge" not in li.get(f"/work/{case}").text
    pick = f"{case}:{office.case(case).state.seq}:above"
    batch = posted(li, "/work/batch", {"do": "urge", "pick": pick}, follow_redirects=True).text
    assert "可以办理 0 件" in batch
    assert "今天已经催办过这一步。" in batch
    office.clock.advance(days=1)
    assert f"/work/{case}/do/urge" in office.clerk("li").get(f"/work/{case}").text
    # who has it does not urge themselves
    refused(do(office, office.clerk("zhao"), case, "urge", "above"))


def test_who_looks_after_the_office_jumps_and_ends_with_reasons(office: Office, li: FlaskClient):
    chen = office.clerk("chen")
    case = begun(office, make_step("first", **DESK), make_step("second", **DESK))
    page = form(chen, case, "jump")
    assert 'value="second"' in page
    refused(do(office, chen, case, "jump", to="second"), "必须说明理由")
    refused(do(office, chen, case, "jump", to="nowhere", opinion="误送"))
    refused(do(office, li, case, "jump", to="second", opinion="误送"))
    assert do(office, chen, case, "jump", to="second", opinion="误送").status_code == 302
    assert steps(office, case) == ["second"]

    assert 'value="filing"' in form(chen, case, "jump")
    assert do(office, chen, case, "jump", to="filing", opinion="重报").status_code == 302
    form(chen, case, "terminate")
    refused(do(office, chen, case, "terminate"), "必须说明理由")
    refused(do(office, li, case, "terminate", opinion="申请人死亡"))
    assert do(office, chen, case, "terminate", opinion="申请人死亡").status_code == 302
    assert office.case(case).state.outcome == "terminated"
    assert chen.get(f"/work/{case}/do/terminate").status_code == 404
    refused(do(office, chen, case, "terminate", opinion="再来一次"), "已办结")
    assert ("chen", "case.terminate", f"case:{case}") in office.audited()


def test_evidence_stands_in_for_a_party_with_a_reason(office: Office):
    evidence = {"by": "employer", "sections": ["evidence"], "when": "unwilling == True"}
    confirm = make_step("agrees", kind="confirm", party="initiator", office=None, substitute=evidence)
    chen, case = office.clerk("chen"), begun(office, make_step("first", **DESK), confirm)
    office.decide(case, Verb.APPROVE, "first")
    form(chen, case, "substitute", "agrees")
    refused(do(office, chen, case, "substitute", "agrees"), "必须说明理由")
    refused(do(office, chen, case, "substitute", "agrees", opinion="联系不上"), "不能用替代材料", "不配合")


def test_what_is_chosen_is_chosen_for_good_also_while_a_notice_stands(office: Office, li: FlaskClient):
    options = [{"value": "ours", "title": "本市证书"}, {"value": "theirs", "title": "外省证书"}]
    choose = make_step("pick", kind="choose", options=options, **DESK)
    case = begun(office, choose, make_step("after", **DESK))
    page = form(li, case, "submit", "pick")
    assert "本市证书" in page
    refused(do(office, li, case, "submit", "pick", value="both"), "没有这个选项", "可选")
    refused(do(office, li, case, "submit", "pick"), "没有这个选项")
    assert do(office, li, case, "submit", "pick", value="theirs").status_code == 302
    assert (office.case(case).state.chosen, steps(office, case)) == ({"pick": "theirs"}, ["after"])
    refused(do(office, li, case, "submit", "pick", value="ours"))
    assert "外省证书" in li.get(f"/work/{case}?tab=feed").text

    late = choose | {"clock": {"days": 5, "on_overdue": "go_to"}, "on": {"overdue": "notice"}}
    notice = make_step("notice", kind="notice", lasts={"days": 5}, choice="pick", **DESK)
    case = begun(office, late, notice, make_step("after", **DESK))
    office.clock.advance(days=10)
    with transaction(office.engine) as session:
        service.run_clocks(session, case, now=office.clock.now(), registry=office.registry)
    assert steps(office, case) == ["notice"]
    li = office.clerk("li")
    assert "外省证书" in form(li, case, "submit", "notice")
    assert do(office, li, case, "submit", "notice", value="ours").status_code == 302
    assert (office.case(case).state.chosen, steps(office, case)) == ({"pick": "ours"}, ["after"])


def test_no_jump_is_offered_past_the_filing_act(office: Office):
    """The office looks at it first, and the applicant has still to file it."""
    chen, (first, last) = office.clerk("chen"), (make_step(name, **DESK) for name in ("first", "last"))
    with transaction(office.engine) as session:
        body = make_chain(make_fill("filing"), first, make_fill("more", files=True), last)
        draft = definitions.Draft("toy.unfiled", "chain", "toy", body)
        definitions.publish(session, [draft], actor="test", reason="", at=office.clock.now())
    case = office.begin(chain="toy.unfiled").id
    page = form(chen, case, "jump")
    assert 'value="more"' in page
    assert 'value="last"' not in page
    refused(do(office, chen, case, "jump", to="last", opinion="误送"), "还没有提交到机关")
