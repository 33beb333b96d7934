"""approvals.people.deputies: a colleague acts for somebody from one day to another, and the log names both."""

from dataclasses import replace
from datetime import date, timedelta
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import insert

import approvals.seams
from approvals.acts import claiming
from approvals.cases.queries import allowed_to, case_history, tasks_for
from approvals.people import deputies
from approvals.people.assignment import Proxy, Standing, standing_of
from approvals.people.deputies import Deputation
from approvals.seams import standing
from approvals.words import Verb
from kernel import seams
from kernel.access import Actor
from kernel.access.tables import USER
from kernel.clock import local_day
from kernel.db import session_factory, transaction
from kernel.errors import Conflict, Invalid, NotAllowed, NotFound, TongbanError
from kernel.registry import Registry, assembled
from tests.approvals.offices import BOSS, CLERK, COLLEAGUE, MASTER, OVERSEER, RENEWAL, STRANGER, THIRD, Desk
from tests.approvals.test_races import at_once

WHO = {one.name: one for one in (CLERK, COLLEAGUE, THIRD, MASTER)}
STANDING_IN = replace(COLLEAGUE, offices=frozenset(), roles=frozenset({"none"}), proxies=(Proxy(CLERK),))
"""A deputy who could do nothing by themselves."""


def test_a_deputy_decides_for_somebody_and_the_log_names_both(desk: Desk):
    case = at_the_city(desk)
    with session_factory(desk.engine)() as session:
        assert [task.case_id for task in tasks_for(session, STANDING_IN)] == [case]
        assert Verb.APPROVE in allowed_to(session, desk.registry, case, STANDING_IN)["city"]
    desk.decide(case, "city", Verb.APPROVE, STANDING_IN)
    with session_factory(desk.engine)() as session:
        last = case_history(session, case)[-1]
    assert last.entry is not None
    assert (last.actor, last.entry.act.on_behalf) == ("wang", "li")
    desk.refuse_incoherent(case)


def test_a_deputy_does_no_cases_of_other_matters(desk: Desk):
    case = at_the_city(desk)
    matter = desk.case(case).matter
    limited = replace(STANDING_IN, proxies=(Proxy(CLERK, frozenset({"other"})),))
    with pytest.raises(NotFound):
        desk.decide(case, "city", Verb.APPROVE, limited)
    with session_factory(desk.engine)() as session:
        assert tasks_for(session, limited) == []
    desk.decide(
        case, "city", Verb.APPROVE, replace(STANDING_IN, proxies=(Proxy(CLERK, frozenset({matter})),))
    )


def test_a_deputy_does_what_was_claimed_by_or_handed_to_whom_they_stand_in_for(desk: Desk):
    case = at_the_city(desk)
    with transaction(desk.engine) as session:
        claiming.claim(session, case, "city", standing=CLERK, now=desk.clock.now(), registry=desk.registry)
    desk.decide(case, "city", Verb.APPROVE, STANDING_IN)


def test_deputations_are_granted_for_days_and_end(desk: Desk):
    people(desk)
    today = local_day(desk.clock.now())
    wanted = Deputation(account="li", deputy="wang", first=today, last=today + timedelta(days=3))
    granted = grant(desk, wanted, CLERK)
    with pytest.raises(Conflict, match="已有同样的代理"):
        grant(desk, wanted, CLERK)
    assert names(desk, today) == ["li"]
    assert names(desk, today + timedelta(days=4)) == []
    with transaction(desk.engine) as session, pytest.raises(NotFound):
        deputies.revoke(session, registry_of(), granted.id, standing=STRANGER, now=desk.clock.now())
    with transaction(desk.engine) as session:
        deputies.revoke(session, registry_of(), granted.id, standing=CLERK, now=desk.clock.now())
    assert names(desk, today) == []
    with session_factory(desk.engine)() as session:
        assert [one.ended_at is not None for one in deputies.given_by(session, "li")] == [True]
        assert deputies.given_to(session, "wang", on=today) == ()


