"""Self-check: whether the mail server takes letters from us; an installation without one is well too."""

from datetime import datetime, timedelta
from smtplib import SMTPAuthenticationError

from sqlalchemy.orm import Session

from kernel.errors import TongbanError
from kernel.failures import told
from kernel.health import Health, HealthState, well
from kernel.mail import MailServer, greet
from kernel.seams import health
from kernel.surroundings import surroundings_of
from kernel.text import Text

FRESH = timedelta(minutes=1)
"""Anybody may ask how we are; the mail server is not asked each time."""
_kept: dict[MailServer, tuple[datetime, Health]] = {}


@health("notices.mail", title=Text("邮件服务器", "Mail server"))
def mail(session: Session) -> Health:
    """Whether letters can leave: the server answers, and lets us in."""
    here = surroundings_of(session)
    if here.mail is None:
        return well(
            "没有设置邮件服务器（SMTP_HOST），消息只在站内。",
            "No mail server is set (SMTP_HOST): people are told on these pages only.",
        )
    now, kept = here.clock.now(), _kept.get(here.mail)
    if kept is None or not kept[0] <= now < kept[0] + FRESH:
        kept = _kept[here.mail] = (now, _greeted(here.mail))
    return kept[1]


def _greeted(server: MailServer) -> Health:
    where = f"{server.host}:{server.port}"
    try:
        greet(server)
    except SMTPAuthenticationError:
        return Health(
            HealthState.WARN,
            Text(f"邮件服务器 {where} 不认用户名或密码。", f"The mail server {where} does not let us in."),
            Text("请核对 SMTP_USER 和 SMTP_PASSWORD。", "Check SMTP_USER and SMTP_PASSWORD."),
        )
    except TongbanError as error:
        return Health(HealthState.WARN, error.what, error.remedy)
    except OSError as error:
        cause = told(error)
        return Health(
            HealthState.WARN,
            Text(
                f"邮件服务器 {where} 没有应答：{cause}", f"The mail server {where} does not answer: {cause}"
            ),
            Text(
                "请联系邮件服务器的管理员；信件会稍后再发。", "Ask whoever runs it; letters are sent later."
            ),
        )
    return well(f"邮件服务器 {where} 可用。", f"The mail server {where} takes letters.")
