"""What the public is told of a code or a number: a verdict, what is masked, and what to do."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.certificates.models import Certificate, CertificateEvent
from addons.certificates.queries import by_number, certificate_type
from addons.certificates.words import OPERATIONS, Operation, State
from addons.letters.facts import category_of
from addons.letters.models import Document
from addons.letters.numbers import typed_number
from addons.letters.queries import by_token, newest_edition, title_of
from addons.letters.tokens import check_code
from addons.letters.words import DocumentKind, DocumentState
from addons.parties.masks import masked_name
from addons.parties.models import Enterprise, Office, Person
from addons.parties.names import person_name
from addons.parties.queries import office_name
from kernel.errors import Invalid
from kernel.text import Text

ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]{0,20}://|www\.)", re.I)
IN_ADDRESS = re.compile(r"/verify/([A-Za-z0-9_-]{1,100})/?(?:[?#].*)?$")


class Verdict(StrEnum):
    """How the result looks at first sight."""

    GOOD = "ok"
    BAD = "bad"
    UNCLEAR = "na"


@dataclass(frozen=True, slots=True)
class Result:
    """A result, whose every word may be shown to everybody."""

    verdict: Verdict
    title: Text
    summary: Text
    rows: tuple[tuple[Text, str | Text], ...] = ()
    remarks: tuple[tuple[str, Text], ...] = ()
    """Each with the name of its icon."""
    advice: Text | None = None
    code: str = ""
    owner: Text | None = None
    """Whose ledger says so."""


WORTH: Mapping[State, Text] = {
    State.SUSPENDED: Text("证书暂扣，目前不能使用", "Suspended, not to be used now"),
    State.ANNULLED: Text("证书已撤销，不能使用", "Annulled, not to be used"),
    State.CANCELLED: Text("证书已注销，不能使用", "Cancelled, not to be used"),
    State.LAPSED: Text("证书已过期失效，不能使用", "Expired, not to be used"),
    State.REVOKED: Text("证书已吊销，不能使用", "Revoked, not to be used"),
    State.OTHER: Text("证书状态异常，不能使用", "Not in order, not to be used"),
}
AFTER = {
    State.SUSPENDED: Operation.SUSPEND,
    State.CANCELLED: Operation.CANCEL,
    State.LAPSED: Operation.LAPSE,
}


def by_code(session: Session, token: str, *, on: date) -> Result | None:
    """What the document is worth whose code was read; None when no code of ours says that."""
    document = by_token(session, token)
    if document is None:
        return None
    row = session.get(Certificate, document.certificate_id) if document.certificate_id else None
    if document.kind == DocumentKind.CERTIFICATE and row is not None:
        return _certificate(session, row, document, on=on)
    return _letter(session, document)


def by_number_and_name(session: Session, typed: str, name: str, *, on: date) -> Result | None:
    """The certificate or letter of that number, if it is this person's; one answer for all that is not."""
    try:
        called = person_name(name)
    except Invalid:
        called = ""
    row = by_number(session, typed)
    letter = session.scalars(select(Document).where(Document.number == typed_number(typed))).one_or_none()
    # asked for even where there is nothing, so that the time it takes tells nothing
    holder = session.get(Person, row.holder_id if row else 0)
    recipient = session.get(Person, (letter.person_id if letter else None) or 0)
    if row is not None and holder is not None and holder.name == called:
        return _certificate(session, row, newest_edition(session, row.id), on=on)
    if letter is not None and recipient is not None and recipient.name == called:
        return _letter(session, letter)
    return None


def scanned(typed: str) -> str:
    """The token in what a scanner read, or all of that when it is an address of somebody else's; else empty."""
    found = IN_ADDRESS.search(typed.strip())
    if found:
        return found[1]
    return typed.strip() if ADDRESS.match(typed.strip()) else ""


