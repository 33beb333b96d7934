"""addons.licensing.listeners and news: who is told what of each act, once; and clocks that end an application."""

from addons.licensing.models import Application
from approvals.engine import Defect
from approvals.people.assignment import PartyRef
from approvals.words import Verb
from kernel.models import OutboxItem
from kernel.models.work import WorkState
from tests.addons.licensing.counter import Counter
from tests.addons.licensing.place import TOLD, Renewal
from tests.addons.licensing.samples import make_chain


def heard(counter: Counter, renewal: Renewal) -> list[tuple[str, str]]:
    """Who was told what since the last time."""
    names = {("person", renewal.person): "holder", ("enterprise", renewal.enterprise): "boss"}
    counter.drain()
    found = [
        (names.get((party.kind, party.id), party.kind), message.title.zh)
        for message in TOLD
        for party in message.to
    ]
    TOLD.clear()
    return found


def test_each_act_is_told_to_whom_it_concerns(counter: Counter):
    renewal = counter.renewal()
    application = counter.handed_in(renewal)
    assert heard(counter, renewal) == [("holder", "申请已提交"), ("boss", "有一件申请待您确认")]
    counter.confirm(application, renewal)
    assert heard(counter, renewal) == [("holder", "申请有进展")]
    clerk = counter.clerk()
    counter.act(application, "acceptance", Verb.ACCEPT, clerk)
    assert heard(counter, renewal) == [("holder", "申请已受理")]
    counter.act(application, "decision", Verb.APPROVE, clerk)
    assert heard(counter, renewal) == [("holder", "申请已办结：准予"), ("boss", "职工申请已办结：准予")]


def test_a_return_lists_everything_that_is_to_be_mended(counter: Counter):
    renewal = counter.renewal()
    application = counter.confirmed(renewal)
    counter.drain()
    TOLD.clear()
    defects = (Defect("phone", "号码打不通"), Defect("post", "与任职文件不符"))
    counter.act(application, "acceptance", Verb.RETURN, counter.clerk(), defects=defects)
    [message] = counter.told()
    assert message.title.zh == "请补正申请"
    assert "共 2 处：“手机”：号码打不通；“职务”：与任职文件不符" in message.body.zh
    assert "2026-03-24" in message.body.zh
    assert message.link == f"/my/applications/{application.id}"


def test_a_remark_beside_the_defects_is_not_counted_as_one(counter: Counter):
    renewal = counter.renewal()
    application = counter.confirmed(renewal)
    counter.drain()
    TOLD.clear()
    defects = (Defect("phone", "号码打不通"), Defect("post", "与任职文件不符"))
    counter.act(
        application,
        "acceptance",
        Verb.RETURN,
        counter.clerk(),
        defects=defects,
        opinion="请尽快；有疑问来电。",
    )
    [message] = counter.told()
    assert (
        "共 2 处：“手机”：号码打不通；“职务”：与任职文件不符。补充说明：请尽快；有疑问来电。请于"
        in message.body.zh
    )
    assert (
        "2 to mend: “手机”: 号码打不通; “职务”: 与任职文件不符. Remark: 请尽快；有疑问来电. Correct"
        in message.body.en
    )


def test_a_refusal_says_why(counter: Counter):
    renewal = counter.renewal()
    application = counter.confirmed(renewal)
    counter.drain()
    TOLD.clear()
    counter.act(application, "acceptance", Verb.NOT_ACCEPT, counter.clerk(), opinion="不在受理范围")
    told = {message.to[0].kind: message for message in counter.told()}
    assert "理由：不在受理范围" in told["person"].body.zh
    assert "理由" not in told["enterprise"].body.zh


def test_who_takes_it_back_is_told_and_so_is_the_employer(counter: Counter):
    renewal = counter.renewal()
    application = counter.handed_in(renewal)
    heard(counter, renewal)
    counter.withdraw(application, renewal.holder)
    assert heard(counter, renewal) == [("holder", "申请已撤回"), ("boss", "职工申请已撤回")]


