"""What is said when an act on a certificate is refused."""

from datetime import date

from addons.certificates.words import STATES, State
from kernel.errors import Conflict, Invalid, NotFound
from kernel.text import Text


def no_such(certificate_id: int) -> NotFound:
    """The certificate is not there."""
    return NotFound(
        Text("没有这本证书。", "There is no such certificate."),
        remedy=Text("请刷新页面后重新选择。", "Reload the page and choose again."),
        place=f"certificate:{certificate_id}",
    )


def number_taken(number: str) -> Conflict:
    """No number is issued twice."""
    return Conflict(
        Text(f"证书编号 {number} 已被使用。", f"The number {number} has been given to a certificate."),
        remedy=Text("请核对编号，或换一个编号。", "Compare the number, or take another."),
        place="certificate_number",
    )


def changed_meanwhile(number: str, seen: date | None, found: date | None) -> Conflict:
    """The certificate is no longer what the case was decided on."""
    return Conflict(
        Text(
            f"证书 {number} 的有效期已变为{_until(found).zh}，办件所依据的是{_until(seen).zh}。",
            f"The certificate {number} is now valid {_until(found).en}; the case rests on {_until(seen).en}.",
        ),
        remedy=Text(
            "请退回办件，让申请人按证书现状重新提交。",
            "Return the case, so that it is submitted again for the certificate as it is.",
        ),
        place="certificate.valid_to",
    )


def not_in_state(number: str, state: str) -> Conflict:
    """Nothing is done to a certificate that is suspended, cancelled or the like."""
    word = STATES[State(state)]
    return Conflict(
        Text(
            f"证书 {number} 的状态为“{word.zh}”，不能办理。",
            f"The certificate {number} is {word.en}; nothing can be done to it.",
        ),
        remedy=Text(
            "请先恢复证书的有效状态，或不予办理。", "Have the certificate restored first, or refuse the case."
        ),
        place="certificate.state",
    )


def endless(number: str) -> Conflict:
    """What has no end cannot be extended."""
    return Conflict(
        Text(f"证书 {number} 长期有效，无需延续。", f"The certificate {number} has no end to extend."),
        remedy=Text("请终止这项办理。", "End this case."),
        place="certificate.valid_to",
    )


def no_term(years: int) -> Invalid:
    """A renewal is for some years."""
    return Invalid(
        Text(f"不能延续 {years} 年。", f"A certificate is not extended by {years} years."),
        remedy=Text("请在效果里写 1 到 100 年。", "Write 1 to 100 years in the effect."),
        place="extend.years",
    )


def no_such_category(category: str, title: Text) -> Invalid:
    """The type has no such category, or issues it no more."""
    return Invalid(
        Text(f"{title.zh}没有可核发的类别“{category}”。", f"“{title.en}” issues no category “{category}”."),
        remedy=Text("请选择证书类型里的类别。", "Choose a category of the certificate type."),
        place="certificate.category",
    )


def other_category(number: str, category: str) -> Invalid:
    """A number says of which category its certificate is."""
    return Invalid(
        Text(
            f"编号 {number} 与类别“{category}”不符。",
            f"The number {number} is not one of the category “{category}”.",
        ),
        remedy=Text("请核对编号和类别。", "Compare the number and the category."),
        place="certificate_number",
    )


def unfit_appointment(appointment: str, category: str) -> Invalid:
    """Holders of this category do not work in this post."""
    return Invalid(
        Text(
            f"类别“{category}”不能任职务“{appointment}”。",
            f"A holder of the category “{category}” cannot have the appointment “{appointment}”.",
        ),
        remedy=Text("请选择该类别允许的职务。", "Choose an appointment that the category allows."),
        place="certificate.appointment",
    )


def wrong_days() -> Invalid:
    """The term ends before it begins."""
    return Invalid(
        Text("证书的日期前后矛盾。", "The days of the certificate contradict each other."),
        remedy=Text(
            "首次发证不晚于本次发证，有效期止不早于有效期起。",
            "It is first issued no later than now, and ends no earlier than it begins.",
        ),
        place="certificate.valid_to",
    )


def no_such_party(kind: str, row_id: int) -> NotFound:
    """The holder, the enterprise or the office is not there."""
    return NotFound(
        Text("没有这个人员、企业或机构。", "There is no such person, enterprise or office."),
        remedy=Text("请刷新页面后重新选择。", "Reload the page and choose again."),
        place=f"{kind}:{row_id}",
    )


def gone_enterprise(name: str) -> Conflict:
    """Nobody is employed by an enterprise that is no more."""
    return Conflict(
        Text(f"{name} 已注销或被吊销，不能作受聘企业。", f"{name} has been struck off and employs nobody."),
        remedy=Text("请核对新的受聘企业。", "Check the new employer."),
        place="certificate.enterprise",
    )


def broken_history(certificate_id: int, seq: int) -> Conflict:
    """An event does not follow from those before it."""
    return Conflict(
        Text(f"证书履历第 {seq} 条与前文不符。", f"Entry {seq} of the history does not follow."),
        remedy=Text(
            "请让系统管理员核对台账与备份。", "Have the administrator compare the ledger with a backup."
        ),
        place=f"certificate:{certificate_id}",
    )


def _until(day: date | None) -> Text:
    return Text("长期", "without end") if day is None else Text(f"至 {day}", f"until {day}")