def unknown(looked_up: str = "") -> Result:
    """Nothing here goes by that, whatever it was."""
    rows: tuple[tuple[Text, str | Text], ...] = ()
    if looked_up:
        rows = ((Text("查验的内容", "What was looked up"), looked_up),)
    why = Text(
        "二维码不是本系统生成；编号或姓名有误；或证书由外省发放",
        "The code is not one of ours, number or name is wrong, or another province issued it",
    )
    return Result(
        verdict=Verdict.UNCLEAR,
        title=Text("不是本系统的证书", "Not a certificate of ours"),
        summary=Text(
            "没有查到这个编号或二维码，不能据此认定真伪",
            "Nothing was found; this proves neither that it is genuine nor that it is false",
        ),
        rows=(*rows, (Text("可能的情况", "Possible reasons"), why)),
        advice=Text(
            "不要在陌生页面输入身份证号或验证码。外省证书请到全国工程质量安全监管信息平台查验。",
            "Do not type identity numbers or codes into pages you do not know. Certificates of other provinces "
            "are verified on the national platform for quality and safety of construction.",
        ),
    )


def _certificate(session: Session, row: Certificate, document: Document | None, *, on: date) -> Result:
    kind = certificate_type(session, row.type)
    holder, issuer = session.get(Person, row.holder_id), session.get_one(Office, row.office_id)
    firm = session.get(Enterprise, row.enterprise_id) if row.enterprise_id else None
    good, title, summary = _worth(session, row, on)
    term = Text("有效期", "Valid") if good is Verdict.GOOD else Text("原有效期", "Was valid")
    rows: list[tuple[Text, str | Text]] = [
        (Text("持证人", "Holder"), masked_name(holder.name) if holder else "—"),
        (Text("证件号码", "Document"), holder.document_mask if holder else "—"),
        (Text("证书名称", "Certificate"), kind.title),
        (Text("证书类别", "Category"), category_of(kind, row.category)),
        (Text("证书编号", "Number"), row.number),
    ]
    if firm is not None:
        rows.append((Text("聘用企业", "Employer"), firm.name))
    rows.append((term, _term(row)))
    rows.append((Text("发证机关", "Issued by"), office_name(issuer)))
    return Result(
        verdict=good,
        title=title,
        summary=summary,
        rows=tuple(rows),
        remarks=tuple(_remarks(session, row, document, good)),
        advice=None if good is Verdict.GOOD else _advice(issuer),
        code=check_code(document.token) if document else "",
        owner=office_name(issuer),
    )


def _worth(session: Session, row: Certificate, on: date) -> tuple[Verdict, Text, Text]:
    """Verdict, title and the line under it."""
    state, end = State(row.state), row.valid_to
    ended = end is not None and end < on
    if state is State.VALID and not ended:
        return Verdict.GOOD, Text("证书有效", "Valid"), _left(end, on)
    if state is State.TRANSFERRED:
        return (
            Verdict.UNCLEAR,
            Text("证书正在办理跨省转出", "Being transferred to another province"),
            Text("请到转入省份核实现状", "Ask the province that takes it over"),
        )
    if state is State.VALID or state is State.LAPSED:
        # what ended is expired, whether or not the nightly job has said so already
        return Verdict.BAD, WORTH[State.LAPSED], Text(f"有效期止于 {end}", f"It was valid until {end}")
    since = _since(session, row)
    word = OPERATIONS[AFTER[state]] if state in AFTER else Text("变更状态", "changed")
    said = Text(f"{since} {word.zh}", f"{word.en} on {since}") if since else Text("", "")
    return Verdict.BAD, WORTH[state], said


def _left(end: date | None, on: date) -> Text:
    if end is None:
        return Text("长期有效", "Valid without end")
    days = (end - on).days
    if days == 0:
        return Text(f"有效期至 {end}，今天是最后一天", f"Valid until {end}; today is the last day")
    return Text(f"有效期至 {end}，还有 {days} 天", f"Valid until {end}, {days} more days")


