"""approvals.people.mentions: whom a note calls by name, and that nobody else hears of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.casefile import messages
from approvals.people import mentions
from approvals.people.copies import send_copies
from approvals.people.mentions import callable_in, called
from approvals.people.signers import Colleague
from approvals.people.telling import WORD
from kernel.db import transaction
from kernel.models import OutboxItem
from tests.approvals.offices import DECIDE, FILING, Desk
from tests.approvals.samples import make_chain

PEOPLE = (Colleague("li", "李明"), Colleague("liming", "李明浩"), Colleague("wang", "王海涛"))
SIMPLE = make_chain(FILING | {"files": True}, DECIDE)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@李明 请看看", ("li",)),
        ("@李明浩请看看", ("liming",)),
        ("＠王海涛@LI", ("wang", "li")),
        ("@王海涛 @王海涛", ("wang",)),
        ("李明 a@b.cn @", ()),
        ("@张三", ()),
    ],
)
def test_the_longest_name_behind_the_sign_is_meant(text, names):
    assert called(text, PEOPLE) == names


def test_who_has_the_same_name_is_called_as_well():
    same = (Colleague("li", "李明"), Colleague("li2", "李明"))
    assert called("@李明", same) == ("li", "li2")


@given(st.text(alphabet="@＠李明浩li王海涛 ", max_size=40))
def test_only_accounts_that_may_be_called_are(text):
    assert set(called(text, PEOPLE)) <= {one.username for one in PEOPLE}
    assert called(text.replace("@", "").replace("＠", ""), PEOPLE) == ()


@pytest.mark.alike
def test_whom_a_note_calls_is_told_and_no_stranger_is(desk: Desk):
    case = desk.begin(SIMPLE)
    with transaction(desk.engine) as session:
        assert [one.username for one in callable_in(session, desk.registry, case)] == ["li", "wang", "sun"]
        text = "@王海涛 @赵敏 @李明 再核一遍社保"
        messages.note(session, desk.registry, case, text, author="li", now=desk.clock.now())
    with transaction(desk.engine) as session:
        [word] = session.query(OutboxItem).filter_by(topic=WORD).all()
        assert (word.payload["kind"], word.payload["accounts"]) == ("mentioned", ["wang"])
        # what was written stays where it may be read
        assert "社保" not in str(word.payload)


@pytest.mark.alike
def test_a_colleague_whose_role_does_not_read_the_case_hears_nothing_until_it_is_shown_to_them(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    clerks, everybody = PEOPLE[::2], PEOPLE
    asked = {"city_clerk": clerks, None: everybody}
    monkeypatch.setattr(mentions, "accounts_at", lambda _s, _r, whose: asked[whose.role])
    case = desk.begin(SIMPLE)
    with transaction(desk.engine) as session:
        assert callable_in(session, desk.registry, case) == clerks
        send_copies(session, case.id, ["liming"], by="li", now=desk.clock.now())
        assert set(callable_in(session, desk.registry, case)) == set(everybody)
