"""What every page of the portal stands on: the caller, the present, and the session of the request."""

from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import get_locale
from sqlalchemy.orm import Session

from addons.letters.queries import Paper, open_to
from addons.portal.callers import Caller, caller_of
from kernel.access import rules_of
from kernel.registry import Registry
from kernel.web import platform, versions, visitor

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


def downloadable(papers: Sequence[Paper]) -> list[Paper]:
    """Those of the papers that the visitor may download."""
    session, actor = reading(), visitor().actor
    rules = rules_of(session, actor.role_ids, version=versions().role)
    return open_to(session, papers, actor, registry=registry(), rules=rules)


def now() -> datetime:
    """This moment."""
    return platform().clock.now()


def today() -> date:
    """The day in the office's time."""
    return platform().clock.today()


def locale() -> str:
    """The language that the page speaks."""
    return "en" if str(get_locale() or "").startswith("en") else "zh"
