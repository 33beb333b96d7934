"""addons.certificates.fields: the certificate field."""

from datetime import date

import pytest

from addons.certificates.fields import CertificateField
from addons.parties.models import Person
from addons.parties.picking import FEW
from forms.fieldtype import AnswerError
from forms.offering import Asking
from forms.seams import field_types
from kernel.access import Actor
from kernel.clock import FixedClock
from kernel.kinds import Problem
from kernel.reading import Reader
from kernel.registry import assembled
from kernel.surroundings import Surroundings, surround
from tests.addons.certificates.ledger import Ledger
from tests.kernel.install.house import House

FIELD = CertificateField()


def read(**node):
    problems: list[Problem] = []
    return CertificateField.read(Reader(node, problems)), [problem.path for problem in problems]


def test_the_type_is_offered_to_forms():
    from addons.certificates import fields
    from forms import seams

    offered = field_types(assembled({"forms": [seams], "certificates": [fields]}))
    assert offered == {"certificate": CertificateField}


@pytest.mark.parametrize(
    ("typed", "answer"),
    [(" 吉建安a(2023)0000007 ", "吉建安A（2023）0000007"), ("", None), ("  ", None), (None, None)],
)
def test_an_answer_is_the_printed_number(typed, answer):
    assert FIELD.normalised(typed) == answer


def test_a_stored_answer_is_an_answer_again():
    answer = FIELD.normalised("吉建安C1(2023)0000007")
    assert FIELD.normalised(FIELD.stored(answer)) == answer
    assert FIELD.display(answer, "zh") == "吉建安C1（2023）0000007"


@pytest.mark.parametrize("typed", ["张小山", "吉建安A（2023）7", 7, ["吉建安A（2023）0000007"]])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(AnswerError) as refusal:
        FIELD.normalised(typed)
    assert refusal.value.remedy.zh


def test_other_types_number_otherwise():
    field, problems = read(number="{province}F{category}{year}{serial:6}", categories=["A01"])
    assert problems == []
    assert field.normalised("渝FA012023000042") == "渝FA012023000042"


def test_a_pattern_that_cannot_number_is_told_at_its_path():
    assert read(number="{serial}{serial}")[1] == ["number"]


def test_the_page_draws_it_anew_from_what_it_offers():
    assert FIELD.live == "widgets/offers.html"
    assert FIELD.json_schema()["type"] == "string"


@pytest.fixture
def offered(house: House, ledger: Ledger):
    """What somebody is offered, and whether they may choose a number."""

    def ask(actor: Actor, text: str = "", chosen: str | None = None):
        surround(ledger.session, Surroundings(house.registry, FixedClock(ledger.now), ledger.keys))
        return Asking(
            session=ledger.session,
            registry=house.registry,
            on=date(2026, 3, 10),
            actor=actor,
            sought={"c": text},
            values={"c": chosen},
        )

    return ask


def test_ones_own_certificate_is_offered_and_nobody_elses(ledger: Ledger, offered):
    mine, other = ledger.certificate(holder=ledger.person("张小山").id), ledger.certificate()
    at = offered(ledger.applicant(ledger.session.get_one(Person, mine.holder_id)))

    [offer] = FIELD.offers(at, "c")

    assert (offer.value, offer.note) == (mine.number, "张小山 · 有效 · 有效期至 2026-03-10")
    assert FIELD.is_open(at, mine.number)
    assert not FIELD.is_open(at, other.number)


def test_an_enterprise_finds_certificates_by_number_and_by_holder(ledger: Ledger, offered):
    firm = ledger.enterprise()
    for _ in range(FEW):
        ledger.certificate(enterprise=firm.id)
    wanted = ledger.certificate(enterprise=firm.id, holder=ledger.person("赵大海").id)
    boss = ledger.boss(firm)

    def found(text: str, chosen: str | None = None) -> list[str]:
        return [one.value for one in FIELD.offers(offered(boss, text, chosen), "c")]

    assert found("") == []
    assert found("大海") == [wanted.number] == found(wanted.number)
    assert found("", wanted.number) == [wanted.number]
    assert found("没有") == []


def test_only_certificates_of_the_wanted_categories_are_offered(ledger: Ledger, offered):
    holder = ledger.person()
    ledger.certificate(holder=holder.id, category="A")
    second = ledger.certificate(holder=holder.id, category="C3")
    at = offered(ledger.applicant(holder))

    assert [one.value for one in CertificateField(categories=("C3",)).offers(at, "c")] == [second.number]


def test_the_sample_is_an_answer():
    assert FIELD.normalised(FIELD.sample()) == FIELD.sample()
