"""The sources from which the platform fills in answers: the person, the certificate, the enterprise on it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from addons.certificates.models import Certificate
from addons.licensing.seams import source
from addons.parties.models import Enterprise, Person
from addons.parties.service import opened
from kernel.surroundings import surroundings_of
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Known:
    """What is on record about those an application concerns."""

    person: Person | None
    certificate: Certificate | None
    enterprise: Enterprise | None


@source("person.name", title=Text("姓名", "name"))
def person_name(session: Session, known: Known) -> str | None:  # noqa: ARG001 a source's signature
    """The person's name on record."""
    return known.person and known.person.name


@source("person.document_mask", title=Text("证件号码（隐去中间）", "document number, masked"))
def person_document_mask(session: Session, known: Known) -> str | None:  # noqa: ARG001 a source's signature
    """The number of the person's document, masked; the number itself stays where it is encrypted."""
    return known.person and known.person.document_mask


@source("person.mobile", title=Text("手机号码", "mobile number"))
def person_mobile(session: Session, known: Known) -> str | None:
    """The person's mobile number, where the process has the keys."""
    keys = surroundings_of(session).keys
    if known.person is None or keys is None:
        return None
    return opened(known.person, keys=keys).mobile


@source("certificate.number", title=Text("证书编号", "certificate number"))
def certificate_number(session: Session, known: Known) -> str | None:  # noqa: ARG001 a source's signature
    """The number as it is printed."""
    return known.certificate and known.certificate.number


@source("certificate.category", title=Text("证书类别", "category of the certificate"))
def certificate_category(session: Session, known: Known) -> str | None:  # noqa: ARG001 a source's signature
    """The category, such as A."""
    return known.certificate and known.certificate.category


@source("certificate.valid_to", title=Text("有效期至", "valid until"))
def certificate_valid_to(session: Session, known: Known) -> date | None:  # noqa: ARG001 a source's signature
    """The last day on which the certificate is valid."""
    return known.certificate and known.certificate.valid_to


@source("certificate.first_issued_on", title=Text("初次领证日期", "first issued on"))
def certificate_first_issued_on(session: Session, known: Known) -> date | None:  # noqa: ARG001 see above
    """The day on which the certificate was first issued."""
    return known.certificate and known.certificate.first_issued_on


@source("certificate.appointment", title=Text("职务", "post"))
def certificate_appointment(session: Session, known: Known) -> str | None:  # noqa: ARG001 a source's signature
    """The post that the certificate names."""
    return known.certificate and known.certificate.appointment


@source("enterprise.name", title=Text("受聘企业", "employing enterprise"))
def enterprise_name(session: Session, known: Known) -> str | None:  # noqa: ARG001 a source's signature
    """The name of the enterprise on the certificate."""
    return known.enterprise and known.enterprise.name


@source("enterprise.credit_code", title=Text("统一社会信用代码", "unified social credit code"))
def enterprise_credit_code(session: Session, known: Known) -> str | None:  # noqa: ARG001 a source's signature
    """The credit code of the enterprise on the certificate."""
    return known.enterprise and known.enterprise.credit_code
