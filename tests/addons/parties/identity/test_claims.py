"""addons.parties.identity.claims: who acts for an enterprise is decided by those whose it is, on both databases."""

import pytest
from sqlalchemy import select

from addons.parties.identity import claims
from addons.parties.identity.claims import MOST_WAITING
from addons.parties.identity.models import Claim
from addons.parties.identity.words import ClaimState, Verdict
from addons.parties.models import Enterprise, Membership
from addons.parties.queries import party_of
from addons.parties.words import Duty, EnterpriseStatus
from approvals.people.assignment import PartyKind
from kernel.access.tables import ROLE, USER_ROLE
from kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from tests.addons.parties.identity.counter import Counter
from tests.addons.parties.oracles import credit_number

UNKNOWN = credit_number("92999999000000999")
JILIN = "220200"


def duties(counter: Counter, firm: Enterprise) -> list[str | None]:
    """What its accounts are for the enterprise, in order."""
    rows = select(Membership.duty).where(Membership.enterprise_id == firm.id).order_by(Membership.id)
    return list(counter.town.session.scalars(rows))


def test_the_first_to_be_admitted_administers_and_the_next_is_an_agent(counter: Counter):
    firm, clerk = counter.town.enterprise(), counter.town.clerk()
    for username in ("qy00000001", "qy00000002"):
        counter.approve(counter.claim(counter.verified(username), firm.credit_code), clerk)
    assert duties(counter, firm) == [Duty.ADMIN, Duty.AGENT]


def test_who_is_admitted_may_confirm_for_the_enterprise(counter: Counter):
    firm, actor = counter.town.enterprise(), counter.verified()
    counter.approve(counter.claim(actor, firm.credit_code), counter.town.clerk())
    held = select(ROLE.c.name).join(USER_ROLE, USER_ROLE.c.role_id == ROLE.c.id)
    roles = counter.town.session.scalars(held.where(USER_ROLE.c.user_id == actor.user_id)).all()
    assert set(roles) == {"applicant", "enterprise_admin"}
    assert party_of(counter.town.session, actor.user_id or 0).enterprises == ((firm.id, Duty.ADMIN),)


def test_an_enterprise_that_nobody_knows_comes_with_the_approval_and_not_before(counter: Counter):
    claim = counter.claim(counter.verified(), UNKNOWN, "新示范企业", JILIN)
    found = select(Enterprise.name, Enterprise.office_id).where(Enterprise.credit_code == UNKNOWN)
    assert counter.town.session.execute(found).all() == []
    counter.approve(claim, counter.town.clerk(JILIN))
    assert counter.town.session.execute(found).all() == [("新示范企业", counter.town.office(JILIN).id)]


def test_the_office_of_an_enterprise_on_record_decides_whatever_was_chosen(counter: Counter):
    firm = counter.town.enterprise(JILIN)
    claim = counter.claim(counter.account(), firm.credit_code)
    assert claim.office_id == counter.town.office(JILIN).id


def test_those_who_decide_are_told(counter: Counter):
    firm = counter.town.enterprise()
    counter.town.boss(firm)
    counter.claim(counter.account(), firm.credit_code)
    told = [(news.to[0].kind, news.to[0].id, news.link) for news in counter.told]
    assert told == [
        (PartyKind.OFFICE, firm.office_id, "/admin/claims"),
        (PartyKind.ENTERPRISE, firm.id, "/enterprise/claims"),
    ]


def test_nobody_is_admitted_whom_nobody_knows(counter: Counter):
    claim = counter.claim(counter.account(), counter.town.enterprise().credit_code)
    with pytest.raises(Conflict, match="还没有实名认证"):
        counter.approve(claim, counter.town.clerk())
    assert claim.state == ClaimState.PENDING


def test_nobody_admits_themselves(counter: Counter):
    actor = counter.verified()
    claim = counter.claim(actor, counter.town.enterprise().credit_code)
    with pytest.raises(NotAllowed):
        counter.approve(claim, actor)


def test_who_is_refused_reads_why(counter: Counter):
    claim, clerk = counter.claim(counter.verified(), UNKNOWN), counter.town.clerk()
    counter.told.clear()
    refuse = lambda reason: claims.refuse(  # noqa: E731
        counter.town.session, claim, reason=reason, by=clerk, registry=counter.registry, now=counter.town.now
    )
    with pytest.raises(Invalid):
        refuse("不")
    refuse("不是本企业人员")
    assert (claim.state, claim.decided_by) == (ClaimState.REFUSED, clerk.username)
    assert [news.body.zh for news in counter.told] == ["原因：不是本企业人员"]


def test_what_is_decided_stays_decided(counter: Counter):
    actor, clerk = counter.verified(), counter.town.clerk()
    claim = counter.claim(actor, counter.town.enterprise().credit_code)
    counter.approve(claim, clerk)
    with pytest.raises(Conflict, match="已经有结果"):
        counter.approve(claim, clerk)
    with pytest.raises(Conflict, match="已经有结果"):
        claims.withdraw(counter.town.session, claim, actor=actor, now=counter.town.now)


def test_one_claim_at_a_time_on_one_enterprise(counter: Counter):
    actor, firm = counter.verified(), counter.town.enterprise()
    claim = counter.claim(actor, firm.credit_code)
    with pytest.raises(Conflict, match="正在审核"):
        counter.claim(actor, firm.credit_code)
    claims.withdraw(counter.town.session, claim, actor=actor, now=counter.town.now)
    counter.approve(counter.claim(actor, firm.credit_code), counter.town.clerk())
    with pytest.raises(Conflict, match="已经可以代表"):
        counter.claim(actor, firm.credit_code)


def test_nobody_collects_enterprises(counter: Counter):
    actor = counter.account()
    for _ in range(MOST_WAITING):
        counter.claim(actor, counter.town.enterprise().credit_code)
    with pytest.raises(Conflict, match=f"最多同时有 {MOST_WAITING} 份"):
        counter.claim(actor, UNKNOWN)


def test_a_claim_is_withdrawn_by_its_owner_only(counter: Counter):
    claim = counter.claim(counter.account("gr00000001"), UNKNOWN)
    other = counter.account("gr00000002")
    with pytest.raises(NotFound):
        claims.withdraw(counter.town.session, claim, actor=other, now=counter.town.now)


def test_nobody_acts_for_an_enterprise_that_is_no_more(counter: Counter):
    firm = counter.town.enterprise(status=EnterpriseStatus.REVOKED)
    claim = counter.claim(counter.verified(), firm.credit_code)
    with pytest.raises(Conflict, match="已注销或被吊销"):
        counter.approve(claim, counter.town.clerk())


@pytest.mark.parametrize(
    ("code", "name", "office", "place"),
    [
        ("92999999000000999X", "示范企业", "220100", "credit_code"),
        (UNKNOWN, "企", "220100", "enterprise_name"),
        (UNKNOWN, "示范企业", "999999", "office"),
    ],
)
def test_what_is_malformed_is_refused_at_its_place(counter: Counter, code, name, office, place):
    with pytest.raises(Invalid) as refusal:
        counter.claim(counter.account(), code, name, office)
    assert refusal.value.place == place
    assert counter.town.session.scalars(select(Claim)).all() == []


def test_a_verdict_that_is_good_admits_nobody_by_itself(counter: Counter):
    actor = counter.account()
    counter.claim(actor, UNKNOWN)
    counter.declare(actor, counter.town.number(), verdict=Verdict.VERIFIED)
    assert party_of(counter.town.session, actor.user_id or 0).enterprises == ()
