"""What a letter or an e-certificate says, gathered in the transaction of the decision; nothing is added later."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.certificates.definition import CertificateType
from addons.certificates.models import Certificate, CertificateEvent
from addons.certificates.queries import certificate_type
from addons.certificates.words import Operation
from addons.letters.models import Issuer
from addons.letters.numbers import identifier
from addons.licensing.models import Application
from addons.licensing.queries import by_case, matter_of
from addons.parties.models import Enterprise, Office, Person
from addons.parties.service import opened
from addons.parties.words import DocumentType
from forms.identity import Sex, birth_date_of, sex_of
from kernel.clock import local_day
from kernel.errors import NotFound
from kernel.keys import KeyRing, Purpose
from kernel.text import Text

SEXES = {Sex.MALE: "男", Sex.FEMALE: "女"}
ENDLESS = "长期"
PRINTING = (Operation.ISSUE, Operation.EXTEND, Operation.CHANGE, Operation.TRANSFER_IN, Operation.RESTORE)
"""What is done to a certificate so that its holder gets it anew."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a document stands on: the rows that it speaks of."""

    office: Office
    """Where it was decided."""
    application: Application | None = None
    certificate: Certificate | None = None
    kind: CertificateType | None = None
    issuer: Office | None = None
    holder: Person | None = None
    enterprise: Enterprise | None = None

    @property
    def authority(self) -> Office:
        """In whose name the document is issued: the issuer of the certificate, else the office itself."""
        return self.issuer or self.office

    @property
    def parties(self) -> dict[str, int | None]:
        """The columns that say whose the document is."""
        return {
            "person_id": self.holder.id if self.holder else None,
            "enterprise_id": self.enterprise.id if self.enterprise else None,
            "office_id": self.office.id,
        }


def ground_of(session: Session, *, certificate_id: int | None, case_id: int | None) -> Ground:
    """The rows that a document of this certificate and this case speaks of."""
    application = by_case(session, [case_id]).get(case_id) if case_id is not None else None
    certificate = session.get(Certificate, certificate_id) if certificate_id is not None else None
    if certificate is None and (certificate_id is not None or application is None):
        raise _nothing_to_stand_on()
    issuer = session.get(Office, certificate.office_id) if certificate else None
    decided_at = application.office_id if application else None
    office = session.get(Office, decided_at) if decided_at is not None else issuer
    if office is None:
        raise _nothing_to_stand_on()
    holder_id = certificate.holder_id if certificate else application.person_id if application else None
    firm_id = certificate.enterprise_id if certificate else application.enterprise_id if application else None
    return Ground(
        office=office,
        application=application,
        certificate=certificate,
        kind=certificate_type(session, certificate.type) if certificate else None,
        issuer=issuer,
        holder=session.get(Person, holder_id) if holder_id is not None else None,
        enterprise=session.get(Enterprise, firm_id) if firm_id is not None else None,
    )


def letter_facts(session: Session, ground: Ground, *, now: datetime) -> dict[str, str]:
    """The facts of a letter by the names of the vocabulary; what is not known is empty."""
    application, holder, enterprise = ground.application, ground.holder, ground.enterprise
    said = {
        "issuer": ground.authority.name,
        "office": ground.office.name,
        "case_number": (application.number if application else None) or "",
        "matter": matter_of(session, application).title.zh if application else "",
        "applied_on": day(local_day(application.filed_at)) if application and application.filed_at else "",
        "decided_on": day(local_day(now)),
        "holder_name": holder.name if holder else "",
        "holder_number": holder.document_mask if holder else "",
        "enterprise_name": enterprise.name if enterprise else "",
        "enterprise_code": enterprise.credit_code if enterprise else "",
        "basis": "",
    }
    return said | _of_certificate(session, ground)


def certificate_facts(
    session: Session, ground: Ground, *, keys: KeyRing | None, now: datetime
) -> dict[str, Any]:
    """The facts of an e-certificate, as its layout takes them."""
    row, kind = ground.certificate, ground.kind
    if row is None or kind is None:
        raise _nothing_to_stand_on()
    appointment = kind.appointment(row.appointment) if row.appointment else None
    fields: list[tuple[str, str | None]] = [
        ("编号", row.number),
        ("姓名", ground.holder.name if ground.holder else None),
        *_of_holder(ground.holder, keys),
        ("类别", category_of(kind, row.category).zh),
        ("企业名称", ground.enterprise.name if ground.enterprise else None),
        ("职务", appointment.title.zh if appointment else None),
        ("初次领证日期", printed(row.first_issued_on)),
        ("有效期", f"{printed(row.valid_from)}至{printed(row.valid_to)}"),
    ]
    code = session.scalar(select(Issuer.credit_code).where(Issuer.office_id == ground.authority.id))
    mark = identifier_of(row, kind, code) if code else None
    issued = _issued_on(session, row) or local_day(now)
    return {
        "country": "中华人民共和国",
        "title": heading(kind, row.category),
        "author": ground.authority.name,
        "fields": [[name, value] for name, value in fields if value],
        "portrait": "持证人照片",
        "hint": "扫码查验",
        "issued": [["发证机关", ground.authority.name], ["发证日期", printed(issued)]],
        "identifier": ["证照标识", mark] if mark else None,
        "date": day(issued),
    }


