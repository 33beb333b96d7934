"""A matter of these tests: a form, a chain and a matter for renewing a certificate, changed as a test needs."""

from copy import deepcopy
from typing import Any

FORM, CHAIN, MATTER = "toy.renewal_form", "toy.renewal_chain", "toy.renewal"


OFFICE = {"name": "office", "type": "office", "title": "窗口", "level": "city", "required": True}
CERTIFICATE_PART = {
    "name": "certificate_part",
    "title": "证书",
    "filled_by": "applicant",
    "fields": [
        {"name": "holder_name", "type": "text", "title": "姓名", "given": True},
        {"name": "certificate", "type": "certificate", "title": "证书", "given": True},
        {"name": "valid_to", "type": "date", "title": "有效期至", "given": True},
    ],
}
CONTACT = (
    {"name": "phone", "type": "phone", "title": "手机", "accepts": "mobile", "required": True},
    {"name": "post", "type": "text", "title": "职务"},
)
EMPLOYER_PART = {
    "name": "employer_part",
    "title": "企业",
    "filled_by": "employer",
    "at": "employer",
    "fields": [{"name": "employer_contact", "type": "text", "title": "经办人", "required": True}],
}
FILING = {
    "name": "filing",
    "kind": "fill",
    "title": "本人申请",
    "party": "initiator",
    "sections": ["certificate_part", "contact"],
    "clock": {"days": 10},
}
CONFIRMING = {
    "name": "employer",
    "kind": "confirm",
    "title": "企业确认",
    "party": "employer",
    "sections": ["employer_part"],
    "files": True,
    "verbs": ["approve", "return", "reject"],
    "clock": {"days": 5},
}
WINDOW = {"kind": "act", "office": {"level": "city", "routing": "any"}, "role": "city_clerk"}
ACCEPTANCE = {
    "name": "acceptance",
    "title": "受理",
    "verbs": ["accept", "not_accept", "return"],
    "clock": {"days": 5},
    **WINDOW,
}
EXTEND = {"certificate": "certificate", "years": 3, "seen": "certificate_valid_to"}
DECISION = {
    "name": "decision",
    "title": "审批",
    "verbs": ["approve", "reject", "return"],
    "clock": {"days": 20, "promised": 5},
    "effects": [{"effect": "extend", "with": EXTEND}],
    **WINDOW,
}


def make_form(*, office: bool = True, **keys: Any) -> dict[str, Any]:
    """What the applicant and the employer fill in."""
    fields = [*CONTACT, *([OFFICE] if office else [])]
    contact = {"name": "contact", "title": "联系", "filled_by": "applicant", "fields": fields}
    sections = [CERTIFICATE_PART, contact, EMPLOYER_PART]
    return deepcopy({"title": {"zh": "延续申请单", "en": "Renewal form"}, "sections": sections} | keys)


def make_chain(**keys: Any) -> dict[str, Any]:
    """The person files, the employer confirms, any city window accepts and decides."""
    steps = [FILING, CONFIRMING, ACCEPTANCE, DECISION]
    return deepcopy({"title": {"zh": "延续", "en": "Renewal"}, "steps": steps} | keys)


def make_matter(**keys: Any) -> dict[str, Any]:
    """The renewal of a safety certificate, within three months before its end."""
    body = {
        "title": {"zh": "证书延续", "en": "Renewal"},
        "short": {"zh": "延续", "en": "renewal"},
        "code": "T-1",
        "subject": "person",
        "form": FORM,
        "chain": CHAIN,
        "certificate_type": "certificates.safety",
        "categories": ["A", "B", "C1", "C2", "C3"],
        "opens_on": "2026-01-10",
        "window": {"from": "-3 months", "to": "0 days", "of": "expiry"},
        "checks": [
            {"check": "real_name", "unknown": "block"},
            {"check": "state_in", "with": {"states": ["valid"]}, "unknown": "block"},
            {"check": "employed_by", "unknown": "block"},
        ],
        "prefill": {
            "holder_name": "person.name",
            "certificate": "certificate.number",
            "valid_to": "certificate.valid_to",
            "phone": "person.mobile",
            "post": "certificate.appointment",
        },
        "reminders": {"opens": True, "before": [60, 30, 10]},
    }
    return {name: value for name, value in {**body, **keys}.items() if value is not None}
