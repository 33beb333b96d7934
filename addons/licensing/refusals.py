"""What is said when an act on an application is refused."""

from datetime import datetime

from addons.licensing.models import Application
from addons.licensing.words import ApplicationState
from kernel.clock import LOCAL
from kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from kernel.text import Text


def no_such_application(application_id: int) -> NotFound:
    """Said of an application that is not there, and of one that is not theirs to see."""
    return NotFound(
        Text("没有这份申请，或您无权查看。", "There is no such application, or it is not yours to see."),
        remedy=Text("请从“我的申请”或待办列表打开。", "Open it from your list of applications or tasks."),
        place=f"application:{application_id}",
    )


def no_such_certificate() -> NotFound:
    """Said of a certificate that is not there, and of somebody else's."""
    return NotFound(
        Text("没有这本证书，或不是您的证书。", "There is no such certificate, or it is not yours."),
        remedy=Text("请从“我的证书”中选择。", "Choose one from your list of certificates."),
        place="certificate",
    )


def other_certificate(title: Text) -> Invalid:
    """The matter is about another type or category."""
    return Invalid(
        Text(f"这本证书不能办理“{title.zh}”。", f"“{title.en}” is not for this certificate."),
        remedy=Text("请查看办事指南里的适用类别。", "See the guide for the categories it is for."),
        place="certificate",
    )


def nobody_applies(title: Text) -> NotAllowed:
    """The account stands for nobody who may apply for the matter."""
    return NotAllowed(
        Text(
            f"您的账户不能申请“{title.zh}”。",
            f"Your account stands for nobody who can apply for “{title.en}”.",
        ),
        remedy=Text(
            "还没有实名认证的，请先在“身份与实名”完成，或带证件到任一窗口核验；已实名的请用申请人或受聘企业的账户。",
            "If your identity is not verified, do that first on the identity page or at any window; otherwise sign in as "
            "the applicant or the enterprise.",
        ),
        place="account",
    )


def handed_in(application: Application) -> Conflict:
    """It was submitted before: by a second click, or from another window."""
    at = _told(application.filed_at)
    closed = application.state == ApplicationState.CLOSED
    end = Text("，现已办结", " and is closed") if closed else Text("", "")
    return Conflict(
        Text(
            f"这份申请已于 {at} 提交，办件号 {application.number}{end.zh}。",
            f"This application was submitted on {at} as case {application.number}{end.en}.",
        ),
        remedy=Text(
            "不必重复提交；请在“我的申请”里查看进度。", "No need to send it again; see its progress."
        ),
        place="application",
    )


def handed_back() -> Conflict:
    """Nothing is to be mended: it was handed in again before, by a second click or from another window."""
    return Conflict(
        Text(
            "这份申请没有等着补正的内容，补正已经交回。", "Nothing is to be mended: it was handed in again."
        ),
        remedy=Text(
            "不必重复提交；请在“我的申请”里查看进度。", "No need to send it again; see its progress."
        ),
        place="application",
    )


def not_handed_in() -> Conflict:
    """A draft has no case yet on which anybody could act."""
    return Conflict(
        Text("这份申请还没有提交。", "This application has not been submitted yet."),
        remedy=Text("请先填完并提交；不想办的可以删除草稿。", "Submit it first, or delete the draft."),
        place="application",
    )


def not_open_to_you(section: str) -> NotAllowed:
    """The section is not open to them now."""
    return NotAllowed(
        Text(f"“{section}”现在不由您填写。", f"The section “{section}” is not yours to fill in now."),
        remedy=Text(
            "已提交的申请要等退回补正后才能修改；请刷新页面。",
            "What has been submitted can be changed only when it is returned; reload the page.",
        ),
        place=section,
    )


def held_by_another() -> Conflict:
    """Another application on the certificate was submitted in the same moment."""
    return Conflict(
        Text(
            "这本证书刚刚有另一份申请提交。", "Another application for this certificate was just submitted."
        ),
        remedy=Text(
            "请在“我的申请”里查看；同一证书一次只能办理一项。",
            "See your list of applications; one at a time can be handled for a certificate.",
        ),
        place="no_open_case",
    )


def no_office() -> Invalid:
    """Nobody could say which office numbers the case."""
    return Invalid(
        Text("没有可以受理的机构。", "No office can take the case."),
        remedy=Text("请选择办理窗口；没有可选的请联系管理员。", "Choose a window, or ask the administrator."),
        place="office",
    )


def _told(moment: datetime | None) -> str:
    return f"{moment.astimezone(LOCAL):%Y-%m-%d %H:%M}" if moment is not None else ""
