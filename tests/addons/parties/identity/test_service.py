"""addons.parties.identity.service: nobody before the proof, one person after it, on both databases."""

import pytest
from sqlalchemy import func, select

from addons.parties import service as parties
from addons.parties.identity import service
from addons.parties.identity.closing import opened, renewed
from addons.parties.identity.models import Consent, Identity
from addons.parties.identity.words import IdentityState, Verdict, Way
from addons.parties.models import Person
from addons.parties.queries import party_of
from kernel.errors import Conflict, Invalid, NotAllowed
from kernel.models import AuditEntry
from tests.addons.parties.identity.counter import MOBILE, Counter
from tests.addons.parties.test_protection import make_ring


def columns(counter: Counter, identity: Identity) -> str:
    """What the database holds of an identity, as one text."""
    table = Identity.__table__
    return str(counter.town.session.execute(select(table).where(table.c.id == identity.id)).one())


def person_behind(counter: Counter, user_id: int | None) -> int | None:
    """The person whom the account stands for."""
    return party_of(counter.town.session, user_id or 0).person


def test_who_is_on_the_roster_is_that_person_at_once(counter: Counter):
    actor, number = counter.account(), counter.town.number()
    counter.enrol(number)
    identity = counter.declare(actor, number)
    person = counter.town.session.get_one(Person, person_behind(counter, actor.user_id))
    assert (identity.state, identity.way) == (IdentityState.VERIFIED, Way.ONLINE)
    assert (person.name, person.verified_at) == ("张小山", counter.town.now)
    assert parties.opened(person, keys=counter.town.keys).mobile == MOBILE
    assert [news.to[0].id for news in counter.told] == [person.id]


def test_after_the_proof_only_the_person_holds_the_number(counter: Counter):
    actor, number = counter.account(), counter.town.number()
    identity = counter.declare(actor, number, verdict=Verdict.VERIFIED)
    assert (identity.document_cipher, identity.document_blind, identity.mobile_cipher) == (None, None, None)


@pytest.mark.parametrize("verdict", [Verdict.UNKNOWN, Verdict.REFUSED])
def test_whom_nobody_can_prove_is_nobody_and_waits(counter: Counter, verdict):
    actor, number = counter.account(), counter.town.number()
    identity = counter.declare(actor, number, verdict=verdict)
    assert identity.state == IdentityState.WAITING
    assert person_behind(counter, actor.user_id) is None
    assert counter.town.session.scalar(select(func.count()).select_from(Person)) == 0
    assert number not in columns(counter, identity)
    assert opened(identity, keys=counter.town.keys).document.number == number
    assert counter.told == []


def test_a_person_who_has_an_account_is_not_taken_and_nobody_is_told_why(counter: Counter):
    number = counter.town.number()
    first = counter.account("gr00000001")
    counter.declare(first, number, verdict=Verdict.VERIFIED)
    second = counter.account("gr00000002")
    identity = counter.declare(second, number, verdict=Verdict.VERIFIED)
    assert identity.state == IdentityState.WAITING
    assert person_behind(counter, second.user_id) is None
    assert person_behind(counter, first.user_id) is not None


@pytest.mark.parametrize(
    ("name", "phone", "state"),
    [
        ("张小山", MOBILE, IdentityState.VERIFIED),
        ("张小山", "19900000009", IdentityState.WAITING),
        ("张大山", MOBILE, IdentityState.WAITING),
        ("张小山", None, IdentityState.VERIFIED),
    ],
)
def test_a_person_on_record_is_taken_by_name_and_mobile_on_record_only(counter: Counter, name, phone, state):
    number = counter.town.number()
    counter.town.register(number, name=name, phone=phone)
    identity = counter.declare(counter.account(), number, verdict=Verdict.VERIFIED)
    assert identity.state == state


def test_each_look_has_a_consent_of_its_own(counter: Counter):
    actor = counter.account()
    for _ in range(2):
        counter.declare(actor, counter.town.number())
    rows = counter.town.session.execute(select(Consent.user_id, Consent.purpose, Consent.given_at)).all()
    assert rows == [(actor.user_id, "real_name", counter.town.now)] * 2


