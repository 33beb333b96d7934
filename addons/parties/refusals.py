"""What is said when an act on people is refused."""

from kernel.errors import Conflict, Invalid, NotFound
from kernel.text import Text


def another_name() -> Conflict:
    """Says nothing about the person on record."""
    return Conflict(
        Text("姓名与该证件已登记的姓名不一致。", "The document is on record under another name."),
        remedy=Text(
            "请核对姓名和证件号码；确需更正请到窗口办理。",
            "Compare name and number; a correction is made at a window.",
        ),
        place="person",
    )


def already_employed() -> Conflict:
    """One current employment for a person and an enterprise."""
    return Conflict(
        Text("此人已受聘于该企业。", "The person already works for this enterprise."),
        remedy=Text("请先办理解聘，或刷新名单。", "End that employment first, or reload the list."),
        place="employment",
    )


def not_employed() -> Conflict:
    """Nothing to end, or the last day would lie before the first."""
    return Conflict(
        Text(
            "此人当前未受聘于该企业，或解聘日期早于受聘日期。",
            "The person does not work there now, or began later than that day.",
        ),
        remedy=Text("请核对人员、企业和解聘日期。", "Check the person, the enterprise and the day."),
        place="employment",
    )


def enterprise_gone(name: str) -> Conflict:
    """Nobody is hired by an enterprise that is no more."""
    return Conflict(
        Text(f"{name}已注销或被吊销，不能再聘用人员。", f"{name} has been closed and cannot employ anybody."),
        remedy=Text("请选择状态正常的企业。", "Choose an active enterprise."),
        place="enterprise",
    )


def already_bound() -> Conflict:
    """The user, or the person, is taken."""
    return Conflict(
        Text("该账户或该主体已有绑定。", "This account or this party is bound already."),
        remedy=Text("请先由管理员解除原绑定。", "Ask the administrator to undo the binding that exists."),
        place="membership",
    )


def reason_needed() -> Invalid:
    """Nobody sees a number in full without saying why."""
    return Invalid(
        Text("查看完整信息须写明理由。", "Seeing the full number needs a reason."),
        remedy=Text(
            "请写明办件号或用途，至少 4 个字。", "Name the case or the purpose, 4 characters at least."
        ),
        place="reason",
    )


def no_such(kind: str, row_id: int) -> NotFound:
    """The row is not there."""
    return NotFound(
        Text("没有这个人员、企业或机构。", "There is no such person, enterprise or office."),
        remedy=Text("请刷新页面后重新选择。", "Reload the page and choose again."),
        place=f"{kind}:{row_id}",
    )
