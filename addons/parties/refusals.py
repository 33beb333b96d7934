"""What is said when an act on people, enterprises or offices is refused."""

from datetime import date

from kernel.errors import Conflict, Invalid, NotAllowed, NotFound
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


def code_taken(code: str) -> Conflict:
    """Codes name one thing for ever."""
    return Conflict(
        Text(f"代码 {code} 已经在册。", f"The code {code} is on record already."),
        remedy=Text("请打开已有的那一条修改，或核对代码。", "Change the one on record, or check the code."),
        place="code",
    )


def code_kept(code: str) -> Invalid:
    """Old cases and letters name it."""
    return Invalid(
        Text(f"代码 {code} 不能更改。", f"The code {code} cannot be changed."),
        remedy=Text("请停用这一条，另行登记新的代码。", "End this one, and add another under the new code."),
        place="code",
    )


def not_above(place: str) -> Invalid:
    """Nothing lies in itself, or in what lies in it."""
    return Invalid(
        Text("上级不能是自己、自己的下级，或级别不高于自己。", "What is above must be of a higher level."),
        remedy=Text("请选择级别更高的上级。", "Choose one of a higher level."),
        place=place,
    )


def days_reversed(place: str) -> Invalid:
    """The last day lies before the first."""
    return Invalid(
        Text("结束日期早于开始日期。", "The last day lies before the first."),
        remedy=Text("请核对两个日期。", "Check both days."),
        place=place,
    )


def not_yet(place: str) -> Invalid:
    """Registers say what is, not what will be."""
    return Invalid(
        Text("日期晚于今天。", "The day is after today."),
        remedy=Text(
            "请填今天或以前的日期，到期再登记。", "Give today or an earlier day, and come back then."
        ),
        place=place,
    )


def later_known(day: date) -> Conflict:
    """A status that began before the one on record."""
    return Conflict(
        Text(f"已登记 {day} 起的状态。", f"A status from {day} on is on record."),
        remedy=Text("请填该日或以后的日期。", "Give that day or a later one."),
        place="since",
    )


def office_in_use(firms: int, offices: int) -> Conflict:
    """Someone else has to look after what the office looks after."""
    return Conflict(
        Text(
            f"该机构还管理 {firms} 家企业、下设 {offices} 个机构。",
            f"The office still looks after {firms} enterprises and has {offices} offices below it.",
        ),
        remedy=Text(
            "请先把它们划归别的机构，再停用。", "Give them to another office first, then close this one."
        ),
        place="closed_on",
    )


def unknown_code(field: str, code: str) -> Invalid:
    """A code that nothing on record has."""
    return Invalid(
        Text(f"没有代码为 {code[:20]} 的登记。", f"Nothing on record has the code {code[:20]}."),
        remedy=Text("请核对代码，或先登记它。", "Check the code, or register it first."),
        place=field,
    )


def not_known(field: str) -> Invalid:
    """The person is not on record; says nothing of the number."""
    return Invalid(
        Text("没有登记这个证件的人员。", "Nobody with this document is on record."),
        remedy=Text(
            "请核对证件类型和号码，或先登记人员。", "Check kind and number, or register the person first."
        ),
        place=field,
    )


def no_account(username: str) -> Invalid:
    """Nobody signs in under this name."""
    return Invalid(
        Text(f"没有账户“{username[:40]}”。", f"There is no account “{username[:40]}”."),
        remedy=Text(
            "请核对用户名，或先由系统管理员开户。", "Check the name, or have the account made first."
        ),
        place="username",
    )


def own_account() -> NotAllowed:
    """Nobody gives themselves a right."""
    return NotAllowed(
        Text("不能给自己授权或解除自己的授权。", "Nobody grants or ends a binding of their own."),
        remedy=Text("请由另一位安全管理员办理。", "Ask another security administrator."),
        place="username",
    )


def one_party() -> Invalid:
    """One binding is to one party."""
    return Invalid(
        Text(
            "请只填人员、企业、机构中的一项。", "Name exactly one of a person, an enterprise and an office."
        ),
        remedy=Text("要绑定几项，请分几次登记。", "Several bindings are several entries."),
        place="office",
    )


def beyond_reach(place: str) -> NotAllowed:
    """The row would not be one of those the actor may write."""
    return NotAllowed(
        Text("这一条不在您管理的范围内。", "This row would lie outside of what you look after."),
        remedy=Text(
            "请填本机构管理的企业或机构，或交由上级登记。",
            "Name an enterprise or office in your reach, or leave it to the office above.",
        ),
        place=place,
    )


def document_taken() -> Conflict:
    """Says nothing about the person on record."""
    return Conflict(
        Text("该证件已登记在另一人名下。", "Somebody else is on record with this document."),
        remedy=Text("请核对证件类型和号码。", "Check the kind and the number of the document."),
        place="document",
    )
