"""Mail: the server that takes it, and one letter handed over to it; nobody else in the product speaks SMTP."""

import smtplib
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from enum import StrEnum

from kernel.errors import Invalid, Undeliverable
from kernel.text import Text

PATIENCE = 20.0
"""Seconds that the server may take for an answer; well below the lease of a worker."""
BRIEFLY = 5.0
"""Seconds for an answer where somebody waits for ours."""
LONGEST_SUBJECT = 150
LONGEST_SAID = 300
FOR_GOOD = 5
"""The first digit of an answer after which it is of no use to try again."""


class Security(StrEnum):
    """How the connection is protected; without protection only on the way to a server on this machine."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Who takes our mail, and from which address it comes."""

    host: str
    port: int
    security: Security
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one address; the key makes its Message-ID, so that a letter sent twice is known as one."""

    to: str
    subject: str
    text: str
    key: str
    sender_name: str
    at: datetime


def post(server: MailServer, letter: Letter) -> None:
    """The server has taken the letter on; anything else raises, and says so where it is of no use to try again."""
    message = composed(server, letter)
    with _connected(server) as smtp:
        if server.user:
            smtp.login(server.user, server.password)
        try:
            smtp.send_message(message)
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as error:
            if (said := _for_good(error)) is not None:
                raise undeliverable(said) from error
            raise


def undeliverable(said: str) -> Undeliverable:
    """Said of a letter that the server does not take, whenever it is sent."""
    return Undeliverable(
        Text(f"邮件服务器拒收这封信：“{said}”。", f"The mail server refuses the letter for good: “{said}”."),
        remedy=Text(
            "请核对收信地址和发信地址（MAIL_FROM）；原因排除后可以重发。",
            "Check the address and MAIL_FROM; once the cause is mended it can be sent again.",
        ),
        place="mail",
    )


def greet(server: MailServer) -> None:
    """The server answers and lets us in; anything else raises."""
    with _connected(server, BRIEFLY) as smtp:
        if server.user:
            smtp.login(server.user, server.password)
        smtp.noop()


def composed(server: MailServer, letter: Letter) -> EmailMessage:
    """The letter as it goes over the wire."""
    message = EmailMessage()
    message["Subject"] = " ".join(letter.subject.split())[:LONGEST_SUBJECT]
    message["From"] = formataddr((letter.sender_name, server.sender))
    message["To"] = letter.to
    message["Date"] = format_datetime(letter.at)
    message["Message-ID"] = f"<{letter.key.replace(':', '.')}@{server.sender.partition('@')[2]}>"
    # whoever is on holiday does not answer us
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message


def _for_good(error: smtplib.SMTPRecipientsRefused | smtplib.SMTPResponseException) -> str | None:
    """What the server said, where it is a refusal for good (5yz); a letter has one recipient."""
    said: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
    else:
        code, said = error.smtp_code, error.smtp_error
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(words.split())}"[:LONGEST_SAID] if code // 100 == FOR_GOOD else None


def _connected(server: MailServer, patience: float = PATIENCE) -> smtplib.SMTP:
    try:
        if server.security is Security.TLS:
            trusted = ssl.create_default_context()
            return smtplib.SMTP_SSL(server.host, server.port, timeout=patience, context=trusted)
        smtp = smtplib.SMTP(server.host, server.port, timeout=patience)
        if server.security is Security.STARTTLS:
            smtp.starttls(context=ssl.create_default_context())
    except OSError as error:
        raise Invalid(
            Text(f"连不上邮件服务器 {server.host}。", f"The mail server {server.host} cannot be reached."),
            remedy=Text(
                "请核对 SMTP_HOST、SMTP_PORT、SMTP_SECURITY，或联系邮件服务器的管理员。",
                "Check SMTP_HOST, SMTP_PORT and SMTP_SECURITY, or ask whoever runs the server.",
            ),
            place="SMTP_HOST",
        ) from error
    return smtp
