"""An act is carried out by the plugin whose case it is, and by approvals alone when no plugin answers."""

from types import ModuleType

import pytest

from approvals.acts import service
from approvals.acts.deeds import Deed, carry_out
from approvals.seams import case_act
from approvals.words import Verb
from kernel.db import transaction
from kernel.errors import Conflict
from kernel.registry import Registry, assembled
from tests.approvals import offices
from tests.approvals.offices import CLERK, DECIDE, FILING, Desk
from tests.approvals.samples import make_chain

SIMPLE = make_chain(FILING, DECIDE | {"files": True})
settled_by_owner: list[tuple[int, str]] = []


@case_act("toy.owner")
def owner(session, case_id, deed):
    """Settles what it wants to remember in the same transaction; knows no case that is told "not mine"."""
    if deed.opinion == "not mine":
        return None
    done = service.decide(
        session,
        case_id,
        step=deed.step,
        verb=deed.verb,
        actor=deed.standing,
        seen=deed.seen,
        now=deed.now,
        registry=deed.registry,
        opinion=deed.opinion,
    )
    settled_by_owner.append((case_id, done.case.state.outcome or ""))
    return done


def with_owner() -> Registry:
    """The registry of the offices, and a plugin whose cases these are."""
    import approvals.seams
    from approvals import actors
    from kernel import seams

    toys = ModuleType(__name__)
    toys.owner = owner  # type: ignore[attr-defined]
    people = ModuleType(offices.__name__)
    people.any_office = offices.any_office  # type: ignore[attr-defined]
    return assembled(
        {"kernel": [seams], "approvals": [approvals.seams, actors], "people": [people], "toy": [toys]}
    )


def done(desk: Desk, case: int, registry: Registry, *, opinion: str = "", seen: int = 2) -> service.Decided:
    """The approval, carried out."""
    deed = Deed(
        step="city",
        verb=Verb.APPROVE,
        seen=seen,
        standing=CLERK,
        registry=registry,
        now=desk.clock.now(),
        opinion=opinion,
    )
    with transaction(desk.engine) as session:
        return carry_out(session, case, deed)


def test_the_plugin_whose_case_it_is_carries_the_act_out(desk):
    settled_by_owner.clear()
    case = desk.begin(SIMPLE).id
    assert done(desk, case, with_owner()).case.state.outcome == "granted"
    assert settled_by_owner == [(case, "granted")]


@pytest.mark.parametrize("alone", [True, False])
def test_a_case_that_no_plugin_claims_is_decided_by_approvals(desk, alone):
    settled_by_owner.clear()
    case = desk.begin(SIMPLE).id
    done(desk, case, desk.registry if alone else with_owner(), opinion="not mine")
    assert desk.case(case).state.outcome == "granted"
    assert settled_by_owner == []


def test_a_refusal_leaves_nothing_settled(desk):
    settled_by_owner.clear()
    case = desk.begin(SIMPLE).id
    done(desk, case, with_owner())
    with pytest.raises(Conflict):
        done(desk, case, with_owner())
    assert settled_by_owner == [(case, "granted")]
