"""`/healthz`: whether the platform is well; how it is in detail only for administrators."""

from datetime import datetime, timedelta
from typing import Any

from flask import Response, current_app, jsonify
from sqlalchemy.exc import SQLAlchemyError

from app.mailing import mail_of
from kernel.access import ADMIN
from kernel.health import Health, HealthState, checked, worst
from kernel.registry import Entry, Registry
from kernel.seams import pages
from kernel.surroundings import Surroundings
from kernel.web import Pages, platform, visitor

LAST = "tongban.health"
FRESH = timedelta(seconds=5)

health = Pages("health", __name__)


@pages("health")
def health_pages() -> Pages:
    """The address that a monitor asks."""
    return health


@health.get("/healthz", public=True)
def index() -> Response:
    """200 while nothing is bad, 503 otherwise."""
    if ADMIN in visitor().roles:
        found = _checked()
        response = jsonify(status=worst(found), checks=[_as_json(entry, said) for entry, said in found])
        state = worst(found)
    else:
        state = _state()
        response = Response("ok\n" if state is not HealthState.BAD else "bad\n", mimetype="text/plain")
    response.status_code = 503 if state is HealthState.BAD else 200
    return response


def _state() -> HealthState:
    # anybody may ask, so the checks are not run for every question
    now = platform().clock.now()
    last: tuple[datetime, HealthState] | None = current_app.extensions.get(LAST)
    if last is None or not last[0] <= now < last[0] + FRESH:
        last = current_app.extensions[LAST] = (now, worst(_checked()))
    return last[1]


def _checked() -> list[tuple[Entry, Health]]:
    here = platform()
    registry = _registry()
    surroundings = Surroundings(
        registry=registry,
        clock=here.clock,
        keys=here.keys,
        folder=here.site.folder,
        addons=here.site.addons,
        mail=mail_of(here.settings),
    )
    return checked(here.database.session(), registry, surroundings=surroundings)


def _registry() -> Registry:
    try:
        return platform().present()
    except SQLAlchemyError:
        # the check of the database will say what is wrong
        platform().database.session.rollback()
        return platform().registry


def _as_json(entry: Entry, said: Health) -> dict[str, Any]:
    return {
        "name": entry.name,
        "plugin": entry.plugin,
        "state": said.state,
        "what": {"zh": said.what.zh, "en": said.what.en},
        "remedy": {"zh": said.remedy.zh, "en": said.remedy.en} if said.remedy else None,
        "seconds": round(said.seconds, 4),
    }
