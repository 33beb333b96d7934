"""addons.licensing.sources: what each says of a person, a certificate and an enterprise, and of nobody."""

from datetime import date

import pytest

from addons.certificates.models import Certificate
from addons.licensing.seams import SOURCE
from addons.licensing.sources import Known
from addons.parties.models import Enterprise, Person
from tests.addons.licensing.counter import Counter
from tests.addons.licensing.place import ENDS, MOBILE

SAID = {
    "person.name": "张小山",
    "person.document_mask": lambda person, *_: person.document_mask,
    "person.mobile": MOBILE,
    "certificate.number": lambda _, certificate, __: certificate.number,
    "certificate.category": "A",
    "certificate.valid_to": ENDS,
    "certificate.first_issued_on": date(2023, 3, 11),
    "certificate.appointment": "01",
    "enterprise.name": lambda _, __, enterprise: enterprise.name,
    "enterprise.credit_code": lambda _, __, enterprise: enterprise.credit_code,
}


def test_every_source_is_asked_here(counter: Counter):
    assert counter.registry.names(SOURCE) == set(SAID)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", SAID)
def test_a_source_says_what_is_on_record_and_nothing_of_nobody(counter: Counter, name: str):
    renewal = counter.renewal(appointment="01")

    def look(session):
        about = (
            session.get_one(Person, renewal.person),
            session.get_one(Certificate, renewal.certificate),
            session.get_one(Enterprise, renewal.enterprise),
        )
        said = counter.registry.thing(SOURCE, name)
        wanted = SAID[name]
        expected = wanted(*about) if callable(wanted) else wanted
        return said(session, Known(*about)), said(session, Known(None, None, None)), expected

    found, nothing, expected = counter.read(look)
    assert (found, nothing) == (expected, None)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_no_source_gives_the_whole_number_of_a_document(counter: Counter):
    renewal = counter.renewal()
    answers = counter.submission(counter.begin(renewal)).answers
    assert "*" in counter.read(lambda session: session.get_one(Person, renewal.person)).document_mask
    assert "document" not in {name.rpartition(".")[2] for name in SAID}
    assert "holder_document" not in answers
