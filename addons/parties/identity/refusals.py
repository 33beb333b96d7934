"""What is said when an act on identities or claims is refused; never what is on record of anybody else."""

from kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from kernel.text import Text


def already_verified() -> Conflict:
    """An identity is proved once."""
    return Conflict(
        Text("这个账户已经实名认证。", "The identity of this account is verified already."),
        remedy=Text(
            "姓名或证件有变更的，请带证件到窗口办理。",
            "If your name or document has changed, bring the document to a window.",
        ),
        place="identity",
    )


def consent_needed() -> Invalid:
    """Sensitive personal data wants a consent of its own."""
    return Invalid(
        Text("没有勾选单独同意。", "You have not given your separate consent."),
        remedy=Text(
            "请阅读后勾选；也可以清空证件号码先注册，以后再认证。",
            "Read it and tick the box, or leave the number empty and verify later.",
        ),
        place="consent",
    )


def nothing_declared() -> Conflict:
    """Nobody said who they are."""
    return Conflict(
        Text("这个账户还没有填写证件信息。", "This account has not given a document yet."),
        remedy=Text("请本人先在“身份与实名”页填写。", "Let its owner fill it in on the identity page first."),
        place="identity",
    )


def other_document() -> Invalid:
    """The card at the window is not the one that the account gave."""
    return Invalid(
        Text("证件号码与账户填写的不一致。", "The number is not the one that the account gave."),
        remedy=Text(
            "请对照证件原件重输；账户填错的，请本人改正后再核验。",
            "Type it again from the card; if the account has it wrong, let its owner correct it first.",
        ),
        place="number",
    )


def reason_needed() -> Invalid:
    """A clerk's word stands on something."""
    return Invalid(
        Text("没有写明依据。", "The grounds are missing."),
        remedy=Text(
            "请写看了什么证件、怎样核对的，4 到 200 个字。",
            "Say which document you saw and how you compared it, 4 to 200 characters.",
        ),
        place="reason",
    )


def not_oneself() -> NotAllowed:
    """Nobody vouches for themselves."""
    return NotAllowed(
        Text("不能核验或批准自己的账户。", "Nobody verifies or admits their own account."),
        remedy=Text("请由另一位工作人员办理。", "Let a colleague do it."),
    )


def no_such_identity(number: int) -> NotFound:
    """The account is not there, or not theirs to see."""
    return NotFound(
        Text("没有这个待核验的账户。", "There is no such account to be verified."),
        remedy=Text("请按证件号码重新查找。", "Look it up again by the number of the document."),
        place=f"identity:{number}",
    )


def no_such_claim(number: int) -> NotFound:
    """The claim is not there, or not theirs to see."""
    return NotFound(
        Text("没有这份企业绑定申请，或不归您审核。", "There is no such claim, or it is not yours to decide."),
        remedy=Text("请从待审核列表打开。", "Open it from the list."),
        place=f"claim:{number}",
    )


def already_claimed() -> Conflict:
    """One open claim of an account on an enterprise."""
    return Conflict(
        Text("您对这家企业的申请正在审核。", "Your claim on this enterprise is being looked at."),
        remedy=Text(
            "请等审核结果；填错的可以先撤回。", "Wait for the decision, or withdraw it if it is wrong."
        ),
        place="credit_code",
    )


def already_member() -> Conflict:
    """The account acts for the enterprise by now."""
    return Conflict(
        Text("这个账户已经可以代表这家企业办事。", "The account acts for this enterprise already."),
        remedy=Text("请刷新页面；不需要再次申请。", "Reload the page; nothing more is needed."),
        place="credit_code",
    )


def too_many_claims(most: int) -> Conflict:
    """Nobody collects enterprises."""
    return Conflict(
        Text(f"最多同时有 {most} 份待审核的申请。", f"At most {most} claims may wait at a time."),
        remedy=Text("请等已有申请有结果，或撤回不需要的。", "Wait for a decision, or withdraw one."),
        place="credit_code",
    )


def no_enterprise_name() -> Invalid:
    """The name on the licence is needed."""
    return Invalid(
        Text("企业名称应为 2 至 100 个字。", "The name of an enterprise has 2 to 100 characters."),
        remedy=Text("请按营业执照填写全称。", "Write it as on the business licence."),
        place="enterprise_name",
    )


def no_office() -> Invalid:
    """Somebody has to decide."""
    return Invalid(
        Text("没有选择主管机构。", "No authority has been chosen."),
        remedy=Text("请选择企业所在地的机构。", "Choose the one where the enterprise is registered."),
        place="office",
    )


def decided_meanwhile() -> Conflict:
    """Somebody was first."""
    return Conflict(
        Text("这份申请已经有结果。", "This claim has been decided or withdrawn."),
        remedy=Text("请刷新列表。", "Reload the list."),
        place="claim",
    )


def claimant_unverified() -> Conflict:
    """Who acts for an enterprise is known by name."""
    return Conflict(
        Text("申请人还没有实名认证，不能通过。", "The claimant's identity is not verified yet."),
        remedy=Text(
            "请申请人先认证，或带证件到窗口核验后再批准。",
            "Let them verify it first, online or at a window, then approve.",
        ),
        place="claim",
    )
