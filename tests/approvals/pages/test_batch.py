"""Several cases together: shown first, each done by itself, one that fails holds up no other, twice is once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from approvals.acts.batching import Pick, picks_in, together
from approvals.cases.asides import BatchRun
from approvals.engine import Defect
from approvals.words import Verb
from kernel.db import transaction
from kernel.errors import Invalid
from tests.approvals.pages.test_listing import names
from tests.approvals.samples import make_chain, make_fill, make_step
from tests.approvals.workbench_office import CHAIN, posted, tasks_of

FILING = make_fill("filing", files=True)


def picks(office, *cases, step="acceptance"):
    """The rows as the list posts them."""
    return [f"{case}:{office.case(case).state.seq}:{step}" for case in cases]


def sent(client, path, fields):
    """The page to which the form leads."""
    return posted(client, path, fields, follow_redirects=True)


def test_the_preview_does_nothing_and_says_what_cannot_be_done(office, li):
    first, far = office.begin("张建国").id, office.begin("李秀兰", office=220200).id
    page = sent(li, "/work/batch", {"do": "onward", "pick": picks(office, first, far)})
    assert page.status_code == 200
    assert "选中 2 件，可以办理 1 件" in page.text
    assert "李秀兰" not in page.text
    assert tasks_of(office, first)[-1] == ("acceptance", "open")


def test_the_preview_says_what_follows_from_each_row(office, li):
    case = office.begin("张建国").id
    office.decide(case, Verb.ACCEPT)
    page = sent(li, "/work/batch", {"do": "onward", "pick": picks(office, case, step="decision")})
    assert "有效期至 2029-05-31" in page.text
    assert office.case(case).state.outcome is None


@pytest.mark.parametrize("what", ["transfer", "urge", "release"])
def test_an_act_that_the_step_does_not_have_is_refused_before_it_is_done(office, li, what):
    case = office.begin("张建国").id
    page = sent(li, "/work/batch", {"do": what, "pick": picks(office, case)})
    assert "选中 1 件，可以办理 0 件" in page.text
    assert "这一步现在不能这样办理" in page.text


def test_the_accounts_of_a_party_are_never_offered(office, li):
    """A step of the applicant names no colleagues, whatever the browser says was selected."""
    case = office.begin("张建国").id
    office.decide(case, Verb.RETURN, defects=[Defect("form", "没有盖章")])
    page = sent(li, "/work/batch", {"do": "transfer", "pick": picks(office, case, step="filing")})
    assert "可以办理 0 件" in page.text
    assert 'id="to"' not in page.text


def test_each_row_is_done_by_itself_and_one_that_fails_holds_up_no_other(office, li):
    first, second = office.begin("张建国").id, office.begin("李秀兰").id
    rows = picks(office, first, second)
    office.decide(first, Verb.NOT_ACCEPT, who="wang", opinion="不归我们")
    done = sent(li, "/work/batch/run", {"do": "onward", "pick": rows, "opinion": "材料齐全"})
    assert "办成 1 件，没有办成 1 件" in done.text
    assert tasks_of(office, second)[-1] == ("decision", "open")
    assert ("li", "case.accept", f"case:{second}") in office.audited()


def test_an_opinion_that_was_asked_for_is_given_to_several_cases_and_is_not_empty(office, li):
    lent = make_step("acceptance", role="city_clerk", verbs=["approve", "delegate"])
    office.publish(CHAIN, make_chain(FILING, lent, make_step("decision", role="city_clerk")))
    case = office.begin("张建国").id
    office.decide(case, Verb.DELEGATE, people=["wang"])
    wang, rows = office.clerk("wang"), picks(office, case)
    before = sent(wang, "/work/batch", {"do": "onward", "pick": rows}).text
    assert "可以办理 1 件" in before, "nobody has been asked for words yet"
    assert "意见：同意（须写明意见）" in before
    page = sent(wang, "/work/batch/run", {"do": "onward", "pick": rows, "opinion": ""})
    assert "请写明意见后再交回" in page.text
    assert office.case(case).state.seq == 3
    sent(wang, "/work/batch/run", {"do": "onward", "pick": rows, "opinion": "情况属实"})
    assert office.case(case).state.open[0].holder == "li"


def test_row_that_a_colleague_was_quicker_with_says_who_did_what(office, li):
    case = office.begin("张建国").id
    row = picks(office, case)
    office.decide(case, Verb.ACCEPT, who="wang")
    done = sent(li, "/work/batch/run", {"do": "onward", "pick": row})
    assert "王海涛 已于 03-10 10:00 受理“受理”" in done.text


def test_row_of_a_pool_says_that_it_is_to_be_claimed_first(office, li):
    step = make_step("acceptance", title={"zh": "受理", "en": "Acceptance"}, role="city_clerk", pool=True)
    office.publish(CHAIN, make_chain(FILING, step))
    case = office.begin("张建国").id
    page = sent(li, "/work/batch", {"do": "onward", "pick": picks(office, case)})
    assert "“受理”要先认领再办理" in page.text


def test_what_is_sent_twice_is_done_once(office, li):
    first = office.begin("张建国").id
    form = {"do": "onward", "pick": picks(office, first)}
    sent(li, "/work/batch/run", form)
    again = sent(li, "/work/batch/run", form)
    assert "先前已办理，没有重复" in again.text
    assert tasks_of(office, first) == [("acceptance", "done"), ("decision", "open")]
    assert office.audited().count(("li", "case.accept", f"case:{first}")) == 1


def test_the_pages_before_and_after_are_loaded_again_without_sending_anything(office, li):
    first, second = office.begin("张建国").id, office.begin("李秀兰").id
    rows = picks(office, first, second)
    chosen = posted(li, "/work/batch", {"do": "onward", "pick": rows, "view": "today"})
    assert chosen.status_code == 303
    before = li.get(chosen.location).text
    assert "选中 2 件，可以办理 2 件" in before
    assert "view=today" in before
    office.decide(first, Verb.NOT_ACCEPT, who="wang", opinion="不归我们")
    ran = posted(li, "/work/batch/run", {"do": "onward", "pick": rows, "view": "today"})
    assert ran.status_code == 303
    for _ in range(2):
        after = li.get(ran.location).text
        assert "办成 1 件，没有办成 1 件" in after
        assert "王海涛 已于" in after
        assert "张建国" in after
        assert "view=today" in after
    assert office.audited().count(("li", "case.accept", f"case:{second}")) == 1


def test_what_became_of_a_batch_is_for_whoever_did_it_and_kept_for_a_day(office, li):
    form = {"do": "claim", "pick": picks(office, office.begin("张建国").id)}
    page = posted(li, "/work/batch/run", form).location
    assert li.get(page).status_code == 200
    assert office.clerk("wang").get(page).status_code == 404
    office.clock.advance(days=1, minutes=1)
    li = office.clerk("li")
    gone = li.get(page)
    assert gone.status_code == 404
    assert "结果只保留一天" in gone.text
    posted(li, "/work/batch/run", {"do": "claim", "pick": picks(office, office.begin("李秀兰").id)})
    with transaction(office.engine) as session:
        assert session.scalar(select(func.count()).select_from(BatchRun)) == 1


def test_claimed_rows_leave_the_lists_of_colleagues(office, li):
    first = office.begin("张建国").id
    office.begin("李秀兰")
    done = sent(li, "/work/batch/run", {"do": "claim", "pick": picks(office, first)})
    assert "已认领" in done.text
    assert names(li.get("/work").text) == ["张建国", "李秀兰"]
    assert names(office.clerk("wang").get("/work").text) == ["李秀兰"]


def test_a_transfer_to_nobody_is_refused_and_keeps_what_was_typed(office, li):
    steps = [FILING, make_step("acceptance", role="city_clerk", verbs=["accept", "transfer"])]
    office.publish("toy.handed", make_chain(*steps))
    case = office.begin(chain="toy.handed").id
    form = {"do": "transfer", "pick": picks(office, case), "opinion": "请代办"}
    refused = sent(li, "/work/batch/run", form)
    assert refused.status_code == 422
    assert "没有选择转给谁" in refused.text
    assert "请代办" in refused.text
    assert "王海涛" in refused.text


def test_nothing_selected_says_so(office, li):
    assert "没有选中办件" in sent(li, "/work/batch", {"do": "onward"}).text


def test_more_than_a_page_is_refused():
    with pytest.raises(Invalid, match="50"):
        picks_in([f"{number}:1:step" for number in range(1, 52)])


@given(
    picked=st.lists(
        st.builds(
            Pick,
            st.integers(1, 10**8),
            st.integers(0, 99),
            st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True),
        ),
        min_size=1,
        max_size=50,
        unique_by=lambda one: one.case,
    )
)
def test_the_rows_come_out_of_an_address_as_they_went_in(picked):
    assert set(picks_in(together(picked))) == set(picked)


def test_a_case_is_taken_once_and_what_makes_no_sense_is_left_out():
    assert [one.case for one in picks_in(["1:2:a", "1:3:a", "x:1:a", "2::a", "3:1:"])] == [1]
    # it would stand in an address
    assert [one.case for one in picks_in(["1:2:a", f"2:1:{'z' * 65}"])] == [1]


def test_row_of_a_suspended_case_says_why_it_rests(office, li):
    body = make_chain(
        FILING, make_step("acceptance", role="city_clerk", verbs=["approve", "reject", "suspend", "resume"])
    )
    office.publish(CHAIN, body)
    case = office.begin("张建国").id
    office.decide(case, Verb.SUSPEND, opinion="等司法结论")
    page = sent(li, "/work/batch", {"do": "onward", "pick": picks(office, case)})
    assert "选中 1 件，可以办理 0 件" in page.text
    assert "办件已中止：等司法结论" in page.text


def test_the_result_speaks_of_failures_only_where_there_are_some(office, li):
    rows = picks(office, office.begin("张建国").id)
    done = sent(li, "/work/batch/run", {"do": "onward", "pick": rows})
    assert "办成 1 件" in done.text
    assert "没有办成" not in done.text


def test_every_cell_says_on_a_phone_what_it_holds(office, li):
    rows = picks(office, office.begin("张建国").id)
    for path, more in (("/work/batch", {}), ("/work/batch/run", {"opinion": ""})):
        page = sent(li, path, {"do": "onward", "pick": rows, **more}).text
        table = page.partition('<table class="table w-table cards">')[2].partition("</table>")[0]
        heads, cells = table.count('<th scope="col">'), table.count("<td")
        assert (heads, cells, table.count("<td data-l=")) == (3, 3, 2)
