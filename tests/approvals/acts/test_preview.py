"""What an act would bring about: told beforehand, refused like the act, never written."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from approvals.acts.preview import preview
from approvals.cases.view import TASK
from approvals.people.assignment import Proxy
from approvals.words import Verb
from kernel.db import session_factory, transaction
from kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from kernel.models import EffectRun
from tests.approvals.offices import APPLICANT, BOSS, CLERK, COLLEAGUE, CONFIRM, DECIDE, FILING, STRANGER, Desk
from tests.approvals.samples import make_chain

pytestmark = pytest.mark.alike


MARKS = [{"effect": "toy.mark", "with": {"what": "'granted'"}}]
GRANTING = make_chain(FILING, DECIDE | {"files": True, "effects": MARKS})


def previewed(desk: Desk, case: int, verb: Verb = Verb.APPROVE, standing=CLERK, step: str = "city"):
    """What the act would bring about."""
    with session_factory(desk.engine)() as session:
        return preview(
            session,
            desk.registry,
            case,
            step=step,
            verb=verb,
            standing=standing,
            now=desk.clock.now(),
        )


def test_an_approval_shows_what_its_effects_would_leave(desk):
    (found,) = previewed(desk, desk.begin(GRANTING).id)
    assert (found.effect, found.change.after) == ("toy.mark", {"what": "granted"})


@pytest.mark.parametrize("verb", [Verb.REJECT, Verb.RETURN])
def test_what_needs_a_reason_is_shown_before_the_reason_is_written(desk, verb):
    assert previewed(desk, desk.begin(GRANTING).id, verb) == []


def test_an_opinion_is_shown_before_it_is_written(desk):
    lent = DECIDE | {"files": True, "verbs": ["approve", "delegate"], "effects": MARKS}
    case = desk.begin(make_chain(FILING, lent)).id
    desk.decide(case, "city", Verb.DELEGATE, CLERK, people=["wang"])
    assert previewed(desk, case, standing=COLLEAGUE) == [], "it hands the step back and does nothing else"
    with pytest.raises(Invalid):
        desk.decide(case, "city", Verb.APPROVE, COLLEAGUE)


def test_a_preview_writes_nothing(desk):
    case = desk.begin(GRANTING)
    previewed(desk, case.id)
    assert desk.case(case.id) == case
    assert desk.rows(select(func.count()).select_from(EffectRun)) == [(0,)]


def test_the_act_then_does_what_the_preview_said(desk):
    case = desk.begin(GRANTING)
    told = [one.change for one in previewed(desk, case.id)]
    done = desk.decide(case.id, "city", Verb.APPROVE, CLERK)
    assert [one.change for one in done.effects] == told


def test_effects_are_shown_only_when_the_act_leads_to_them(desk):
    confirmed = make_chain(FILING, CONFIRM, DECIDE | {"effects": MARKS})
    case = desk.begin(confirmed)
    assert previewed(desk, case.id, standing=BOSS, step="employer") == []


def test_a_stranger_previews_nothing(desk):
    case = desk.begin(GRANTING)
    with pytest.raises(NotFound):
        previewed(desk, case.id, standing=STRANGER)


def test_who_may_not_do_the_act_may_not_preview_it(desk):
    case = desk.begin(GRANTING)
    with pytest.raises(NotAllowed):
        previewed(desk, case.id, standing=APPLICANT)


def test_a_verb_that_the_step_lacks_is_refused(desk):
    case = desk.begin(GRANTING)
    with pytest.raises(NotAllowed):
        previewed(desk, case.id, Verb.ACCEPT)


def test_an_effect_that_cannot_be_tried_says_so(desk):
    wrong = [{"effect": "toy.mark", "with": {"what": "amount"}}]
    case = desk.begin(make_chain(FILING, DECIDE | {"files": True, "effects": wrong}))
    with pytest.raises(Invalid):
        previewed(desk, case.id)


def test_a_task_that_a_colleague_claimed_is_not_previewed(desk):
    case = desk.begin(GRANTING)
    claim(desk, case.id, "li")
    with pytest.raises(NotFound):
        previewed(desk, case.id, standing=COLLEAGUE)


def test_a_deputy_previews_in_the_place_of_who_claimed_the_task(desk):
    second = DECIDE | {"name": "second", "apart": ["city"], "effects": MARKS}
    case = desk.begin(make_chain(FILING, DECIDE | {"files": True}, second)).id
    desk.decide(case, "city", Verb.APPROVE, CLERK)
    standing_in = replace(COLLEAGUE, proxies=(Proxy(CLERK),))
    assert [one.effect for one in previewed(desk, case, standing=standing_in, step="second")] == ["toy.mark"]
    claim(desk, case, "li")
    with pytest.raises(NotAllowed):
        previewed(desk, case, standing=standing_in, step="second")
    with pytest.raises(NotAllowed):
        desk.decide(case, "second", Verb.APPROVE, standing_in)


def test_a_closed_case_previews_nothing(desk):
    case = desk.begin(GRANTING)
    desk.decide(case.id, "city", Verb.APPROVE, CLERK)
    with pytest.raises((NotFound, Conflict)):
        previewed(desk, case.id)


def claim(desk: Desk, case: int, username: str) -> None:
    """The open task of the case is somebody's own."""
    with transaction(desk.engine) as session:
        session.execute(update(TASK).where(TASK.c.case_id == case).values(claimed_by=username))
