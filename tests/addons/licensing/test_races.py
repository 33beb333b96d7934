"""People at once: one draft, one submission, one decision, one number each; the others are told."""

import pytest
from sqlalchemy import func, select

from addons.licensing.models import Application
from approvals.words import Verb
from kernel.errors import Conflict, TongbanError
from tests.addons.licensing.counter import Counter
from tests.addons.licensing.place import ENDS
from tests.approvals.test_races import at_once

on_postgresql = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)


def failures(came):
    """How those were refused that were."""
    return [one for one in came if isinstance(one, TongbanError)]


def test_two_beginnings_at_once_are_one_draft(counter: Counter):
    renewal = counter.renewal()
    came = at_once([lambda: counter.begin(renewal).id for _ in range(2)])
    assert failures(came) == []
    assert len(set(came)) == 1
    assert counter.read(lambda session: session.scalar(select(func.count()).select_from(Application))) == 1


def test_a_double_click_hands_in_once_and_is_told_so(counter: Counter):
    renewal = counter.renewal()
    application = counter.begin(renewal)
    counter.save(application, renewal)
    seen = counter.form_seen(application)
    came = at_once([lambda: counter.submit(application, renewal, seen=seen) for _ in range(3)])
    refused = failures(came)
    assert len(refused) == 2
    assert all("办件号 220100-260310-0001" in one.what.zh for one in refused)


def test_two_matters_handed_in_at_once_hold_the_certificate_once(counter: Counter):
    renewal = counter.renewal()
    counter.publish(name="toy.other")
    drafts = [counter.begin(renewal), counter.begin(renewal, matter="toy.other")]
    for draft in drafts:
        counter.save(draft, renewal)
    came = at_once([lambda draft=draft: counter.submit(draft, renewal) for draft in drafts])  # type: ignore[misc]
    [refused] = failures(came)
    assert refused.remedy.zh
    states = counter.read(lambda session: sorted(session.scalars(select(Application.state))))
    assert states == ["draft", "open"]


def test_of_two_clerks_at_once_one_decides_and_the_other_is_told_by_whom(counter: Counter):
    renewal = counter.renewal()
    application = counter.confirmed(renewal)
    one, other = counter.clerk(), counter.clerk()
    counter.act(application, "acceptance", Verb.ACCEPT, one)
    seen = counter.case(application).state.seq
    came = at_once(
        [
            lambda: counter.act(application, "decision", Verb.APPROVE, one, seen=seen),
            lambda: counter.act(application, "decision", Verb.REJECT, other, seen=seen, opinion="材料不实"),
        ]
    )
    [refused] = failures(came)
    assert isinstance(refused, Conflict)
    assert "已于 03-10 10:00" in refused.what.zh
    assert (one.name in refused.what.zh) != (other.name in refused.what.zh)
    granted = counter.row(application).outcome == "granted"
    assert (counter.certificate(renewal).valid_to != ENDS) is granted
    assert len(counter.effects(application)) == granted


@on_postgresql
def test_many_submissions_at_once_skip_and_double_no_number(counter: Counter):
    renewals = [counter.renewal() for _ in range(8)]
    drafts = [counter.begin(renewal) for renewal in renewals]
    for draft, renewal in zip(drafts, renewals, strict=True):
        counter.save(draft, renewal)
    came = at_once(
        [
            lambda draft=draft, renewal=renewal: counter.submit(draft, renewal)  # type: ignore[misc]
            for draft, renewal in zip(drafts, renewals, strict=True)
        ]
    )
    assert failures(came) == []
    numbers = counter.read(lambda session: sorted(map(str, session.scalars(select(Application.number)))))
    assert numbers == [f"220100-260310-{number:04}" for number in range(1, 9)]
