"""A clerk whom the case is about is told why they decide nothing in it, and who does; no button is offered."""

import pytest

from approvals.acts import service
from approvals.cases.queries import case_view
from approvals.people.assignment import Standing
from approvals.words import Verb
from kernel.db import transaction
from tests.approvals import clerks
from tests.approvals.offices import PERSON
from tests.approvals.samples import make_chain, make_fill, make_step
from tests.approvals.workbench_office import posted

MORE = make_fill("more")
VERBS = ["accept", "return", "transfer", "cc"]
EXITS = {"on": {"party_silent": "acceptance"}}
THEIRS = make_chain(
    make_fill("filing", files=True), MORE, make_step("acceptance", role="city_clerk", verbs=VERBS)
)


@pytest.fixture
def case(office) -> int:
    """A case in which the clerk Li has acted for a party."""
    office.publish("toy.theirs", THEIRS)
    number = office.begin(chain="toy.theirs").id
    with transaction(office.engine) as session:
        service.decide(
            session,
            number,
            step="more",
            verb=Verb.SUBMIT,
            actor=Standing(1, "li", parties=frozenset({PERSON})),
            seen=case_view(session, number).state.seq,
            now=office.clock.now(),
            registry=office.registry,
        )
    return number


def test_the_page_says_why_and_names_who_decides(office, li, case):
    page = li.get(f"/work/{case}").text
    assert "涉及您本人或您代表的企业" in page
    assert "这一步由本机构的其他人办理：王海涛。" in page
    for name in ('value="accept"', "data-return", "do/transfer", "认领</button>"):
        assert name not in page, name
    assert "do/cc" in page
    theirs = office.clerk("wang").get(f"/work/{case}").text
    assert "涉及您本人" not in theirs
    assert 'value="accept"' in theirs


def test_nobody_else_at_the_office_leads_to_whoever_looks_after_it(office, li, case, monkeypatch):
    alone = {name: one for name, one in clerks.PEOPLE.items() if name != "wang"}
    monkeypatch.setattr(clerks, "PEOPLE", alone)
    assert "本机构没有其他人能办理这一步，请上级指派。" in li.get(f"/work/{case}").text


def test_the_interface_allows_what_the_page_offers(office, li, case):
    said = li.get(f"/api/v1/cases/{case}").json["result"]
    assert {(one["step"], one["verb"]) for one in said["may"]} == {("acceptance", "cc")}
    assert [one["claimable"] for one in said["steps"]] == [False]


def test_what_is_not_offered_is_refused_all_the_same(office, li, case):
    seen = str(office.case(case).state.seq)
    form = {"step": "acceptance", "seen": seen, "verb": "accept"}
    refused = posted(li, f"/work/{case}", form)
    assert refused.status_code == 403
    assert "涉及您本人" in refused.text
    assert posted(li, f"/work/{case}/claim", {"step": "acceptance"}).status_code == 403


def test_a_batch_says_the_same(office, li, case):
    pick = f"{case}:{office.case(case).state.seq}:acceptance"
    for what in ("onward", "claim", "transfer"):
        page = posted(li, "/work/batch", {"do": what, "pick": pick}, follow_redirects=True).text
        assert "可以办理 0 件" in page
        assert "涉及您本人或您代表的企业" in page


@pytest.mark.parametrize("pool", [True, False])
def test_who_did_what_is_kept_apart_is_told_so_and_claims_nothing(office, li, pool):
    looked = make_step("looked", title={"zh": "审查", "en": "Review"}, role="city_clerk")
    second = make_step(
        "second", title={"zh": "复核", "en": "Second look"}, role="city_clerk", apart=["looked"], pool=pool
    )
    office.publish("toy.apart", make_chain(make_fill("filing", files=True), looked, second))
    case = office.begin(chain="toy.apart").id
    office.decide(case, Verb.APPROVE, step="looked")
    page = li.get(f"/work/{case}").text
    assert "您办过审查，不能再办“复核”。" in page
    assert "这一步由本机构的其他人办理：王海涛。" in page
    for name in ('value="approve"', "认领</button>", "先认领，认领后由您办理"):
        assert name not in page, name
    said = li.get(f"/api/v1/cases/{case}").json["result"]
    assert [one["claimable"] for one in said["steps"]] == [False]
    refused = posted(li, f"/work/{case}/claim", {"step": "second"})
    assert (refused.status_code, "您办过审查" in refused.text) == (403, True)
    assert office.case(case).state.open[0].step == "second"
    theirs = office.clerk("wang").get(f"/work/{case}").text
    assert ("认领</button>" in theirs, "您办过" in theirs) == (True, False)