def test_every_telling_has_a_key_of_its_own_and_both_languages(counter: Counter):
    renewal = counter.renewal()
    application = counter.confirmed(renewal)
    clerk = counter.clerk()
    counter.act(application, "acceptance", Verb.ACCEPT, clerk)
    counter.act(application, "decision", Verb.APPROVE, clerk)
    messages = counter.told()
    keys = [message.key for message in messages]
    assert len(set(keys)) == len(keys) == 6
    assert all(message.title.en and message.body.en and message.link.startswith("/") for message in messages)


def test_time_that_runs_out_is_told_to_whose_turn_it_is(counter: Counter):
    renewal = counter.renewal()
    application = counter.handed_in(renewal)
    heard(counter, renewal)
    counter.clock.advance(days=6)
    counter.run("approvals.clocks")
    assert heard(counter, renewal) == [("boss", "办件即将到期")]
    counter.clock.advance(days=3)
    counter.run("approvals.clocks")
    counter.run("approvals.clocks")
    assert heard(counter, renewal) == [("boss", "办件已超期")]
    assert counter.row(application).state == "open"


def test_a_reminder_of_the_promised_day_says_that_day(counter: Counter):
    renewal = counter.renewal()
    application = counter.confirmed(renewal)
    counter.act(application, "acceptance", Verb.ACCEPT, counter.clerk())
    (opening,) = counter.case(application).state.open
    assert opening.due is not None
    assert opening.due.promised is not None
    assert opening.due.promised < opening.due.on
    heard(counter, renewal)
    counter.clock.advance(days=6)
    counter.run("approvals.clocks")
    (soon,) = [message for message in counter.told() if message.title.zh == "办件即将到期"]
    assert opening.due.promised.isoformat() in soon.body.zh


def test_an_overdue_window_is_told_as_an_office(counter: Counter):
    renewal = counter.renewal()
    application = counter.confirmed(renewal)
    heard(counter, renewal)
    counter.clock.advance(days=20)
    counter.run("approvals.clocks")
    office = PartyRef("office", counter.row(application).office_id or 0)
    late = [message for message in counter.told() if message.title.zh == "办件已超期"]
    assert [message.to for message in late] == [(office,)]


def test_a_clock_that_ends_the_case_ends_the_application(counter: Counter):
    chain = make_chain()
    chain["steps"][1]["on"] = {"overdue": "lapsed"}
    counter.publish(chain=chain)
    renewal = counter.renewal()
    application = counter.handed_in(renewal)
    heard(counter, renewal)
    counter.clock.advance(days=30)
    counter.run("approvals.clocks")
    found = counter.row(application)
    assert (found.state, found.outcome, found.closed_at) == ("closed", "lapsed", counter.now)
    assert heard(counter, renewal) == [("holder", "申请已失效"), ("boss", "职工申请已失效")]
    assert counter.begin(renewal).id != application.id


def test_a_case_of_somebody_else_is_none_of_its_business(counter: Counter):
    from addons.licensing.listeners import heard as hears
    from approvals.cases.queries import case_history
    from approvals.topics import CaseMoved

    renewal = counter.renewal()
    application = counter.handed_in(renewal)
    case = counter.case(application)
    counter.drain()
    TOLD.clear()

    def orphaned(session):
        logged = case_history(session, case.id)[-1]
        row = session.get_one(Application, application.id)
        row.case_id, row.state, row.number = None, "draft", None
        session.flush()
        hears(session, CaseMoved(case, logged))

    counter.act_in(orphaned)
    assert TOLD == []


def test_nothing_of_all_this_is_a_dead_letter(counter: Counter):
    counter.confirmed(counter.renewal())
    counter.drain()
    dead = counter.read(
        lambda session: session.query(OutboxItem).where(OutboxItem.state == WorkState.DEAD).count()
    )
    assert dead == 0
