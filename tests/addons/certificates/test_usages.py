"""addons.certificates.usages: a type is not removed while certificates of it are in the ledger."""

from sqlalchemy import func, select

from addons.certificates.models import Certificate
from addons.certificates.usages import issued
from addons.certificates.words import State
from kernel.db import transaction
from tests.addons.certificates.ledger import SAFETY_TYPE, Ledger


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
