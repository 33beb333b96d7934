"""A case beside the registers: what differs from them, and numbers in full for a reason."""

from dataclasses import replace

from sqlalchemy import select

from addons.licensing.faces import compared, identities
from addons.parties.models import Person
from approvals.casefile.looking import Asker, Compared
from kernel.models import AuditEntry
from kernel.surroundings import surround, surroundings_of
from tests.addons.licensing.counter import Counter
from tests.addons.licensing.place import KEYS
from tests.addons.parties.test_protection import make_ring


def rows(counter: Counter, case) -> dict[str, Compared]:
    return {one.path: one for one in counter.read(lambda session: compared(session, case))}


def test_answers_that_came_from_the_register_are_as_it_says(counter: Counter):
    case = counter.case(counter.handed_in(counter.renewal()))
    found = rows(counter, case)
    assert {"holder_name", "certificate"} <= set(found)
    assert all(one.same and one.said == one.known for one in found.values())


def test_what_the_register_says_otherwise_since_is_told(counter: Counter):
    renewal = counter.renewal()
    case = counter.case(counter.handed_in(renewal))

    def renamed(session):
        session.get_one(Person, renewal.person).name = "张大山"

    counter.act_in(renamed)
    name = rows(counter, case)["holder_name"]
    assert (name.said, name.known, name.same) == ("张小山", "张大山", False)


def test_the_number_in_full_is_told_to_whoever_says_why_and_that_is_on_record(counter: Counter):
    renewal = counter.renewal()
    case = counter.case(counter.handed_in(renewal))
    asker = Asker("clerk", "与原件核对", KEYS, counter.now)
    [secret] = counter.act_in(lambda session: identities(session, case, asker))
    mask = counter.read(lambda session: session.get_one(Person, renewal.person).document_mask)
    assert (secret.whose, secret.title.zh) == ("张小山", "居民身份证")
    assert (len(secret.number), secret.number[-4:], "*" in secret.number) == (18, mask[-4:], False)
    entry = counter.read(
        lambda session: session.scalars(select(AuditEntry).filter_by(action="person.revealed")).one()
    )
    assert (entry.actor, entry.detail["reason"].endswith("：与原件核对")) == ("clerk", True)


def test_what_cannot_be_opened_is_not_known_and_keeps_nobody_from_the_case(counter: Counter):
    case = counter.case(counter.handed_in(counter.renewal()))

    def sealed_elsewhere(session):
        surround(session, replace(surroundings_of(session), keys=make_ring("key-2")))
        return {one.path for one in compared(session, case)}

    found = counter.read(sealed_elsewhere)
    assert ("holder_name" in found, "phone" in found) == (True, False)
