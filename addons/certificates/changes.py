"""What an act makes of a certificate: the new values of its row, or why it may not be; writes nothing."""

from datetime import date
from typing import Any

from addons.certificates.definition import Category, CertificateType
from addons.certificates.models import Certificate
from addons.certificates.numbers import CertificateNumber
from addons.certificates.refusals import (
    changed_meanwhile,
    endless,
    no_such_category,
    no_term,
    not_in_state,
    other_category,
    unfit_appointment,
)
from addons.certificates.validity import extended
from addons.certificates.words import CANCELLABLE, RENEWABLE, State

MOST_YEARS = 100


def extension(certificate: Certificate, *, years: int, seen: date | None, on: date) -> dict[str, Any]:
    """The end moves on from the old end; the certificate is valid if that reaches the day or beyond."""
    if not 1 <= years <= MOST_YEARS:
        raise no_term(years)
    if certificate.valid_to != seen:
        raise changed_meanwhile(certificate.number, seen, certificate.valid_to)
    if certificate.state not in RENEWABLE:
        raise not_in_state(certificate.number, certificate.state)
    if certificate.valid_to is None:
        raise endless(certificate.number)
    end = extended(certificate.valid_to, years=years)
    return {"valid_to": end, "state": State.VALID if end >= on else State.LAPSED}


def alteration(certificate: Certificate, kind: CertificateType, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields are as given, as far as the category allows it; only of a certificate that is valid."""
    if certificate.state != State.VALID:
        raise not_in_state(certificate.number, certificate.state)
    if fields.get("appointment") is None:
        return fields
    return fields | {"appointment": appointed(kind, certificate.category, fields["appointment"])}


def cancellation(certificate: Certificate) -> dict[str, Any]:
    """The certificate is cancelled; what has come to its end by itself is struck off as well."""
    if certificate.state not in CANCELLABLE:
        raise not_in_state(certificate.number, certificate.state)
    return {"state": State.CANCELLED}


def appointed(kind: CertificateType, category: str, appointment: str) -> str:
    """The code of the appointment, which a holder of the category may have."""
    found, held = kind.appointment(appointment), kind.category(category)
    if found is None or held is None or found.value not in held.appointments:
        raise unfit_appointment(appointment, category)
    return found.value


def numbered(kind: CertificateType, category: str, typed: str) -> CertificateNumber:
    """The number as the type prints it; of this category, as far as numbers of the type tell."""
    number = kind.numbered(typed)
    if number.category and number.category != category:
        raise other_category(number.printed, category)
    return number


def issued_category(kind: CertificateType, value: str) -> Category:
    """The category, which the type has."""
    found = kind.category(value)
    if found is None:
        raise no_such_category(value, kind.title)
    return found
