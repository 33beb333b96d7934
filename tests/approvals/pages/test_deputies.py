"""Deputies over HTTP: named with dates, their list beside the own one, ended by those concerned."""

from datetime import timedelta

from sqlalchemy import select

from approvals.acts.claiming import claim
from approvals.cases.queries import case_history
from approvals.people import deputies
from approvals.people.assignment import standing_of
from approvals.people.copies import send_copies
from approvals.people.deputies import Deputation
from approvals.words import Verb
from kernel.access import actor_of
from kernel.access.tables import USER
from kernel.db import transaction
from tests.approvals.pages.test_listing import names
from tests.approvals.workbench_office import posted, tasks_of


def standing(session, office, account):
    """Who somebody is at the offices."""
    user = session.scalar(select(USER.c.id).where(USER.c.username == account))
    return standing_of(session, office.registry, actor_of(session, user), today=office.clock.today())


def lend(office, account="wang", deputy="li"):
    """The deputation of three days, granted behind the page's back."""
    today = office.clock.today()
    wanted = Deputation(account=account, deputy=deputy, first=today, last=today + timedelta(days=2))
    with transaction(office.engine) as session:
        by = standing(session, office, account)
        return deputies.grant(session, office.registry, wanted, standing=by, now=office.clock.now()).id


def claimed(office, name, account="wang"):
    """A case that somebody has claimed for themselves."""
    case = office.begin(name)
    with transaction(office.engine) as session:
        by = standing(session, office, account)
        claim(session, case.id, "acceptance", standing=by, now=office.clock.now(), registry=office.registry)
    return case


def test_whoever_acts_in_a_colleagues_place_is_told_so_before(office, li):
    theirs, everybodys = claimed(office, "认领的"), office.begin("大家的")
    lend(office)
    told = li.get("/work/deputies").text.partition('<table class="table w-table cards">')[2]
    assert [f'data-l="{one}"' in told for one in ("起止", "事项", "状态")] == [True, True, True]
    assert "这一步由您代 王海涛 办理，记录会写明两人。" in li.get(f"/work/{theirs.id}").text
    assert "这一步由您代" not in li.get(f"/work/{everybodys.id}").text
    assert "这一步由您代" not in office.clerk("wang").get(f"/work/{theirs.id}").text


def test_days_that_are_none_are_refused_and_kept(office, li):
    refused = posted(li, "/work/deputies", {"deputy": "wang", "first": "never", "last": "2026-03-12"})
    assert refused.status_code == 422
    assert "日期没有填写或不对" in refused.text
    assert 'value="2026-03-12"' in refused.text


def test_matters_that_the_office_never_had_are_refused(office, li):
    office.begin("张建国")
    today = office.clock.today().isoformat()
    form = {"deputy": "wang", "first": today, "last": today}
    refused = posted(li, "/work/deputies", form | {"matters": ["toy.renewal", "<b>alles</b>"]})
    assert refused.status_code == 422
    assert "您的机构没有办过这些事项：&lt;b&gt;alles&lt;/b&gt;" in refused.text
    assert posted(li, "/work/deputies", form | {"matters": ["toy.renewal"]}).status_code == 302


def test_a_deputy_sees_and_does_what_the_colleague_has_claimed_until_the_dates_end(office, li):
    theirs = claimed(office, "认领的")
    office.begin("大家的")
    assert names(li.get("/work").text) == ["大家的"]
    lend(office)
    page = li.get("/work?as=wang").text
    assert "代王海涛" in page
    assert names(page) == ["认领的", "大家的"]
    assert names(li.get("/work").text) == ["大家的"]
    pick = f"{theirs.id}:{theirs.state.seq}:acceptance"
    done = posted(li, "/work/batch/run", {"do": "onward", "pick": pick, "as": "wang"}, follow_redirects=True)
    assert "办成 1 件" in done.text
    assert tasks_of(office, theirs.id)[0] == ("acceptance", "done")
    with transaction(office.engine) as session:
        last = case_history(session, theirs.id)[-1]
    assert last.entry is not None
    assert (last.actor, last.entry.act.on_behalf) == ("li", "wang")
    claimed(office, "又认领的")
    office.clock.advance(days=3)
    # somebody who sat idle all the while would have been signed out
    late = office.clerk("li").get("/work?as=wang").text
    assert "代王海涛" not in late
    assert "又认领的" not in names(late)


def test_what_the_deputy_has_claimed_is_in_their_own_list_alone(office, li):
    claimed(office, "自己的", account="li")
    claimed(office, "她的")
    lend(office)
    page = li.get("/work?as=wang").text
    assert names(page) == ["她的"]
    assert names(li.get("/work").text) == ["自己的"]


def test_what_a_colleague_follows_or_was_shown_is_not_lent(office, li):
    followed, shown = office.begin("关注的").id, office.begin("抄送的").id
    posted(office.clerk("wang"), f"/work/{followed}/follow", {"on": "1"})
    with transaction(office.engine) as session:
        send_copies(session, shown, ["wang"], by="li", now=office.clock.now())
    lend(office)
    for view, title in (("followed", "关注的"), ("copy", "抄送的")):
        assert names(office.clerk("wang").get(f"/work?view={view}").text) == [title]
        assert names(li.get(f"/work?view={view}&as=wang").text) == []
        assert li.get(f"/api/v1/cases/?view={view}&for=wang").get_json()["result"] == []


def test_nobody_sees_what_a_colleague_has_claimed_without_standing_in(office, li):
    claimed(office, "认领的")
    lend(office, deputy="li", account="wang")
    office.decide(office.begin("别的").id, Verb.ACCEPT)
    assert "认领的" not in names(li.get("/work").text)
    assert "认领的" not in names(office.clerk("zhao").get("/work?as=wang").text)


def test_a_deputation_is_ended_by_the_deputy_and_not_by_strangers(office, li):
    number = lend(office)
    assert posted(office.clerk("zhao"), "/work/deputies/end", {"id": str(number)}).status_code == 404
    assert posted(li, "/work/deputies/end", {"id": str(number)}).status_code == 302
    assert "代王海涛" not in li.get("/work").text
    assert "已提前结束" in li.get("/work/deputies").text