def identifier_of(row: Certificate, kind: CertificateType, issuer: str) -> str:
    """The national identifier of the certificate's present edition."""
    number = kind.numbered(row.number)
    # categories of one type share year and serial, so the category is part of what makes it one of a kind
    serial = f"{number.category}{number.year or ''}{number.serial}"
    return identifier(licence_type=kind.licence_type, issuer=issuer, serial=serial, edition=row.edition)


def category_of(kind: CertificateType, value: str) -> Text:
    """How people call a category: 企业主要负责人（A）."""
    found = kind.category(value)
    return (
        Text(f"{found.title.zh}（{value}）", f"{found.title.en} ({value})") if found else Text(value, value)
    )


def heading(kind: CertificateType, category: str) -> list[str]:
    """The lines at the head of a certificate: what its category and its type print, else the title."""
    found = kind.category(category)
    lines = [found.printed if found else None, kind.printed or kind.title]
    return [line.zh for line in lines if line is not None]


def day(value: date | None) -> str:
    """2026-03-11; of a certificate that does not end, 长期."""
    return value.isoformat() if value else ENDLESS


def printed(value: date | None) -> str:
    """2026年03月11日, as certificates print it."""
    return f"{value:%Y年%m月%d日}" if value else ENDLESS


def _of_certificate(session: Session, ground: Ground) -> dict[str, str]:
    row, kind = ground.certificate, ground.kind
    names = ("certificate_title", "certificate_number", "category", "first_issued_on")
    if row is None or kind is None:
        return dict.fromkeys((*names, "valid_from", "valid_to_before", "valid_to"), "")
    return {
        "certificate_title": "".join(heading(kind, row.category)),
        "certificate_number": row.number,
        "category": category_of(kind, row.category).zh,
        "first_issued_on": day(row.first_issued_on),
        "valid_from": day(row.valid_from),
        "valid_to_before": _end_before(session, ground),
        "valid_to": day(row.valid_to),
    }


def _end_before(session: Session, ground: Ground) -> str:
    """The end that the certificate had before this case moved it; its end now when none has."""
    row, application = ground.certificate, ground.application
    assert row is not None  # noqa: S101 asked of certificates only
    if application is not None and application.case_id is not None:
        moved = session.scalars(
            select(CertificateEvent.before)
            .where(
                CertificateEvent.certificate_id == row.id,
                CertificateEvent.cause.startswith(f"case:{application.case_id}:", autoescape=True),
            )
            .order_by(CertificateEvent.seq)
        )
        for before in moved:
            if before and "valid_to" in before:
                return str(before["valid_to"] or ENDLESS)
    return day(row.valid_to)


def _issued_on(session: Session, row: Certificate) -> date | None:
    """The day on which the certificate was issued as it is now printed."""
    return session.scalar(
        select(CertificateEvent.on_day)
        .where(CertificateEvent.certificate_id == row.id, CertificateEvent.operation.in_(PRINTING))
        .order_by(CertificateEvent.seq.desc())
        .limit(1)
    )


def _of_holder(holder: Person | None, keys: KeyRing | None) -> list[tuple[str, str | None]]:
    """Sex and month of birth, which only a resident's number tells."""
    if holder is None or holder.document_type != DocumentType.RESIDENT_ID:
        return []
    if keys is None or not keys.all(Purpose.ENCRYPTION):
        return []
    number = opened(holder, keys=keys).document.number
    sex, born = sex_of(number), birth_date_of(number)
    return [
        ("性别", SEXES[sex] if sex else None),
        ("出生年月", f"{born.year}年{born.month}月" if born else None),
    ]


def _nothing_to_stand_on() -> NotFound:
    return NotFound(
        Text("文书所依据的办件或证书不存在。", "The case or certificate of this document does not exist."),
        remedy=Text("请核对审批链里效果的参数。", "See the parameters of the effect in the chain."),
        place="letters",
    )
