"""addons.parties.identity.proving: providers asked in their order until one knows."""

from types import MappingProxyType, SimpleNamespace
from typing import Any

import pytest

from addons.parties.identity.proving import claimed, proved
from addons.parties.identity.words import Verdict
from addons.parties.numbers import NumberError
from addons.parties.seams import IDENTITY_PROVIDER
from addons.parties.words import DocumentType
from kernel.errors import Invalid
from kernel.registry import Entry, Registry
from tests.addons.parties.oracles import make_identity
from tests.conftest import TODAY

NOBODY: Any = SimpleNamespace()
SAYS: Any = SimpleNamespace()


def asked(*answers: tuple[int, Verdict]) -> tuple[Verdict, list[int]]:
    """What comes of providers with these orders and answers, and which were asked."""
    heard: list[int] = []

    def provider(order: int, verdict: Verdict) -> Entry:
        def answer(_session: Any, _claimed: Any) -> Verdict:
            heard.append(order)
            return verdict

        options = MappingProxyType({"order": order})
        return Entry(IDENTITY_PROVIDER.name, str(order), "test", answer, options)

    entries = MappingProxyType({str(order): provider(order, verdict) for order, verdict in answers})
    registry = Registry(
        MappingProxyType({}), MappingProxyType({}), (), MappingProxyType({IDENTITY_PROVIDER.name: entries})
    )
    return proved(NOBODY, registry, SAYS), heard


def test_the_first_who_knows_has_the_last_word():
    answers = ((30, Verdict.VERIFIED), (10, Verdict.UNKNOWN), (20, Verdict.REFUSED))
    assert asked(*answers) == (Verdict.REFUSED, [10, 20])


def test_nobody_knows_when_nobody_is_there():
    assert asked() == (Verdict.UNKNOWN, [])


def test_what_is_claimed_does_not_show_by_accident():
    number = make_identity(TODAY.date().replace(year=1985))
    says = claimed(DocumentType.RESIDENT_ID, number, name="张小山", phone="19900000001", on=TODAY.date())
    assert not any(secret in repr(says) for secret in (number, "张小山", "19900000001"))


@pytest.mark.parametrize(
    ("number", "name", "phone", "place"),
    [
        ("220000198503120003", "张小山", "19900000001", "resident_id"),
        ("220000198503120002", "张", "19900000001", "name"),
        ("220000198503120002", "张小山", "12345", "mobile"),
    ],
)
def test_what_is_malformed_never_reaches_a_provider(number, name, phone, place):
    with pytest.raises(Invalid) as refusal:
        claimed(DocumentType.RESIDENT_ID, number, name=name, phone=phone, on=TODAY.date())
    assert refusal.value.place == place
    assert isinstance(refusal.value, NumberError) == (place != "name")