def _since(session: Session, row: Certificate) -> date | None:
    """The day on which the certificate came into its state."""
    events = session.scalars(
        select(CertificateEvent)
        .where(CertificateEvent.certificate_id == row.id)
        .order_by(CertificateEvent.seq.desc())
    )
    return next((one.on_day for one in events if one.after.get("state") == row.state), None)


def _remarks(
    session: Session, row: Certificate, document: Document | None, good: Verdict
) -> list[tuple[str, Text]]:
    """What else is known: whether the paper is the newest, and what was last done."""
    said: list[tuple[str, Text]] = []
    newest = newest_edition(session, row.id)
    if document is not None and newest is not None and document.edition != newest.edition:
        said.append(
            (
                "triangle-alert",
                Text(
                    f"扫到的是第 {document.edition} 版电子证照，已有第 {newest.edition} 版；以上为台账现状",
                    f"This is edition {document.edition}; there is an edition {newest.edition}. "
                    "Above is what the ledger says now",
                ),
            )
        )
    elif document is not None and good is Verdict.GOOD:
        said.append(
            (
                "shield-check",
                Text(
                    f"与发证台账一致，为现行的第 {document.edition} 版电子证照",
                    f"As in the issuer's ledger; this is edition {document.edition}, the present one",
                ),
            )
        )
    last = session.scalars(
        select(CertificateEvent)
        .where(CertificateEvent.certificate_id == row.id, CertificateEvent.operation != Operation.ISSUE)
        .order_by(CertificateEvent.seq.desc())
        .limit(1)
    ).one_or_none()
    first = Text(f"{row.first_issued_on} 首次发证", f"first issued on {row.first_issued_on}")
    if last is not None:
        word = OPERATIONS[Operation(last.operation)]
        first = Text(f"{last.on_day} {word.zh}；{first.zh}", f"{word.en} on {last.on_day}; {first.en}")
    return [*said, ("history", first)]


def _letter(session: Session, document: Document) -> Result:
    facts, office = document.facts, session.get_one(Office, document.office_id)
    rows: list[tuple[Text, str | Text]] = [(Text("文书名称", "Letter"), title_of(document))]
    for name, value in (
        (Text("文号", "Number"), document.number),
        (Text("当事人", "Addressed to"), masked_name(str(facts.get("holder_name") or "")) or None),
        (Text("证件号码", "Document"), facts.get("holder_number")),
        (Text("证书编号", "Certificate"), facts.get("certificate_number")),
        (Text("作出日期", "Decided on"), facts.get("decided_on")),
        (Text("出具机关", "Issued by"), facts.get("issuer")),
        (Text("审查机关", "Examined by"), facts.get("office")),
    ):
        if value:
            rows.append((name, str(value)))
    drawn = document.state == DocumentState.READY
    return Result(
        verdict=Verdict.GOOD,
        title=Text("文书真实", "Genuine"),
        summary=Text(
            "本系统出具，编号与内容要素如下，请与手中文书逐项核对",
            "Issued here; compare what is below with the letter in your hand",
        ),
        rows=tuple(rows),
        remarks=(
            (
                "info",
                Text(
                    "证书现在是否有效，请扫证书上的二维码", "For the certificate itself, scan the code on it"
                ),
            ),
        )
        if drawn and document.certificate_id
        else (),
        code=check_code(document.token),
        owner=Text(str(facts["issuer"]), str(facts["issuer"]))
        if facts.get("issuer")
        else office_name(office),
    )


def _term(row: Certificate) -> Text:
    if row.valid_to is None:
        return Text(f"{row.valid_from} 起长期", f"from {row.valid_from}")
    return Text(f"{row.valid_from} 至 {row.valid_to}", f"{row.valid_from} to {row.valid_to}")


def _advice(issuer: Office) -> Text:
    zh, en = "如有人仍持此证上岗，请不要接受", "Do not accept anybody who works under this certificate"
    if issuer.phone:
        return Text(f"{zh}，并拨打 {issuer.phone}。", f"{en}, and call {issuer.phone}.")
    return Text(f"{zh}，并告知发证机关。", f"{en}, and tell the issuer.")
