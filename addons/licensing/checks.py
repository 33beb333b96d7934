"""The checks that licensing brings: each says what it found, and what to do when it is in the way."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.certificates.windows import Missed, Timing, standing
from addons.certificates.words import STATES, State
from addons.licensing.findings import Asked, Finding, failed, passed, unknown, warned
from addons.licensing.models import Application
from addons.licensing.seams import check
from addons.licensing.words import ApplicationState
from addons.parties.models import Enterprise
from addons.parties.queries import works_for
from addons.parties.words import EnterpriseStatus
from kernel.text import Text

TODAY = "today"
ASK_A_WINDOW = Text("请向窗口咨询。", "Ask a window.")


@check("open_for_business", title=Text("开办日期", "open for business"))
def open_for_business(session: Session, asked: Asked) -> Finding:  # noqa: ARG001 a check's signature
    """The matter has been opened: from the first moment of its day on."""
    opens = asked.matter.opens_on
    if opens is None or asked.on >= opens:
        return passed("事项已开办", "The service is open")
    return failed(
        f"本事项自 {opens} 起办理。",
        f"This service opens on {opens}.",
        remedy=Text(f"请于 {opens} 起申请。", f"Apply from {opens} on."),
    )


@check("real_name", title=Text("实名认证", "verified identity"))
def real_name(session: Session, asked: Asked) -> Finding:  # noqa: ARG001 a check's signature
    """The person's identity is verified."""
    if asked.person is None:
        return unknown("没有可核验的人员。", "There is nobody to verify.", remedy=ASK_A_WINDOW)
    if asked.person.verified_at is not None:
        return passed("实名一致", "The identity is verified")
    return failed(
        "尚未实名认证。",
        "The identity is not verified.",
        remedy=Text(
            "请先在“身份与实名”完成实名认证，或带证件原件到任一窗口核验。",
            "Verify your identity on the identity page first, or bring your document to any window.",
        ),
    )


@check("within_window", title=Text("在办理期内", "within the window"))
def within_window(session: Session, asked: Asked) -> Finding:  # noqa: ARG001 a check's signature
    """The day lies in the window of the certificate; that of a case already filed is the day of filing."""
    window, found = asked.matter.window, asked.opening
    if window is None:
        return passed("随时可以办理", "Open at any time")
    if found is None:
        return failed(
            "证书没有到期日，无从计算办理期。",
            "The certificate has no end from which the window could be counted.",
            remedy=ASK_A_WINDOW,
        )
    day = _measured(asked, window.value)
    if day is None:
        return unknown("办理日期尚未确定。", "The day is not known yet.", remedy=ASK_A_WINDOW)
    match standing(found, day):
        case Timing.EARLY:
            return failed(
                f"还没到办理时间，{found.first} 起可以办理。",
                f"It is too early; the window opens on {found.first}.",
                remedy=_come_between(found.first, found.last),
            )
        case Timing.LATE:
            return failed(
                f"已过办理时间，截止日是 {found.last}。",
                f"It is too late; the last day was {found.last}.",
                remedy=_too_late(final=window.missed is Missed.LAPSE_FINAL),
            )
    span = f"{found.first or '…'} 至 {found.last or '…'}"
    return passed(f"在办理期内：{span}", f"Within the window: {found.first or '…'} to {found.last or '…'}")


@check("state_in", title=Text("证书状态", "state of the certificate"))
def state_in(session: Session, asked: Asked) -> Finding:  # noqa: ARG001 a check's signature
    """The certificate is in one of the states given; with none given it has to be valid."""
    held = asked.certificate
    if held is None:
        return unknown("没有可核验的证书。", "There is no certificate to look at.", remedy=ASK_A_WINDOW)
    wanted = {State(one) for one in asked.given.get("states", (State.VALID,))}
    state = State(held.state)
    word = STATES[state]
    if state in wanted:
        return passed(f"证书状态：{word.zh}", f"The certificate is {word.en}")
    if state is State.LAPSED and _filed_in_time(asked):
        return warned(
            f"证书已过期；申请于 {asked.filed_on} 在期内提交，可以继续办理。",
            f"The certificate has lapsed; the application was filed in time, on {asked.filed_on}.",
        )
    if state is State.VALID or state is State.LAPSED:
        remedy = ASK_A_WINDOW
    else:
        remedy = Text(
            "请先向发证机关办理，恢复有效后再申请。",
            "See the issuing authority first; apply once the certificate is valid again.",
        )
    return failed(
        f"证书 {held.number} 的状态为“{word.zh}”。",
        f"The certificate {held.number} is {word.en}.",
        remedy=remedy,
    )


