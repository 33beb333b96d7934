"""Who takes our mail, as the settings of the process say it."""

from collections.abc import Mapping
from typing import Any

from kernel.mail import MailServer, Security


def mail_of(settings: Mapping[str, Any]) -> MailServer | None:
    """Who takes our mail, if anybody does."""
    if not settings.get("SMTP_HOST"):
        return None
    return MailServer(
        host=settings["SMTP_HOST"],
        port=settings["SMTP_PORT"],
        security=Security(settings["SMTP_SECURITY"]),
        sender=settings["MAIL_FROM"],
        user=settings["SMTP_USER"],
        password=settings["SMTP_PASSWORD"],
    )
