"""What every page of the portal stands on: the caller, the present, and the session of the request."""

from datetime import date, datetime

from flask_babel import get_locale
from sqlalchemy.orm import Session

from addons.portal.callers import Caller, caller_of
from kernel.registry import Registry
from kernel.web import platform, visitor

APPLY = ("can_apply", "Services")
CONFIRM = ("can_confirm", "Enterprise")


def reading() -> Session:
    """The session of a page that only reads."""
    return platform().database.session()


def registry() -> Registry:
    """Everything the installed plugins offer."""
    return platform().registry


def caller(session: Session) -> Caller:
    """Who makes the request."""
    return caller_of(session, registry(), visitor().actor)


def now() -> datetime:
    """This moment."""
    return platform().clock.now()


def today() -> date:
    """The day in the office's time."""
    return platform().clock.today()


def locale() -> str:
    """The language that the page speaks."""
    return "en" if str(get_locale() or "").startswith("en") else "zh"
