"""addons.certificates.types_in_force: the type as it is defined now, read once for each version."""

import pytest
from sqlalchemy import update

from addons.certificates.types_in_force import certificate_type
from kernel.definitions import Draft, publish
from kernel.errors import NotFound
from kernel.models import Definition
from tests.addons.certificates.ledger import SAFETY_TYPE


def test_a_version_is_read_once(ledger):
    assert certificate_type(ledger.session, SAFETY_TYPE) is certificate_type(ledger.session, SAFETY_TYPE)


def test_a_new_version_is_told_at_once(ledger, house):
    body = house.body(SAFETY_TYPE) | {"validity": {"years": 2}}
    before = certificate_type(ledger.session, SAFETY_TYPE)
    draft = Draft(SAFETY_TYPE, "certificate_type", "certificates", body)
    publish(ledger.session, [draft], actor="test", reason="", at=ledger.now)
    after = certificate_type(ledger.session, SAFETY_TYPE)
    assert before.validity is not None
    assert after.validity is not None
    assert (before.validity.years, after.validity.years) == (3, 2)


def test_a_retired_type_is_still_told(ledger):
    ledger.session.execute(update(Definition).where(Definition.name == SAFETY_TYPE).values(retired=True))
    assert certificate_type(ledger.session, SAFETY_TYPE).family == "safety"


@pytest.mark.parametrize("name", ["certificates.nothing", ""])
def test_what_is_not_installed_is_not_found(ledger, name):
    with pytest.raises(NotFound):
        certificate_type(ledger.session, name)
