"""addons.licensing.service: a renewal from the draft to the longer certificate, on both databases."""

from datetime import date

from approvals.words import Verb
from tests.addons.licensing.counter import Counter


def test_a_renewal_runs_from_the_draft_to_the_longer_certificate(counter: Counter):
    renewal = counter.renewal()
    application = counter.confirmed(renewal)
    clerk = counter.clerk()
    counter.act(application, "acceptance", Verb.ACCEPT, clerk)
    counter.act(application, "decision", Verb.APPROVE, clerk)
    found = counter.row(application)
    assert (found.state, found.outcome, found.number) == ("closed", "granted", "220100-260310-0001")
    assert counter.certificate(renewal).valid_to == date(2029, 4, 30)
    assert len(counter.effects(application)) == 1
    assert found.filed_at == found.closed_at == counter.now
