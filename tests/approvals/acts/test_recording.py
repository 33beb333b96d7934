"""What an act leaves behind: effects, word to listeners, a log whose links hold."""

import pytest
from sqlalchemy import delete, select, update

from approvals.casefile.logbook import broken_links
from approvals.cases.queries import case_history
from approvals.cases.statements import DECISION
from approvals.cases.view import CASE
from approvals.words import Verb
from kernel.db import session_factory, transaction
from kernel.models import OutboxItem
from tests.approvals.offices import BOSS, CLERK, DECIDE, FILING, HEARD, REVIEW, Desk
from tests.approvals.samples import make_chain


def test_effects_are_done_once_under_the_key_of_the_act(desk: Desk):
    rows = [{"effect": "toy.mark", "with": {"what": '"passed"'}}]
    case = desk.begin(make_chain(FILING, {**DECIDE, "effects": rows}, REVIEW)).id
    done = desk.decide(case, "city", Verb.APPROVE, CLERK)
    assert [one.key for one in done.effects] == desk.effects(case) == [f"case:{case}:3:0"]


def test_an_effect_that_fails_leaves_nothing_of_the_act(desk: Desk):
    rows = [{"effect": "toy.mark", "with": {"what": '"fail"'}}]
    case = desk.begin(make_chain(FILING, {**DECIDE, "effects": rows})).id
    before = desk.case(case)
    with pytest.raises(RuntimeError):
        desk.decide(case, "city", Verb.APPROVE, CLERK)
    assert desk.case(case) == before
    assert desk.effects(case) == []
    desk.refuse_incoherent(case)


def test_listeners_hear_of_every_act_once(desk: Desk):
    HEARD.clear()
    case = desk.begin().id
    desk.decide(case, "employer", Verb.APPROVE, BOSS)
    desk.tick()
    desk.tick()
    assert HEARD == [(2, "submit"), (3, "approve")]
    assert desk.rows(select(OutboxItem.id).where(OutboxItem.state != "done")) == []


def test_word_of_an_act_waits_in_the_outbox_until_the_worker_comes(desk: Desk):
    case = desk.begin().id
    desk.decide(case, "employer", Verb.APPROVE, BOSS)
    waiting = select(OutboxItem.payload).where(OutboxItem.topic == "approvals.moved").order_by(OutboxItem.id)
    assert [payload["seq"] for (payload,) in desk.rows(waiting)][-1] == 3


def broken(desk: Desk, case: int) -> list[int]:
    """The entries whose links do not hold."""
    with session_factory(desk.engine)() as session:
        return broken_links(session, case)


@pytest.mark.parametrize(
    "change", [{"actor": "somebody"}, {"entry": "{}"}, {"entry_digest": "0" * 64}, {"verb": "reject"}]
)
def test_a_changed_entry_is_found(desk: Desk, change: dict[str, str]):
    case = desk.begin().id
    with transaction(desk.engine) as session:
        session.execute(
            update(DECISION).where(DECISION.c.case_id == case, DECISION.c.seq == 1).values(change)
        )
    assert 1 in broken(desk, case)


def test_a_cut_tail_is_found(desk: Desk):
    case = desk.begin().id
    with transaction(desk.engine) as session:
        session.execute(delete(DECISION).where(DECISION.c.case_id == case, DECISION.c.seq == 2))
    assert broken(desk, case) == [2]


def test_an_erased_entry_still_proves_its_place(desk: Desk):
    case = desk.begin().id
    with transaction(desk.engine) as session:
        session.execute(
            update(DECISION)
            .where(DECISION.c.case_id == case, DECISION.c.seq == 2)
            .values(entry=None, salt=None)
        )
    assert broken(desk, case) == []
    with session_factory(desk.engine)() as session:
        assert [one.entry is None for one in case_history(session, case)] == [False, True]


def test_the_same_words_have_another_digest_in_every_case(desk: Desk):
    one, two = desk.begin().id, desk.begin().id
    found = desk.rows(select(DECISION.c.entry_digest).where(DECISION.c.seq == 1))
    assert len({digest for (digest,) in found}) == len({one, two})
    assert len(desk.rows(select(CASE.c.key).distinct())) == 2
