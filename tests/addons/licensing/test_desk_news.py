"""addons.licensing.desk_news and the word of the case: what accounts are told, and the office above."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.licensing.events import told_of
from addons.licensing.telling import ACCOUNT, Message
from addons.parties.models import Office
from approvals.people.assignment import PartyRef
from approvals.people.following import follow
from approvals.people.telling import WORD, Word, WordKind, send_word
from approvals.topics import pass_on
from approvals.words import Verb
from kernel.access.tables import USER
from tests.addons.licensing.counter import Counter
from tests.addons.licensing.place import TOLD
from tests.addons.licensing.samples import DECISION, make_chain
from tests.addons.parties.town import CHANGCHUN

VERBS = ["approve", "return", "reject", "transfer", "delegate", "cc"]


def heard(counter: Counter) -> dict[str, tuple[str, int]]:
    """Which account or office was told of which event since the last time."""
    counter.drain()
    found = {one.event: (one.to[0].kind, one.to[0].id) for one in TOLD}
    TOLD.clear()
    return {event: to for event, to in found.items() if to[0] in (ACCOUNT, "office")}


def lent(counter: Counter) -> None:
    """At the decision work is passed on; one that is late is told to the office above."""
    decision = {**DECISION, "verbs": VERBS, "clock": {"days": 5, "on_overdue": "escalate"}}
    steps = [decision if one["name"] == "decision" else one for one in make_chain()["steps"]]
    counter.publish(chain=make_chain(steps=steps))


def account(counter: Counter, username: str) -> tuple[str, int]:
    """The account as a party."""
    number = counter.read(
        lambda session: session.scalars(select(USER.c.id).where(USER.c.username == username)).one()
    )
    return ACCOUNT, number


def test_every_event_has_a_name_of_its_own():
    names = [event.name for event in told_of()]
    assert len(names) == len(set(names))


def test_what_colleagues_pass_on_is_told_to_the_account_and_what_is_late_to_the_office_above(
    counter: Counter,
):
    lent(counter)
    renewal = counter.renewal()
    application = counter.confirmed(renewal)
    clerk, other = counter.clerk(), counter.clerk()
    counter.act(application, "acceptance", Verb.ACCEPT, clerk)
    heard(counter)

    counter.act(application, "decision", Verb.CC, clerk, people=(other.name,), opinion="供参考。")
    assert heard(counter) == {"copied": account(counter, other.name)}
    counter.act(application, "decision", Verb.DELEGATE, clerk, people=(other.name,))
    assert heard(counter) == {"delegated": account(counter, other.name)}
    counter.act(application, "decision", Verb.APPROVE, other, opinion="可以")
    assert heard(counter) == {"came_back": account(counter, clerk.name)}
    counter.act(application, "decision", Verb.TRANSFER, clerk, people=(other.name,))
    assert heard(counter) == {"assigned": account(counter, other.name)}

    counter.clock.advance(days=14)
    counter.run("approvals.clocks")
    above = counter.read(
        lambda session: session.scalars(select(Office.parent_id).where(Office.code == CHANGCHUN)).one()
    )
    assert heard(counter) == {"overdue": account(counter, other.name), "escalated": ("office", above)}


@pytest.mark.parametrize("step", ["acceptance", "employer"])
def test_what_could_not_go_on_by_itself_is_told_once_to_who_sees_to_it_with_the_reason(
    counter: Counter, step: str
):
    steps = make_chain()["steps"]
    late = next(one for one in steps if one["name"] == step)
    # nothing but an act files, so that whoever hands it in has done so
    steps[0]["files"] = True
    next(one for one in steps if one["name"] == "employer").pop("files")
    late["clock"] = {"days": 5, "on_overdue": "approve"}
    fails = {"check": "state_in", "with": {"states": ["revoked"]}}
    check = {"name": "x", "kind": "auto", "title": "核验", "checks": [fails]}
    steps.insert(steps.index(late) + 1, check)
    counter.publish(chain=make_chain(steps=steps))
    renewal = counter.renewal()
    application = counter.handed_in(renewal) if step == "employer" else counter.confirmed(renewal)
    heard(counter)
    office = select(Office.id, Office.parent_id).where(Office.code == CHANGCHUN)
    window, above = counter.read(lambda session: session.execute(office).one())
    for _ in range(3):
        counter.clock.advance(days=9)
        counter.run("approvals.clocks")
    counter.drain()
    [told] = [one for one in TOLD if one.event == "escalated"]
    assert told.to == (PartyRef("office", above if step == "acceptance" and above else window),)
    assert told.link == f"/work/{counter.case(application).id}"
    assert "没有办成" in told.body.zh
    assert "could not" in told.body.en
    assert [one.step for one in counter.case(application).state.open] == [step]


def test_a_wait_that_cannot_lead_on_is_told_once_to_who_sees_to_it(counter: Counter):
    fails = {"check": "state_in", "with": {"states": ["revoked"]}}
    check = {"name": "x", "kind": "auto", "title": "核验", "checks": [fails]}
    opens = f"today >= date('{counter.clock.now().date() + timedelta(days=3)}')"
    wait = {"name": "pause", "kind": "wait", "title": "待开放", "until": opens}
    counter.publish(chain=make_chain(steps=[*make_chain()["steps"], wait, check]))
    application = counter.confirmed(counter.renewal())
    counter.act(application, "acceptance", Verb.ACCEPT, counter.clerk())
    counter.act(application, "decision", Verb.APPROVE, counter.clerk())
    heard(counter)
    for _ in range(4):
        counter.clock.advance(days=2)
        counter.run("approvals.clocks")
    counter.drain()
    [told] = [one for one in TOLD if one.event == "stuck"]
    assert told.to[0].kind == "office"
    assert told.link == f"/work/{counter.case(application).id}"
    assert "待开放" in told.body.zh
    assert "核验没有通过" in told.body.zh
    assert [one.event for one in TOLD] == ["stuck"]


def test_the_applicant_hears_nothing_of_an_opinion_that_a_colleague_was_asked_for(counter: Counter):
    acceptance = {"name": "acceptance", "verbs": ["accept", "not_accept", "return", "delegate"]}
    steps = [{**one, **acceptance} if one["name"] == "acceptance" else one for one in make_chain()["steps"]]
    counter.publish(chain=make_chain(steps=steps))
    application = counter.confirmed(counter.renewal())
    clerk, other = counter.clerk(), counter.clerk()
    counter.act(application, "acceptance", Verb.DELEGATE, clerk, people=(other.name,))
    heard(counter)
    counter.act(application, "acceptance", Verb.ACCEPT, other, opinion="材料齐")
    counter.drain()
    assert [one.event for one in TOLD] == ["came_back"]
    TOLD.clear()
    counter.act(application, "acceptance", Verb.ACCEPT, clerk)
    counter.drain()
    assert "accepted" in [one.event for one in TOLD]


def test_word_that_no_log_holds_is_told_to_the_account_and_never_to_who_sent_it(counter: Counter):
    application = counter.confirmed(counter.renewal())
    clerk, other = counter.clerk(), counter.clerk()
    heard(counter)
    case = counter.case(application).id

    def sent(kind: WordKind, **more: Any) -> None:
        about: dict[str, Any] = {"case": case, "step": "acceptance"} | more
        word = Word(kind=kind, accounts=(clerk.name, other.name), by=clerk.name, at=counter.now, **about)
        counter.act_in(lambda session: send_word(session, word))

    sent(WordKind.ASSIGNED)
    assert counter.registry.entry("topic", WORD).thing is pass_on
    counter.drain()
    [message] = TOLD
    assert isinstance(message, Message)
    assert message.link == f"/work/{case}"
    assert "受理" in message.body.zh
    assert heard(counter) == {"assigned": account(counter, other.name)}
    sent(WordKind.DEPUTY, case=None, step="")
    assert heard(counter) == {"deputy": account(counter, other.name)}
    sent(WordKind.MENTIONED, step="")
    counter.drain()
    [called] = TOLD
    assert isinstance(called, Message)
    assert (called.event, called.link) == ("mentioned", f"/work/{case}?tab=feed")


def test_who_follows_a_case_hears_of_every_act_but_their_own(counter: Counter):
    application = counter.confirmed(counter.renewal())
    clerk, other = counter.clerk(), counter.clerk()
    case = counter.case(application).id

    def both(session: Session) -> None:
        for name in (clerk.name, other.name):
            follow(session, case, name, now=counter.now)

    counter.act_in(both)
    heard(counter)
    counter.act(application, "acceptance", Verb.ACCEPT, clerk, opinion="材料齐")
    counter.drain()
    [message] = [one for one in TOLD if one.event == "followed"]
    assert [(one.kind, one.id) for one in message.to] == [account(counter, other.name)]
    assert "受理" in message.body.zh
