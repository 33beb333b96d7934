"""addons.certificates.usages: a type is not removed while certificates of it are in the ledger; portraits stay."""

from sqlalchemy import func, select

from addons.certificates import service
from addons.certificates.models import Certificate
from addons.certificates.usages import issued, portraits_in_use
from addons.certificates.words import State
from forms.cleaning import in_use
from kernel.db import transaction
from kernel.surroundings import surroundings_of
from tests.addons.certificates.ledger import SAFETY_TYPE, Ledger

FIRST, SECOND, OTHER = "1" * 64, "2" * 64, "3" * 64


def test_certificates_stand_on_their_type_whatever_their_state(ledger):
    assert issued(ledger.session, [SAFETY_TYPE]) == []
    rows = [ledger.certificate(state=state) for state in State]
    (found,) = issued(ledger.session, ["other.type", SAFETY_TYPE])
    assert (found.count, found.examples) == (len(State), tuple(row.number for row in rows[:5]))
    assert issued(ledger.session, ["other.type"]) == []


def test_the_plugin_stays_while_the_ledger_has_a_certificate(house):
    with transaction(house.engine) as session:
        number = Ledger(session, house.clock.now()).certificate().number
    assert number in str(house.refusal("uninstall", "certificates"))
    assert house.read(select(func.count()).select_from(Certificate)) == [1]


def test_the_portrait_of_a_certificate_is_in_use_and_so_is_an_earlier_one(ledger: Ledger):
    row = ledger.certificate(photo_digest=FIRST)
    fields = {"photo_digest": SECOND}
    service.change_fields(ledger.session, row.id, fields, now=ledger.now, actor="test", cause=None)
    asked = [FIRST, SECOND, OTHER]
    assert portraits_in_use(ledger.session, asked) == {FIRST, SECOND}
    assert in_use(ledger.session, surroundings_of(ledger.session).registry, asked) == {FIRST, SECOND}
    assert portraits_in_use(ledger.session, [OTHER]) == set()