@check("employed_by", title=Text("聘用关系", "employment"))
def employed_by(session: Session, asked: Asked) -> Finding:
    """The holder works today for the enterprise on the certificate, and the enterprise exists."""
    held = asked.certificate
    if held is None:
        return unknown("没有可核验的证书。", "There is no certificate to look at.", remedy=ASK_A_WINDOW)
    enterprise = session.get(Enterprise, held.enterprise_id) if held.enterprise_id is not None else None
    if enterprise is None:
        return failed(
            "证书上没有聘用企业。",
            "The certificate names no employer.",
            remedy=Text("请先办理证书变更，登记聘用企业。", "Have your employer entered on it first."),
        )
    if enterprise.status in (EnterpriseStatus.DEREGISTERED, EnterpriseStatus.REVOKED):
        return failed(
            f"证书上的企业 {enterprise.name} 已注销或被吊销。",
            f"The enterprise on the certificate, {enterprise.name}, no longer exists.",
            remedy=Text("请先办理证书变更，登记现在的企业。", "Have your present employer entered first."),
        )
    if works_for(session, held.holder_id, enterprise.id, on=asked.on):
        return passed(f"受聘于 {enterprise.name}", f"Works for {enterprise.name}")
    return failed(
        f"持证人现在不受聘于证书上的企业 {enterprise.name}。",
        f"The holder does not work for the enterprise on the certificate, {enterprise.name}.",
        remedy=Text(
            "还在该企业的，请企业更新受聘登记；已换企业的，请先办理证书变更。",
            "If you still work there, ask the enterprise to renew the employment on record; otherwise have the "
            "certificate changed first.",
        ),
    )


@check("no_open_case", title=Text("没有其他在办业务", "nothing else in progress"))
def no_open_case(session: Session, asked: Asked) -> Finding:
    """No other application holds the certificate."""
    held = asked.certificate
    if held is None:
        return passed("没有其他在办业务", "Nothing else is in progress")
    other = select(Application.number).where(
        Application.certificate_id == held.id,
        Application.state == ApplicationState.OPEN,
        Application.exclusive,
        Application.id != (asked.application.id if asked.application is not None else 0),
    )
    number = session.scalar(other.limit(1))
    if number is None:
        return passed("没有其他在办业务", "Nothing else is in progress")
    return failed(
        f"这本证书已有在办的申请（办件 {number}）。",
        f"Another application for this certificate is in progress (case {number}).",
        remedy=Text(
            "请等它办结；不想继续的，请先在“我的申请”里撤回它。",
            "Wait until it is closed, or withdraw it in your list of applications first.",
        ),
    )


@check("unchanged", title=Text("证书信息未变", "certificate unchanged"))
def unchanged(session: Session, asked: Asked) -> Finding:  # noqa: ARG001 a check's signature
    """The certificate is as it was when the answers were taken from it."""
    application, held = asked.application, asked.certificate
    if application is None or held is None or application.certificate_revision == held.revision:
        return passed("证书信息未变", "The certificate has not changed")
    if asked.filed_on is not None:
        return warned(
            "提交之后证书有过变动。", "The certificate was changed after the application was filed."
        )
    return failed(
        "填写之后证书信息有变动。",
        "The certificate was changed after the form was filled in.",
        remedy=Text(
            "请申请人重新打开申请、保存一次，核对更新后的信息再提交；已交企业的，请企业退回。",
            "Let the applicant open and save the application again, check what is new and submit; an enterprise "
            "that has it already returns it.",
        ),
    )


def _measured(asked: Asked, value: str) -> date | None:
    """The day that has to lie in the window."""
    if value == TODAY:
        return asked.filed_on or asked.on
    day = asked.facts.get(value)
    return day if isinstance(day, date) and not isinstance(day, datetime) else None


def _filed_in_time(asked: Asked) -> bool:
    held = asked.certificate
    return bool(
        held and held.valid_to is not None and asked.filed_on is not None and asked.filed_on <= held.valid_to
    )


def _come_between(first: date | None, last: date | None) -> Text:
    if last is None:
        return Text(f"请于 {first} 起办理。", f"Come back from {first} on.")
    return Text(
        f"请在 {first} 至 {last} 之间办理，首尾两天都可以。",
        f"Apply from {first} to {last}, both days included.",
    )


def _too_late(*, final: bool) -> Text:
    if final:
        return Text(
            "逾期不能补办；如何重新取得证书，请咨询窗口。",
            "It cannot be made up for; ask a window how to obtain a new certificate.",
        )
    return Text(
        "本事项不能再办；如何重新取得证书，请咨询窗口。",
        "This is no longer possible; ask a window how to obtain a new certificate.",
    )