def test_a_deputation_that_is_sent_twice_at_once_is_there_once(desk: Desk):
    people(desk)
    today = local_day(desk.clock.now())
    for turn in range(6):
        day = today + timedelta(days=turn)
        wanted = Deputation(account="li", deputy="wang", first=day, last=day)
        came = at_once([lambda wanted=wanted: grant(desk, wanted, CLERK) for _ in range(4)])  # type: ignore[misc]
        assert [type(one) for one in came if isinstance(one, TongbanError)] == [Conflict] * 3
    with session_factory(desk.engine)() as session:
        assert len(deputies.given_by(session, "li")) == 6


def test_a_deputy_of_elsewhere_oneself_past_days_and_strangers_are_refused(desk: Desk):
    people(desk)
    today = local_day(desk.clock.now())
    fine = Deputation(account="li", deputy="wang", first=today, last=today)
    for wrong, refusal in (
        (replace(fine, deputy="zhao"), Invalid),
        (replace(fine, deputy="li"), Invalid),
        (replace(fine, deputy="gone"), Invalid),
        (replace(fine, last=today - timedelta(days=1)), Invalid),
        (replace(fine, last=date(2099, 1, 1)), Invalid),
        (replace(fine, account="sun"), NotAllowed),
        (replace(fine, account="gone"), NotAllowed),
    ):
        with pytest.raises(refusal):
            grant(desk, wrong, CLERK)
    assert grant(desk, replace(fine, account="sun"), OVERSEER).granted_by == "chen"


def test_an_account_that_is_not_there_is_refused_like_one_of_elsewhere(desk: Desk):
    people(desk)
    today = local_day(desk.clock.now())
    fine = Deputation(account="li", deputy="wang", first=today, last=today)

    def refused(name: str, **change: Any) -> str:
        with pytest.raises((Invalid, NotAllowed)) as told:
            grant(desk, replace(fine, **change), CLERK)
        return told.value.sentence("en").replace(name, "…")

    assert refused("zhao", deputy="zhao") == refused("gone", deputy="gone")
    assert refused("zhao", account="zhao") == refused("gone", account="gone")


def test_a_deputy_who_has_left_the_office_no_longer_does_its_work(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    people(desk)
    today = local_day(desk.clock.now())
    grant(desk, Deputation(account="li", deputy="wang", first=today, last=today), CLERK)
    assert names(desk, today) == ["li"]
    monkeypatch.setitem(WHO, "wang", replace(COLLEAGUE, offices=MASTER.offices))
    assert names(desk, today) == []


def at_the_city(desk: Desk) -> int:
    case = desk.begin(RENEWAL).id
    desk.decide(case, "employer", Verb.APPROVE, BOSS)
    return case


def people(desk: Desk) -> None:
    """The accounts are there."""
    with transaction(desk.engine) as session:
        for number, name in enumerate(WHO, start=1):
            session.execute(
                insert(USER).values(
                    id=number,
                    username=name,
                    first_name=name,
                    last_name=name,
                    email=f"{name}@example.org",
                    active=True,
                    password="",
                )
            )


def registry_of() -> Registry:
    """What is installed, and a plugin that knows the clerks."""
    toy = ModuleType(__name__)
    toy.thing = known  # type: ignore[attr-defined]
    return assembled({"kernel": [seams], "approvals": [approvals.seams], "toy": [toy]})


@standing("toy.known")
def known(session, user):
    """Everybody is who they are."""
    return WHO.get(user.username, Standing(user.user_id, user.username))


def grant(desk: Desk, wanted: Deputation, who: Standing) -> deputies.Granted:
    with transaction(desk.engine) as session:
        return deputies.grant(session, registry_of(), wanted, standing=who, now=desk.clock.now())


def names(desk: Desk, day: date) -> list[str]:
    """For whom the second clerk stands in on that day."""
    with session_factory(desk.engine)() as session:
        found = standing_of(session, registry_of(), Actor(2, "wang", frozenset()), today=day)
    return [one.principal.name for one in found.proxies]
