"""A certificate is found by its number, present or former, and by whatever finds its holder or enterprise."""

import pytest
from sqlalchemy import select

from addons.certificates.models import Certificate
from addons.certificates.searching import certificates_found
from addons.parties.finding import index_enterprise


def found(ledger, text):
    """The numbers of the certificates found."""
    wanted = select(Certificate.number).where(certificates_found(text, keys=ledger.keys))
    return set(ledger.session.scalars(wanted))


@pytest.mark.parametrize(
    "text", ["吉建安A（2023）0000001", "吉建安a(2023)0000001", "吉建安A(2023", "张小", "zxs", "示范企业"]
)
def test_found_by_number_however_it_is_typed_by_name_and_by_initials(ledger, text):
    firm = ledger.enterprise()
    index_enterprise(ledger.session, firm)
    number = ledger.certificate(enterprise=firm.id).number
    other = ledger.person("欧阳修")
    ledger.certificate(holder=other.id, number="吉建安B（2020）0000009", category="B")
    assert found(ledger, text) == {number}


def test_found_by_the_number_of_the_holder(ledger):
    number = ledger.number()
    certificate = ledger.certificate(holder=ledger.register(number).id)
    assert found(ledger, number) == {certificate.number}


@pytest.mark.parametrize("text", ["", "吉", "吉建", "%", "_", "0000001", "王五"])
def test_what_begins_every_number_finds_none(ledger, text):
    ledger.certificate()
    assert found(ledger, text) == set()
