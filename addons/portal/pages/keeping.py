"""What scripts ask for while a page is filled in: what the rules say of it now, and that what is typed is kept."""

from flask import jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from addons.licensing import service
from addons.licensing.refusals import not_open_to_you
from addons.portal.filling import Filling
from addons.portal.overtaking import ground
from addons.portal.pages.asking import APPLY, caller, locale, now, reading, registry, today
from addons.portal.pages.own import applications, mine
from addons.portal.rules import rules_on
from forms.definition import Section
from kernel.clock import LOCAL
from kernel.db import writing
from kernel.errors import Conflict
from kernel.web import platform
from kernel.web.inputs import number_in
from kernel.web.typed import forget_typed


@applications.post("/<int:number>/fill/<section>/state", permission=APPLY)
def state(number: int, section: str) -> ResponseReturnValue:
    """What the rules say of the page as it is typed: hidden, not wanted, computed; the page only shows it."""
    # it only reads: the lock of those who write would make every key wait for others
    writing.set(False)
    session = reading()
    found = mine(session, number, caller(session))
    _opened(found, section)
    raw = found.form.raw_from(request.form, [section])
    return jsonify(rules_on(found, [section], raw, on=today()))


@applications.post("/<int:number>/fill/<section>/keep", permission=APPLY)
def keep(number: int, section: str) -> ResponseReturnValue:
    """What is typed is kept as it is; told is when, and by which marks the next page says what it stands on."""
    try:
        with platform().database.transaction() as session:
            who = caller(session)
            found = mine(session, number, who)
            asked = _opened(found, section)
            saved = service.save(
                session,
                found.application,
                found.form.raw_from(request.form, [section]),
                sections=[section],
                seen=seen_of(found, asked),
                standing=who.standing,
                registry=registry(),
                now=now(),
            )
            stands_on = ground(found, asked)
            forget_typed(session, url_for("portal_applications.form", number=number, section=section))
    except Conflict as error:
        return jsonify(overtaken=error.what.of(locale())), error.status
    at = now().astimezone(LOCAL).strftime("%H:%M")
    return jsonify(seen=saved.revision, ground=stands_on, said=_("已自动保存 %(at)s", at=at))


def seen_of(found: Filling, section: Section) -> int:
    """The revision on which the page stands: this one as well, as long as nobody has changed the section since."""
    if request.form.get("_ground") == ground(found, section):
        return found.submission.revision
    return number_in(request.form.get("_seen", "")) or 0


def _opened(found: Filling, section: str) -> Section:
    opened = found.section(section)
    if opened is None:
        raise not_open_to_you(section)
    return opened
