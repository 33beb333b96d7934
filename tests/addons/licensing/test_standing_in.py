"""addons.licensing.standing_in and automatic: firms that are gone act no more, automatic steps ask their checks."""

from datetime import date

import pytest
from msgspec.structs import replace

from addons.licensing.actors import checked
from addons.parties import service as parties
from addons.parties.enterprises import Standing, change_status
from addons.parties.words import EnterpriseStatus
from approvals.cases.view import CaseView
from approvals.chains.definition import Step
from approvals.words import StepKind
from kernel.errors import NotAllowed
from kernel.text import Text
from tests.addons.licensing.counter import Counter


def test_an_enterprise_that_is_struck_off_confirms_nothing(counter: Counter):
    renewal = counter.renewal()
    application = counter.handed_in(renewal)
    struck_off = Standing(EnterpriseStatus.DEREGISTERED, date(2026, 3, 10))
    counter.act_in(
        lambda session: change_status(
            session, renewal.enterprise, struck_off, actor="test", now=counter.clock.now()
        )
    )
    with pytest.raises(NotAllowed, match="已注销"):
        counter.confirm(application, renewal)
    assert [one.step for one in counter.case(application).state.open] == ["employer"]


def test_an_automatic_step_asks_the_checks_it_names(counter: Counter):
    renewal = counter.renewal()
    application = counter.handed_in(renewal)
    case = counter.case(application)

    def found(*checks: str, of: CaseView = case) -> bool | None:
        rows = tuple({"check": name} for name in checks)
        step = Step(name="auto", title=Text("核验", "checks"), kind=StepKind.AUTO, checks=rows)
        return counter.act_in(
            lambda session: checked(session, counter.registry, of, step, counter.clock.now())
        )

    assert found("real_name", "employed_by") is True
    counter.act_in(
        lambda session: parties.dismiss(session, renewal.person, renewal.enterprise, until=date(2026, 3, 9))
    )
    assert found("real_name", "employed_by") is False
    assert found("real_name", of=replace(case, id=10**6)) is None