def test_a_window_proves_whom_the_roster_does_not_know(counter: Counter):
    actor, number = counter.account(), counter.town.number()
    identity = counter.declare(actor, number)
    counter.verify(identity, counter.town.clerk(), f"{number[:6]} {number[6:]}")
    assert (identity.state, identity.way) == (IdentityState.VERIFIED, Way.WINDOW)
    assert person_behind(counter, actor.user_id) == identity.person_id
    entry = counter.town.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    assert (entry.action, entry.actor) == ("identity.verified", "city_clerk220100")
    assert entry.detail == {"reason": "二代证读卡一致"}


@pytest.mark.parametrize(
    ("number", "reason", "place"), [("other", "读卡一致", "number"), ("", " 看过 ", "reason")]
)
def test_a_window_compares_the_card_and_says_on_what_it_stands(counter: Counter, number, reason, place):
    own = counter.town.number()
    identity = counter.declare(counter.account(), own)
    typed = counter.town.number() if number else own
    with pytest.raises(Invalid) as refusal:
        counter.verify(identity, counter.town.clerk(), typed, reason)
    assert refusal.value.place == place
    assert identity.state == IdentityState.WAITING


def test_a_window_is_told_what_stands_in_the_way(counter: Counter):
    number = counter.town.number()
    counter.town.register(number, name="张大山")
    identity = counter.declare(counter.account(), number)
    with pytest.raises(Conflict, match="姓名与该证件已登记的姓名不一致"):
        counter.verify(identity, counter.town.clerk(), number)


def test_nobody_verifies_their_own_account(counter: Counter):
    actor, number = counter.account(), counter.town.number()
    identity = counter.declare(actor, number)
    with pytest.raises(NotAllowed):
        counter.verify(identity, actor, number)


def test_who_is_refused_reads_why_and_may_say_it_anew(counter: Counter):
    actor, number = counter.account(), counter.town.number()
    identity = counter.declare(actor, number)
    service.refuse(
        counter.town.session, identity, reason="证件已过期", clerk=counter.town.clerk(), now=counter.town.now
    )
    assert (identity.state, identity.reason) == (IdentityState.REFUSED, "证件已过期")
    again = counter.declare(actor, number, verdict=Verdict.VERIFIED)
    assert (again.state, again.reason) == (IdentityState.VERIFIED, None)
    assert counter.acts() == ["identity.declared", "identity.refused", "identity.declared"]


def test_what_was_said_is_erased_with_the_consent(counter: Counter):
    actor, number = counter.account(), counter.town.number()
    identity = counter.declare(actor, number)
    service.take_back(counter.town.session, identity, actor=actor, now=counter.town.now)
    assert (identity.document_cipher, identity.document_blind, identity.document_mask) == (None, None, None)
    assert counter.town.session.scalars(select(Consent.withdrawn_at)).all() == [counter.town.now]
    with pytest.raises(Conflict):
        counter.verify(identity, counter.town.clerk(), number)


def test_a_proved_identity_is_said_once(counter: Counter):
    actor, number = counter.account(), counter.town.number()
    identity = counter.declare(actor, number, verdict=Verdict.VERIFIED)
    for act in (
        lambda: counter.declare(actor, counter.town.number(), verdict=Verdict.VERIFIED),
        lambda: service.take_back(counter.town.session, identity, actor=actor, now=counter.town.now),
        lambda: counter.verify(identity, counter.town.clerk(), number),
    ):
        with pytest.raises(Conflict, match="已经实名认证"):
            act()


def test_what_waits_is_renewed_with_the_keys(counter: Counter):
    number = counter.town.number()
    waiting = counter.declare(counter.account("gr00000001"), number)
    silent = counter.identity(counter.account("gr00000002"))
    both, new = make_ring("key-2", "key-1"), make_ring("key-2")
    assert [renewed(counter.town.session, keys=both, most=1) for _ in range(3)] == [1, 1, 0]
    assert opened(waiting, keys=new).document.number == number
    assert silent.mobile_mask == "199****0001"
