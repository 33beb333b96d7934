"""What administrators decide about people who register themselves."""

from kernel.seams import setting
from kernel.settings import Claim, Setting, Whole
from kernel.text import Text

GROUP = Text("注册与实名", "Registration and identity")
OPEN, AN_HOUR, A_DAY, KEPT = (
    "registration_open",
    "registration_per_hour",
    "identity_per_day",
    "identity_kept_days",
)


@setting(OPEN)
def registration_open() -> Setting:
    """Whether people may register themselves."""
    return Setting(
        Text("开放自助注册", "Self-registration is open"),
        Claim(),
        True,
        GROUP,
        Text("关闭后只能由管理员开设账户", "When it is closed, administrators open every account"),
        order=300,
    )


@setting(AN_HOUR)
def registration_per_hour() -> Setting:
    """How many accounts one address may register in an hour."""
    return Setting(
        Text("同一地址每小时可注册", "Registrations of one address in an hour"),
        Whole(1, 1000, Text("个", "")),
        20,
        GROUP,
        Text("办事大厅共用一个地址的，可适当调高", "Raise it where a service hall shares one address"),
        order=301,
    )


@setting(A_DAY)
def identity_per_day() -> Setting:
    """How often one account may have its identity looked at in a day."""
    return Setting(
        Text("同一账户每天可提交核验", "Looks at the identity of one account in a day"),
        Whole(1, 100, Text("次", "")),
        5,
        GROUP,
        order=302,
    )


@setting(KEPT)
def identity_kept_days() -> Setting:
    """How long a document that nobody verified is kept."""
    return Setting(
        Text("未核验的证件信息保留", "A document that was not verified is kept"),
        Whole(7, 3650, Text("天", "days")),
        180,
        GROUP,
        Text("到期删除证件号码，账户保留", "The number is erased then; the account stays"),
        order=303,
    )
