"""Mail as a carrier: a letter in both languages, to the address that the account has confirmed."""

from sqlalchemy.orm import Session

from addons.notices.addresses import confirmed_address
from addons.notices.carrying import Told
from addons.notices.seams import carrier
from kernel.mail import Letter, post
from kernel.surroundings import Surroundings
from kernel.text import Text

RULE = "-" * 40


@carrier("mail", title=Text("邮件", "mail"))
class Mail:
    """Hands letters to the mail server of the installation."""

    def is_ready(self, around: Surroundings) -> bool:
        """Whether a mail server is set."""
        return around.mail is not None

    def address(self, session: Session, user_id: int) -> str | None:
        """The confirmed address, as long as it is that of the account."""
        return confirmed_address(session, user_id)

    def carry(self, around: Surroundings, address: str, told: Told) -> None:
        """The server has the letter."""
        if around.mail is not None:
            subject = f"{told.title.zh}（{told.site}）"
            letter = Letter(address, subject, letter_text(told), told.key, told.site, told.at)
            post(around.mail, letter)


def letter_text(told: Told) -> str:
    """The letter as it is read, Chinese first."""
    lines = [told.body.zh, ""]
    if told.link:
        lines += [f"查看：{told.link}", ""]
    lines += [RULE, told.title.en, "", told.body.en, ""]
    if told.link:
        lines += [f"See: {told.link}", ""]
    lines += [
        RULE,
        f"{told.site} · 在这里选择接收哪些邮件 / choose what is mailed to you:",
        told.preferences,
        "",
    ]
    return "\n".join(lines)
