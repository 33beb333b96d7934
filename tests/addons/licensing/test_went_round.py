"""What is told when a case goes round a step, or a result comes from outside: who said so, why, and who has it now."""

from datetime import timedelta
from typing import Any

import pytest

from addons.licensing import service
from addons.licensing.models import Application
from approvals.acts.reporting import Report, What, report
from approvals.words import Verb
from tests.addons.licensing.counter import Counter
from tests.addons.licensing.place import TOLD, Renewal
from tests.addons.licensing.samples import ACCEPTANCE, CONFIRMING, DECISION, FILING, make_chain

WHY = "三次上门无人。"
EXAM = {"name": "exam", "kind": "wait", "title": "等考试结果", "event": "exam_passed"}


def published(counter: Counter, *steps: dict[str, Any]) -> None:
    """The toy matter goes by these steps after the applicant's."""
    counter.publish(chain=make_chain(steps=[{**FILING, "files": True}, *steps]))


def confirming(**ways: str) -> dict[str, Any]:
    """The step of the employer that may be left so; the window files nothing there."""
    return {name: value for name, value in CONFIRMING.items() if name != "files"} | {"on": ways}


def at_window(counter: Counter) -> tuple[Application, Renewal]:
    """An application that its window has had."""
    renewal = counter.renewal()
    application = counter.handed_in(renewal)
    counter.act(application, "acceptance", Verb.ACCEPT, counter.clerk())
    counter.drain()
    TOLD.clear()
    return application, renewal


def said(counter: Counter, application: Application, what: What, **more: str) -> None:
    """A clerk reports it."""
    case, clerk = counter.case(application), counter.clerk()
    given = {"words": WHY, **more}
    counter.act_in(
        lambda session: report(
            session,
            case.id,
            Report(
                what=what,
                seen=case.state.seq,
                standing=clerk,
                registry=counter.registry,
                now=counter.now,
                **given,
            ),
        )
    )


def declared(counter: Counter, application: Application, renewal: Renewal) -> None:
    """The applicant reports it."""
    seen = counter.case(application).state.seq
    counter.act_in(
        lambda session: service.declare_silent(
            session,
            application,
            step="employer",
            seen=seen,
            words=WHY,
            standing=renewal.holder,
            registry=counter.registry,
            now=counter.now,
            after=5,
        )
    )


def test_applicant_and_party_hear_that_the_case_went_round_a_step(counter: Counter):
    published(counter, ACCEPTANCE, confirming(undeliverable="decision"), DECISION)
    application, renewal = at_window(counter)
    said(counter, application, What.UNDELIVERABLE, step="employer")
    told = {(party.kind, party.id): one.body.zh for one in counter.told() for party in one.to}
    assert "的“企业确认”：无法送达（办理机构登记），三次上门无人。现由" in told["person", renewal.person]
    assert (
        "的“企业确认”不再等您办理：无法送达（办理机构登记），三次上门无人。"
        in told["enterprise", renewal.enterprise]
    )
    assert len(told) == 2


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_where_the_case_ends_so_its_end_says_why_and_the_enterprise_hears_once(counter: Counter):
    published(counter, ACCEPTANCE, confirming(party_silent="terminated"), DECISION)
    application, renewal = at_window(counter)
    counter.clock.moment += timedelta(days=10)
    declared(counter, application, renewal)
    told = counter.told()
    assert [one.body.zh.partition("）")[2] for one in told if one.to[0].kind == "person"] == [
        "已终止。理由：“企业确认”当事人不配合（申请人登记），三次上门无人。"
    ]
    assert len([one for one in told if one.to[0].kind == "enterprise"]) == 1
    row = counter.row(application)
    assert (row.state, row.outcome) == ("closed", "terminated")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_result_is_told_with_what_was_said_of_it(counter: Counter):
    published(counter, ACCEPTANCE, EXAM, DECISION)
    application, _ = at_window(counter)
    said(counter, application, What.EVENT, event="exam_passed", words="合格，成绩单 18 号")
    [message] = counter.told()
    assert "的“等考试结果”已有结果：合格，成绩单 18 号。现由" in message.body.zh
    assert message.title.en == "A result has come"
